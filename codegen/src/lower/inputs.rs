//! Joins the inputs of a capability operation with the parameters of its contract operation.

use super::context::Context;
use super::parameters::{self, Typed};
use super::{codes, docs, ids, objects};
use crate::check::{Authentication, CheckedOperation, Input, InputLocation, InputType};
use crate::contract::{ContractOperation, ContractParameter, ParameterLocation, ParameterShape};
use crate::diagnostic::Diagnostic;
use crate::ir::{Location, Parameter, Presence, QueryStyle, Text, TextFormat, Type};
use std::collections::HashMap;

/// Headers that OpenAPI itself excludes from parameters: others decide about them.
const NOT_INPUTS: [&str; 3] = ["accept", "content-type", "authorization"];

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
        if !known && !carries_credential(authentication, location, parameter.name) {
            parameters.push(added_by_contract(cx, operation, parameter, index));
        }
    }
    parameters
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
    // A hole needs no declaration, and a constant asks nothing of the caller.
    if input.constant.is_some() || input.inferred || input.location == InputLocation::Path {
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

fn joined<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    input: &Input,
    parameter: &ContractParameter<'doc>,
    index: usize,
) -> Parameter {
    if input.constant.is_some() {
        return untyped(cx, input);
    }
    let typed = parameters::typed(cx, operation, parameter, &input.wire_name, index);
    let described = parameter.description.or(input.description.as_deref());
    let required = input.required || parameter.required;
    finished(cx, operation, parameter, typed, described, required, input.wire_name.clone(), input.input_name.clone())
}

fn added_by_contract<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'doc>,
    index: usize,
) -> Parameter {
    let schema = match parameter.shape {
        ParameterShape::Styled { schema, .. } => schema,
        ParameterShape::Content { .. } => None,
    };
    // A value that must be sent and can only be one thing is no question to ask the caller.
    let constant = schema.filter(|_| parameter.required).and_then(|schema| objects::single_text(cx, schema));
    if let Some(constant) = constant {
        return Parameter {
            wire_name: parameter.name.to_owned(),
            input_name: None,
            location: location(input_location(parameter.location), QueryStyle::Form),
            ty: Type::String(TextFormat::Any),
            presence: Presence::Required,
            docs: docs::text(None, parameter.description),
            constant: Some(constant.to_owned()),
            deprecated: parameter.deprecated,
        };
    }
    let typed = parameters::typed(cx, operation, parameter, parameter.name, index);
    let name = parameter.name.to_owned();
    finished(cx, operation, parameter, typed, parameter.description, parameter.required, name, None)
}

#[allow(clippy::too_many_arguments)]
fn finished(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'_>,
    typed: Typed,
    described: Option<&str>,
    required: bool,
    wire_name: String,
    input_name: Option<String>,
) -> Parameter {
    let text = docs::text(None, described.or(typed.description.as_deref()));
    Parameter {
        ty: with_id(cx, typed.ty, operation, &wire_name, input_name.as_deref()),
        location: location(input_location(parameter.location), typed.style),
        presence: if required { Presence::Required } else { Presence::Optional },
        docs: docs::with_sentences(text, &typed.limits),
        constant: None,
        deprecated: parameter.deprecated,
        wire_name,
        input_name,
    }
}

/// A parameter as the capability declares it.
fn untyped(cx: &mut Context<'_, '_>, input: &Input) -> Parameter {
    let (ty, style) = match (input.ty, input.location) {
        (InputType::Boolean, _) => (Type::Bool, QueryStyle::Form),
        (InputType::Integer, _) => (Type::Integer, QueryStyle::Form),
        (InputType::Number, _) => (Type::Float, QueryStyle::Form),
        (InputType::Array, InputLocation::Query) => {
            (Type::List(Box::new(Type::String(TextFormat::Any))), QueryStyle::Form)
        }
        (InputType::Object, InputLocation::Query) => (Type::JsonObject, QueryStyle::DeepObject),
        _ => (Type::String(TextFormat::Any), QueryStyle::Form),
    };
    let ty = if input.constant.is_some() { Type::String(TextFormat::Any) } else { ty };
    let names: Vec<&str> = std::iter::once(input.wire_name.as_str()).chain(input.input_name.as_deref()).collect();
    let ty = if input.constant.is_some() { ty } else { ids::parameter(cx, ty, &names) };
    Parameter {
        wire_name: input.wire_name.clone(),
        input_name: input.input_name.clone(),
        location: location(input.location, style),
        ty,
        presence: if input.required { Presence::Required } else { Presence::Optional },
        docs: input.description.as_deref().map_or_else(Text::default, |text| docs::text(None, Some(text))),
        constant: input.constant.clone(),
        deprecated: false,
    }
}

fn with_id(
    cx: &mut Context<'_, '_>,
    ty: Type,
    operation: &CheckedOperation,
    wire_name: &str,
    input_name: Option<&str>,
) -> Type {
    let here = format!("{}.{wire_name}", operation.name);
    let names: Vec<&str> = [here.as_str(), wire_name].into_iter().chain(input_name).collect();
    ids::parameter(cx, ty, &names)
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

fn location(location: InputLocation, style: QueryStyle) -> Location {
    match location {
        InputLocation::Path => Location::Path,
        InputLocation::Query => Location::Query(style),
        InputLocation::Header => Location::Header,
        InputLocation::Cookie => Location::Cookie,
    }
}

fn input_location(location: ParameterLocation) -> InputLocation {
    match location {
        ParameterLocation::Path => InputLocation::Path,
        ParameterLocation::Query => InputLocation::Query,
        ParameterLocation::Header => InputLocation::Header,
        ParameterLocation::Cookie => InputLocation::Cookie,
    }
}
