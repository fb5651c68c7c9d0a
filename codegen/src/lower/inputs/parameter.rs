//! Makes one parameter of what the capability, the contract or both say about it.

use super::{ir_location, location};
use crate::check::{CheckedOperation, Input, InputType};
use crate::contract::{ContractParameter, ParameterLocation, ParameterShape};
use crate::ir::{Filling, Location, Parameter, Presence, Style, TextFormat, Type};
use crate::lower::context::Context;
use crate::lower::parameters::{self, Typed};
use crate::lower::{docs, ids, objects};

/// A parameter that both know; what the capability fills itself is as it says.
pub(super) fn joined<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    input: &Input,
    parameter: &ContractParameter<'doc>,
    index: usize,
) -> Parameter {
    if input.filling != Filling::Caller {
        return untyped(cx, input);
    }
    let typed = parameters::typed(cx, operation, parameter, &input.wire_name, index);
    let asked = Asked {
        wire_name: &input.wire_name,
        input_name: input.input_name.as_deref(),
        required: input.required || parameter.required,
        description: parameter.description.or(input.description.as_deref()),
    };
    finished(cx, operation, parameter, typed, asked)
}

/// A parameter that only the contract knows.
pub(super) fn added_by_contract<'doc>(
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
            location: ir_location(parameter.location),
            style: ir_location(parameter.location).plain(),
            reserved: false,
            ty: Type::String(TextFormat::Any),
            presence: Presence::Required,
            docs: docs::text(None, parameter.description),
            limits: Vec::new(),
            filling: Filling::Constant(constant.to_owned()),
            deprecated: parameter.deprecated,
            media_type: None,
            file_name: None,
        };
    }
    let typed = parameters::typed(cx, operation, parameter, parameter.name, index);
    let asked = Asked {
        wire_name: parameter.name,
        input_name: None,
        required: parameter.required,
        description: parameter.description,
    };
    finished(cx, operation, parameter, typed, asked)
}

/// What capability and contract agree to ask a caller for.
struct Asked<'spec> {
    wire_name: &'spec str,
    input_name: Option<&'spec str>,
    required: bool,
    description: Option<&'spec str>,
}

fn finished(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'_>,
    typed: Typed,
    asked: Asked<'_>,
) -> Parameter {
    let here = format!("{}.{}", operation.name, asked.wire_name);
    let names: Vec<&str> = [here.as_str(), asked.wire_name].into_iter().chain(asked.input_name).collect();
    Parameter {
        ty: ids::parameter(cx, typed.ty, &names),
        location: ir_location(parameter.location),
        style: typed.style,
        reserved: parameter.reserved && parameter.location == ParameterLocation::Query,
        presence: presence(asked.required),
        docs: docs::text(None, asked.description.or(typed.description.as_deref())),
        limits: typed.limits,
        filling: Filling::Caller,
        deprecated: parameter.deprecated,
        media_type: None,
        file_name: None,
        wire_name: asked.wire_name.to_owned(),
        input_name: asked.input_name.map(str::to_owned),
    }
}

/// A parameter as the capability declares it.
pub(super) fn untyped(cx: &mut Context<'_, '_>, input: &Input) -> Parameter {
    let location = location(input.location);
    let ty = match input.ty {
        InputType::String => Type::String(TextFormat::Any),
        InputType::Boolean => Type::Bool,
        InputType::Integer => Type::Integer,
        InputType::Number => Type::Float,
        InputType::Array => Type::List(Box::new(Type::String(TextFormat::Any))),
        InputType::Object => Type::JsonObject,
    };
    let style = match (location, input.ty) {
        (Location::Query, InputType::Object) => Style::Deep,
        _ => location.plain(),
    };
    let names: Vec<&str> = std::iter::once(input.wire_name.as_str()).chain(input.input_name.as_deref()).collect();
    let ty = match input.filling {
        Filling::Caller => ids::parameter(cx, ty, &names),
        Filling::Constant(_) | Filling::Template(_) => Type::String(TextFormat::Any),
    };
    Parameter {
        wire_name: input.wire_name.clone(),
        input_name: input.input_name.clone(),
        location,
        style,
        reserved: false,
        ty,
        presence: presence(input.required),
        docs: docs::text(None, input.description.as_deref()),
        limits: Vec::new(),
        filling: input.filling.clone(),
        deprecated: false,
        media_type: None,
        file_name: None,
    }
}

pub(super) fn presence(required: bool) -> Presence {
    if required { Presence::Required } else { Presence::Optional }
}
