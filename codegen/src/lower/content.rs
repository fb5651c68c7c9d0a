//! Chooses the media type of a body or answer and lowers what it carries.

use super::codes;
use super::context::Context;
use super::place::Place;
use super::schemas::lower;
use crate::contract::{MediaType, Schema};
use crate::diagnostic::Diagnostic;
use crate::ir::{Content, Type};
use crate::source::Node;

/// How a media type is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    Json,
    Form,
    Text,
    Bytes,
}

/// Lowers the content that is read best: JSON before forms before text before bytes. `None` when nothing is carried.
pub(super) fn choose<'doc>(
    cx: &mut Context<'doc, '_>,
    media_types: &[MediaType<'doc>],
    place: &Place,
) -> Option<Content> {
    let chosen = media_types.iter().min_by_key(|media_type| reading(media_type.name))?;
    for other in media_types.iter().filter(|other| other.name != chosen.name) {
        if differ(chosen.schema, other.schema) {
            let message = format!("`{}` carries another schema than `{}`, which is used", other.name, chosen.name);
            cx.tell(Diagnostic::warning(codes::MEDIA_TYPES, other.span, message).related(chosen.span, "used"));
        }
    }
    if chosen.name.starts_with("multipart/") {
        let message = format!("`{}` is not put together for the caller, who gives it as bytes", chosen.name);
        let finding = Diagnostic::warning(codes::MEDIA_TYPES, chosen.span, message);
        cx.tell(finding.help("a call takes its boundary by `with_header(\"content-type\", …)`"));
    }
    let media_type = chosen.name.to_owned();
    Some(match reading(chosen.name) {
        Reading::Form => match chosen.schema.map(|schema| lower(cx, schema, place).ty) {
            Some(ty) if is_object(cx, &ty) => Content::Form { ty },
            _ => Content::Text { media_type },
        },
        Reading::Text => Content::Text { media_type },
        Reading::Bytes => Content::Bytes { media_type },
        Reading::Json if is_binary(chosen.schema) => Content::Bytes { media_type },
        Reading::Json => {
            let ty = chosen.schema.map_or(Type::Json, |schema| lower(cx, schema, place).with_null());
            let concrete = if media_type.contains('*') { "application/json".to_owned() } else { media_type };
            Content::Json { media_type: concrete, ty }
        }
    })
}

/// Whether a media type is JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    reading(media_type) == Reading::Json
}

/// Whether a media type is text of no further shape.
pub(super) fn is_text(media_type: &str) -> bool {
    reading(media_type) == Reading::Text
}

/// Content that nobody types.
pub(super) fn untyped(ty: Type) -> Content {
    Content::Json { media_type: "application/json".to_owned(), ty }
}

fn is_object(cx: &Context<'_, '_>, ty: &Type) -> bool {
    matches!(ty, Type::JsonObject | Type::Map(_)) || cx.arena.fields(ty).is_some()
}

fn is_binary(schema: Option<&Node>) -> bool {
    schema.and_then(|schema| Schema(schema).text("format")) == Some("binary")
}

/// Two schemas differ when they name different ones; inline ones are taken for the same.
fn differ(left: Option<&Node>, right: Option<&Node>) -> bool {
    let name = |node: Option<&Node>| {
        let reference = node.and_then(|node| Schema(node).reference());
        reference.and_then(Node::as_str).map(str::to_owned)
    };
    matches!((name(left), name(right)), (Some(left), Some(right)) if left != right)
}

fn reading(media_type: &str) -> Reading {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Reading::Json,
        other if other.ends_with("+json") => Reading::Json,
        "application/x-www-form-urlencoded" => Reading::Form,
        "application/xml" | "application/yaml" | "application/x-yaml" | "application/x-ndjson" => Reading::Text,
        other if other.starts_with("text/") || other.ends_with("+xml") => Reading::Text,
        _ => Reading::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_read_by_their_kind() {
        let cases = [
            ("application/json", Reading::Json),
            ("application/json; charset=utf-8", Reading::Json),
            ("application/problem+json", Reading::Json),
            ("*/*", Reading::Json),
            ("application/x-www-form-urlencoded", Reading::Form),
            ("text/csv", Reading::Text),
            ("image/svg+xml", Reading::Text),
            ("application/pdf", Reading::Bytes),
            ("application/octet-stream", Reading::Bytes),
        ];
        for (media_type, wanted) in cases {
            assert_eq!(reading(media_type), wanted, "{media_type}");
        }
    }
}
