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
        ParameterShape::Content { media_type, .. } => by_content(cx, operation, parameter, media_type, ty),
        ParameterShape::Styled { style, explode, .. } => {
            let written = Written::read(parameter.location, style, explode);
            if let Some(style) = style.filter(|_| written.is_misplaced) {
                let (place, name) = (place_name(parameter), parameter.name);
                let message =
                    format!("`{style}` is no style of a {place} parameter, so `{name}` is written in the usual one");
                tell(cx, operation, parameter, message);
            }
            by_style(cx, operation, parameter, written, ty)
        }
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
    operation: &CheckedOperation,
    parameter: &ContractParameter<'_>,
    media_type: &str,
    ty: Type,
) -> (Type, Style) {
    if kind(media_type) == Kind::Json {
        return (ty, Style::Json);
    }
    if !matches!(kind(media_type), Kind::Text | Kind::Yaml) {
        let (place, name) = (place_name(parameter), parameter.name);
        let message =
            format!("the {place} parameter `{name}` is `{media_type}`, which nothing here writes, so it stays text");
        tell(cx, operation, parameter, message);
    }
    text(parameter)
}

fn by_style(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'_>,
    written: Written,
    ty: Type,
) -> (Type, Style) {
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
                tell(cx, operation, parameter, message);
            }
            let location = inputs::ir_location(parameter.location);
            (ty, if nesting == Nesting::Scalar && !is_prefixed(style) { location.plain() } else { style })
        }
        None => {
            let (place, name) = (place_name(parameter), parameter.name);
            let message = format!("the {place} parameter `{name}` cannot be written as `{written}`, so it stays text");
            tell(cx, operation, parameter, message);
            text(parameter)
        }
    }
}

/// Many operations may share a parameter, or repeat it word for word: the message says all that makes it another one.
fn tell(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    parameter: &ContractParameter<'_>,
    message: impl Into<String>,
) {
    let finding = Diagnostic::warning(codes::PARAMETER_STYLE, parameter.span, message);
    cx.tell(finding.of_operation(&operation.name));
}

fn place_name(parameter: &ContractParameter<'_>) -> &'static str {
    match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
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
