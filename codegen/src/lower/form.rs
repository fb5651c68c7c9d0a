//! Lowers a body of `application/x-www-form-urlencoded`: its fields, and the styles that `encoding` gives them.

use super::codes;
use super::context::Context;
use super::media_type::{Kind, kind};
use super::place::Place;
use super::schemas::lower;
use super::style::{Nesting, Written, nesting};
use crate::contract::{MediaType, ParameterLocation, encoding};
use crate::diagnostic::Diagnostic;
use crate::ir::{Content, Style, Type};

/// A form whose fields the contract names, or text that callers write.
pub(super) fn content<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, place: &Place<'_>) -> Content {
    match chosen.schema.map(|schema| lower(cx, schema, place).ty) {
        Some(ty) if is_object(cx, &ty) => Content::Form { styles: styles(cx, chosen, &ty), ty },
        _ => Content::Text { media_type: chosen.name.to_owned() },
    }
}

fn is_object(cx: &Context<'_, '_>, ty: &Type) -> bool {
    matches!(ty, Type::JsonObject | Type::Map(_)) || cx.arena.fields(ty).is_some()
}

/// The fields that are not written in the usual way: a list as fields of one name, an object as JSON.
fn styles(cx: &mut Context<'_, '_>, chosen: &MediaType<'_>, ty: &Type) -> Vec<(String, Style)> {
    let Some(fields) = cx.arena.fields(ty).map(|shape| shape.fields.clone()) else { return Vec::new() };
    let mut styles = Vec::new();
    for encoding in encoding::read(chosen) {
        let Some(field) = fields.iter().find(|field| field.wire_name == encoding.property) else { continue };
        let nesting = nesting(cx, &field.ty);
        let is_json = encoding.content_type.is_some_and(|media_type| kind(media_type) == Kind::Json);
        let style = match (encoding.style, encoding.explode) {
            // Without a style the media type says how a value is written.
            (None, None) => (is_json && nesting != Nesting::Scalar).then_some(Style::Json),
            (style, explode) => {
                let written = Written::read(ParameterLocation::Query, style, explode);
                let style = written.style(ParameterLocation::Query, nesting);
                if style.is_none() || written.is_misplaced {
                    let message = format!(
                        "`{}` cannot be written in this style, so it is written in the usual one",
                        field.wire_name
                    );
                    cx.tell(Diagnostic::warning(codes::PARAMETER_STYLE, encoding.span, message));
                }
                style.filter(|_| nesting != Nesting::Scalar && !written.is_misplaced)
            }
        };
        styles.extend(style.map(|style| (field.wire_name.clone(), style)));
    }
    styles
}
