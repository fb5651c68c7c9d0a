//! Lowers the schema and style of one contract parameter.

use super::context::Context;
use super::media_type::{Kind, kind};
use super::place::Place;
use super::schemas::lower;
use super::style::{Nesting, Written, nesting};
use super::{codes, inputs, limits};
use crate::check::CheckedOperation;
use crate::contract::{ContractParameter, ParameterLocation, ParameterShape};
use crate::diagnostic::Diagnostic;
use crate::ir::{Limit, Shape, Style, TextFormat, Type};

/// What the contract says about a parameter's value.
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) style: Style,
    pub(super) limits: Vec<Limit>,
    pub(super) description: Option<String>,
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
    let schema = match parameter.shape {
        ParameterShape::Styled { schema, .. } | ParameterShape::Content { schema, .. } => schema,
    };
    let lowered = schema.map(|schema| lower(cx, schema, &place));
    let ty = lowered.as_ref().map_or(Type::Json, |lowered| lowered.ty.clone());
    let (ty, style) = match parameter.shape {
        ParameterShape::Content { media_type, .. } => by_content(cx, parameter, media_type, ty),
        ParameterShape::Styled { style, explode, .. } => by_style(cx, parameter, style, explode, ty),
    };
    let mut typed = Typed { ty, style, limits: Vec::new(), description: None };
    if let Some(lowered) = lowered {
        let of_its_own = matches!(lowered.ty, Type::Named(_));
        typed.limits = limits::of(&lowered.peeled, &lowered.ty);
        typed.description = lowered.peeled.text("description", of_its_own).map(str::to_owned);
    }
    if parameter.may_be_empty && parameter.location == ParameterLocation::Query && is_never_empty(cx, &typed.ty) {
        typed.ty = Type::Nullable(Box::new(typed.ty));
        typed.limits.push(Limit::OrNoValue);
    }
    typed
}

/// A parameter that is text in a media type: JSON is typed, everything else is up to the caller.
fn by_content(
    cx: &mut Context<'_, '_>,
    parameter: &ContractParameter<'_>,
    media_type: &str,
    ty: Type,
) -> (Type, Style) {
    if kind(media_type) == Kind::Json {
        return (ty, Style::Json);
    }
    if !matches!(kind(media_type), Kind::Text | Kind::Yaml) {
        let message = format!("`{}` is `{media_type}`, which nothing here writes, so it stays text", parameter.name);
        cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message));
    }
    text(parameter)
}

fn by_style(
    cx: &mut Context<'_, '_>,
    parameter: &ContractParameter<'_>,
    style: Option<&str>,
    explode: Option<bool>,
    ty: Type,
) -> (Type, Style) {
    let written = Written::read(parameter.location, style, explode);
    if let Some(style) = style.filter(|_| written.is_misplaced) {
        let message =
            format!("`{style}` is no style of this place, so `{}` is written in the usual one", parameter.name);
        cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message));
    }
    if ty == Type::Json && !written.is_for_objects() {
        return text(parameter);
    }
    let ty = if ty == Type::Json { Type::JsonObject } else { ty };
    let nesting = nesting(cx, &ty);
    match written.style(parameter.location, nesting) {
        Some(style) => {
            if style == Style::Deep && nesting == Nesting::List {
                let message = format!(
                    "OpenAPI does not say how a list is a `deepObject`; `{0}` is sent as `{0}[]=…`, once for each item",
                    parameter.name
                );
                cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message));
            }
            let location = inputs::ir_location(parameter.location);
            (ty, if nesting == Nesting::Scalar && !is_prefixed(style) { location.plain() } else { style })
        }
        None => {
            let message = format!("`{}` cannot be written in this style, so it stays text", parameter.name);
            cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message));
            text(parameter)
        }
    }
}

/// Text that callers write as the vendor wants it.
fn text(parameter: &ContractParameter<'_>) -> (Type, Style) {
    (Type::String(TextFormat::Any), inputs::ir_location(parameter.location).plain())
}

/// Whether even a scalar is more than its text.
fn is_prefixed(style: Style) -> bool {
    matches!(style, Style::Label | Style::LabelExploded | Style::Matrix | Style::MatrixExploded)
}

/// Whether no value of the type is written as an empty text.
fn is_never_empty(cx: &Context<'_, '_>, ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer
        | Type::Float
        | Type::Decimal(_)
        | Type::DecimalNumber
        | Type::DecimalText
        | Type::Date
        | Type::DateTime
        | Type::Duration => true,
        Type::Named(id) => matches!(cx.arena.get(*id).shape, Shape::IntegerEnum(_)),
        _ => false,
    }
}
