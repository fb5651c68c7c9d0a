//! Turns the texts that `sdk.yaml` lists under `ids` into identifiers.

use super::codes;
use super::context::Context;
use super::docs;
use super::flatten::Property;
use super::place::Place;
use crate::diagnostic::Diagnostic;
use crate::ir::{IdRef, IdType, TextFormat, Type};
use crate::manifest::Manifest;
use crate::source::Span;

/// The identifier types, in the order of `sdk.yaml`.
pub(super) fn types(manifest: &Manifest) -> Vec<IdType> {
    let id = |settings: &crate::manifest::IdSettings| IdType {
        name: settings.name.value.clone(),
        docs: docs::text(None, settings.description.as_deref()),
        format: match settings.format.as_ref().map(|format| format.value.as_str()) {
            Some("uuid") => TextFormat::Uuid,
            Some("ulid") => TextFormat::Ulid,
            _ => TextFormat::Any,
        },
    };
    manifest.ids.iter().map(id).collect()
}

/// The type of a field, as an identifier where `sdk.yaml` says so; of a list, its items.
pub(super) fn field(cx: &mut Context<'_, '_>, ty: Type, place: &Place<'_>, property: &Property<'_>) -> Type {
    match cx.settings.field_id(place, property.name) {
        Some((id, span)) => apply(cx, ty, id, span, property.name),
        None => ty,
    }
}

/// The type of a parameter that goes by these names, as an identifier where `sdk.yaml` says so.
pub(super) fn parameter(cx: &mut Context<'_, '_>, ty: Type, names: &[&str]) -> Type {
    match cx.settings.parameter_id(names) {
        Some((id, span)) => apply(cx, ty, id, span, names.first().copied().unwrap_or_default()),
        None => ty,
    }
}

fn apply(cx: &mut Context<'_, '_>, ty: Type, id: IdRef, span: Span, name: &str) -> Type {
    match ty {
        Type::String(_) => Type::Id(id),
        Type::List(item) => Type::List(Box::new(apply(cx, *item, id, span, name))),
        other => {
            let message = format!("`{name}` is not text everywhere, so it is no identifier there");
            cx.tell(Diagnostic::warning(codes::ID_NOT_TEXT, span, message));
            other
        }
    }
}
