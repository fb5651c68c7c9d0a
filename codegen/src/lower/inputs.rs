//! Joins the inputs of a capability operation with the parameters of its contract operation.

mod parameter;

use super::context::Context;
use super::{codes, docs, ids};
use crate::check::{Authentication, CheckedOperation, Input, InputLocation, InputType, TemplateInput};
use crate::contract::{ContractOperation, ParameterLocation};
use crate::diagnostic::Diagnostic;
use crate::ir::{Filling, Location, Parameter, TextFormat, Type};
use parameter::{added_by_contract, joined, presence, untyped};
use std::collections::HashMap;

/// Headers that OpenAPI itself excludes from parameters: others decide about them.
const NOT_INPUTS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers that say where a message ends and how it travels: a caller's could only break it.
const OWN: [&str; 8] =
    ["connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

fn is_own(name: &str) -> bool {
    OWN.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Every parameter: those of the capability, typed by the contract where it knows them, then those the contract adds.
pub(super) fn parameters<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    contract: Option<&ContractOperation<'doc>>,
    authentication: Option<&Authentication>,
    index: usize,
) -> Vec<Parameter> {
    let holes = contract.map(|contract| holes(operation, contract)).unwrap_or_default();
    let mut used = Vec::new();
    let mut parameters = Vec::new();
    for input in
        operation.inputs.iter().filter(|input| !carries_credential(authentication, input.location, &input.wire_name))
    {
        // That the client sets it was told when the capability was checked.
        if input.location == InputLocation::Header && is_own(&input.wire_name) {
            used.extend(contract.and_then(|contract| find(contract, input, &holes)));
            continue;
        }
        let Some(contract) = contract else {
            parameters.push(untyped(cx, input));
            continue;
        };
        let known = find(contract, input, &holes);
        match known {
            Some(at) => {
                used.push(at);
                parameters.push(joined(cx, operation, input, &contract.parameters[at], index));
            }
            None => {
                tell_unknown(cx, operation, contract, input);
                parameters.push(untyped(cx, input));
            }
        }
    }
    let added = contract.into_iter().flat_map(|contract| contract.parameters.iter().enumerate());
    for (at, parameter) in added {
        let location = input_location(parameter.location);
        let known = used.contains(&at) || parameter.location == ParameterLocation::Path;
        if !known && location == InputLocation::Header && is_own(parameter.name) {
            let message = format!("the client itself sets `{}`, so it is no input", parameter.name);
            cx.tell(Diagnostic::warning(codes::OWN_HEADER, parameter.span, message));
        } else if !known && !carries_credential(authentication, location, parameter.name) {
            parameters.push(added_by_contract(cx, operation, parameter, index));
        }
    }
    let by_templates = named(cx, &operation.template_inputs, &parameters);
    parameters.extend(by_templates);
    parameters
}

/// Inputs that templates name and that no parameter is.
pub(super) fn named(cx: &mut Context<'_, '_>, inputs: &[TemplateInput], parameters: &[Parameter]) -> Vec<Parameter> {
    let is_parameter = |name: &str| parameters.iter().any(|known| known.is_given() && known.caller_name() == name);
    let further = inputs.iter().filter(|input| !is_parameter(&input.name));
    further
        .map(|input| {
            let ty = match input.ty {
                None => Type::Json,
                Some(InputType::String) => Type::String(TextFormat::Any),
                Some(InputType::Boolean) => Type::Bool,
                Some(InputType::Integer) => Type::Integer,
                Some(InputType::Number) => Type::Float,
                Some(InputType::Array) => Type::List(Box::new(Type::Json)),
                Some(InputType::Object) => Type::JsonObject,
            };
            let ty = if ty == Type::String(TextFormat::Any) { ids::parameter(cx, ty, &[&input.name]) } else { ty };
            Parameter {
                wire_name: input.name.clone(),
                input_name: None,
                location: Location::Template,
                style: Location::Template.plain(),
                reserved: false,
                ty,
                presence: presence(input.required),
                docs: docs::text(None, input.description.as_deref()),
                limits: Vec::new(),
                filling: Filling::Caller,
                deprecated: false,
                media_type: None,
                file_name: None,
            }
        })
        .collect()
}

/// The contract's name for each hole of the capability's path, by position: the shapes are the same.
fn holes<'op>(operation: &'op CheckedOperation, contract: &'op ContractOperation<'_>) -> HashMap<&'op str, &'op str> {
    operation.path.holes().zip(contract.path.holes()).collect()
}

fn find(contract: &ContractOperation<'_>, input: &Input, holes: &HashMap<&str, &str>) -> Option<usize> {
    let wanted = match input.location {
        InputLocation::Path => holes.get(input.wire_name.as_str()).copied().unwrap_or(&input.wire_name),
        _ => &input.wire_name,
    };
    contract.parameters.iter().position(|parameter| {
        input_location(parameter.location) == input.location
            && match input.location {
                InputLocation::Header => parameter.name.eq_ignore_ascii_case(wanted),
                _ => parameter.name == wanted,
            }
    })
}

fn tell_unknown(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    contract: &ContractOperation<'_>,
    input: &Input,
) {
    // A hole needs no declaration, and what is filled asks nothing of the caller by this name.
    if input.filling != Filling::Caller || input.inferred || input.location == InputLocation::Path {
        return;
    }
    // It may well be the parameter whose reference leads nowhere, which has been told.
    if contract.has_lost_parameters {
        return;
    }
    let message = format!("`{}` is no parameter of `{}` in the contract", input.wire_name, operation.name);
    let finding = match input.required {
        true => Diagnostic::error(codes::REQUIRED_PARAMETER_UNKNOWN, input.span, message)
            .help("add it to the contract, or correct its name"),
        false => Diagnostic::warning(codes::OPTIONAL_PARAMETER_UNKNOWN, input.span, message)
            .help("it stays as the capability declares it"),
    };
    cx.tell(finding.related(contract.span, "the operation in the contract"));
}

fn carries_credential(authentication: Option<&Authentication>, location: InputLocation, name: &str) -> bool {
    match (location, authentication) {
        (InputLocation::Header, _) if NOT_INPUTS.iter().any(|header| name.eq_ignore_ascii_case(header)) => true,
        (InputLocation::Header, Some(Authentication::Header { name: credential, .. })) => {
            name.eq_ignore_ascii_case(credential)
        }
        (InputLocation::Query, Some(Authentication::Query { name: credential, .. })) => name == credential,
        _ => false,
    }
}

fn location(location: InputLocation) -> Location {
    match location {
        InputLocation::Path => Location::Path,
        InputLocation::Query => Location::Query,
        InputLocation::Header => Location::Header,
        InputLocation::Cookie => Location::Cookie,
    }
}

/// Where a parameter of the contract goes.
pub(super) fn ir_location(from: ParameterLocation) -> Location {
    location(input_location(from))
}

fn input_location(location: ParameterLocation) -> InputLocation {
    match location {
        ParameterLocation::Path => InputLocation::Path,
        ParameterLocation::Query => InputLocation::Query,
        ParameterLocation::Header => InputLocation::Header,
        ParameterLocation::Cookie => InputLocation::Cookie,
    }
}
