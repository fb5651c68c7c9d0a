//! Lowers the schema and style of one contract parameter.

use super::context::Context;
use super::place::Place;
use super::schemas::lower;
use super::{codes, docs};
use crate::check::CheckedOperation;
use crate::contract::{ContractParameter, ParameterLocation, ParameterShape, Style};
use crate::diagnostic::Diagnostic;
use crate::ir::{QueryStyle, Shape, TextFormat, Type};

/// What the contract says about a parameter's value.
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) style: QueryStyle,
    pub(super) limits: Vec<String>,
    pub(super) description: Option<String>,
}

/// How much a value nests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nesting {
    Scalar,
    List,
    Object,
}

/// Lowers a parameter's schema; what its place cannot carry becomes text, which is told.
pub(super) fn typed<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'doc>,
    wire_name: &str,
    index: usize,
) -> Typed {
    let place = Place::parameter(&operation.name, index, wire_name);
    let (schema, written) = match parameter.shape {
        ParameterShape::Styled { schema, style, explode } => (schema, Some((style, explode))),
        ParameterShape::Content { schema } => (schema, None),
    };
    let Some(schema) = schema else {
        let style = if written.is_none() { QueryStyle::Json } else { QueryStyle::Form };
        let ty = if written.is_none() { Type::Json } else { Type::String(TextFormat::Any) };
        return Typed { ty, style, limits: Vec::new(), description: None };
    };
    let lowered = lower(cx, schema, &place);
    let of_its_own = matches!(lowered.ty, Type::Named(_));
    let limits = docs::limits(&lowered.peeled, &lowered.ty);
    let description = lowered.peeled.text("description", of_its_own).map(str::to_owned);
    let (ty, style) = match written {
        None if parameter.location == ParameterLocation::Query => (lowered.ty, QueryStyle::Json),
        None => (Type::String(TextFormat::Any), QueryStyle::Form),
        Some(written) => {
            let any_object = lowered.ty == Type::Json && written.0 == Style::DeepObject;
            let ty = if any_object { Type::JsonObject } else { lowered.ty };
            let nesting = nesting(cx, &ty);
            match carried(parameter.location, nesting, written) {
                Some(style) if ty == Type::Json => (Type::String(TextFormat::Any), style),
                Some(style) => (ty, style),
                None => {
                    let message = format!("`{}` cannot be written in this style, so it stays text", parameter.name);
                    cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message));
                    (Type::String(TextFormat::Any), QueryStyle::Form)
                }
            }
        }
    };
    Typed { ty, style, limits, description }
}

fn carried(location: ParameterLocation, nesting: Nesting, (style, explode): (Style, bool)) -> Option<QueryStyle> {
    if style == Style::Prefixed {
        return None;
    }
    if location != ParameterLocation::Query {
        return (nesting == Nesting::Scalar).then_some(QueryStyle::Form);
    }
    match (nesting, style) {
        (Nesting::Object, Style::DeepObject) => Some(QueryStyle::DeepObject),
        (Nesting::Object, Style::Form) if explode => Some(QueryStyle::Form),
        (Nesting::Object, _) => None,
        (Nesting::Scalar, _) => Some(QueryStyle::Form),
        (Nesting::List, _) if explode => Some(QueryStyle::Form),
        (Nesting::List, Style::SpaceDelimited) => Some(QueryStyle::Space),
        (Nesting::List, Style::PipeDelimited) => Some(QueryStyle::Pipe),
        (Nesting::List, Style::DeepObject) => None,
        (Nesting::List, _) => Some(QueryStyle::Comma),
    }
}

fn nesting(cx: &Context<'_, '_>, ty: &Type) -> Nesting {
    match ty {
        Type::List(_) => Nesting::List,
        Type::JsonObject | Type::Map(_) => Nesting::Object,
        Type::Nullable(inner) => nesting(cx, inner),
        Type::Named(id) => match &cx.arena.get(*id).shape {
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => Nesting::Scalar,
            Shape::Struct(_) => Nesting::Object,
            Shape::Alias(ty) => nesting(cx, ty),
            Shape::Union(union) => {
                let inner = union.variants.iter().map(|variant| nesting(cx, &variant.ty));
                if inner.into_iter().all(|nesting| nesting == Nesting::Scalar) {
                    Nesting::Scalar
                } else {
                    Nesting::Object
                }
            }
        },
        _ => Nesting::Scalar,
    }
}
