//! Chooses the media type of a body or answer and lowers what it carries.

use super::context::Context;
use super::media_type::{Kind, concrete, kind};
use super::multipart::has_files;
use super::place::Place;
use super::schemas::lower;
use super::{codes, form};
use crate::contract::{MediaType, Schema};
use crate::diagnostic::Diagnostic;
use crate::ir::{Content, Type};
use crate::source::Node;

/// What a call sends.
pub(super) enum Sent<'doc> {
    /// One value.
    Content(Content),
    /// A form of parts, still to be lowered.
    Multipart(MediaType<'doc>),
}

/// Lowers what callers can give best: JSON before forms before text before bytes. `None` when nothing is carried.
pub(super) fn sent<'doc>(
    cx: &mut Context<'doc, '_>,
    media_types: &[MediaType<'doc>],
    place: &Place,
) -> Option<Sent<'doc>> {
    let chosen = best(cx, media_types)?;
    tell_others(cx, media_types, &chosen);
    let media_type = concrete(chosen.name);
    Some(Sent::Content(match kind(chosen.name) {
        Kind::Multipart => return Some(Sent::Multipart(chosen)),
        Kind::Form => form::content(cx, &chosen, place),
        Kind::Yaml => match chosen.schema.map(|schema| lower(cx, schema, place).ty) {
            // JSON is YAML, so what has a shape is sent as JSON.
            Some(ty) if !matches!(ty, Type::String(_) | Type::Json) => Content::Json { media_type, ty },
            _ => Content::Text { media_type },
        },
        Kind::Text => Content::Text { media_type },
        Kind::Bytes => {
            if chosen.name.starts_with("multipart/") {
                let message = format!("`{}` is not put together for the caller, who gives it as bytes", chosen.name);
                let finding = Diagnostic::warning(codes::MEDIA_TYPES, chosen.span, message);
                cx.tell(finding.help("the boundary goes into `Upload::media_type`"));
            }
            Content::Bytes { media_type }
        }
        Kind::Json if is_binary(chosen.schema) => Content::Bytes { media_type: octets(chosen.name) },
        Kind::Json => json(cx, &chosen, place),
    }))
}

/// Lowers what is read best of what an answer may carry. `None` when nothing is carried.
pub(super) fn received<'doc>(
    cx: &mut Context<'doc, '_>,
    media_types: &[MediaType<'doc>],
    place: &Place,
) -> Option<Content> {
    let chosen = *media_types.iter().min_by_key(|media_type| kind(media_type.name))?;
    tell_others(cx, media_types, &chosen);
    Some(one_received(cx, &chosen, place))
}

fn one_received<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, place: &Place) -> Content {
    let media_type = chosen.name.to_owned();
    match kind(chosen.name) {
        Kind::Json if is_binary(chosen.schema) => Content::Bytes { media_type },
        Kind::Json => json(cx, chosen, place),
        Kind::Form | Kind::Yaml | Kind::Text => Content::Text { media_type },
        Kind::Multipart | Kind::Bytes => Content::Bytes { media_type },
    }
}

fn json<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, place: &Place) -> Content {
    let ty = chosen.schema.map_or(Type::Json, |schema| lower(cx, schema, place).with_null());
    Content::Json { media_type: concrete(chosen.name), ty }
}

/// The media type that callers can give best. JSON and forms that name files carry none, so a form of parts that does
/// comes before them.
fn best<'doc>(cx: &mut Context<'doc, '_>, media_types: &[MediaType<'doc>]) -> Option<MediaType<'doc>> {
    let best = *media_types.iter().min_by_key(|media_type| kind(media_type.name))?;
    let parted = media_types.iter().find(|media_type| kind(media_type.name) == Kind::Multipart);
    match parted {
        Some(parted)
            if matches!(kind(best.name), Kind::Json | Kind::Form)
                && has_files(cx, parted)
                && best.schema.is_none_or(|_| has_files(cx, &best)) =>
        {
            Some(*parted)
        }
        _ => Some(best),
    }
}

fn tell_others<'doc>(cx: &mut Context<'doc, '_>, media_types: &[MediaType<'doc>], chosen: &MediaType<'doc>) {
    for other in media_types.iter().filter(|other| other.name != chosen.name) {
        if differ(chosen.schema, other.schema) {
            let message = format!("`{}` carries another schema than `{}`, which is used", other.name, chosen.name);
            cx.tell(Diagnostic::warning(codes::MEDIA_TYPES, other.span, message).related(chosen.span, "used"));
        }
    }
}

/// Content that nobody types.
pub(super) fn untyped(ty: Type) -> Content {
    Content::Json { media_type: "application/json".to_owned(), ty }
}

/// The media type of bytes that are sent.
fn octets(media_type: &str) -> String {
    match media_type.contains('*') {
        true => "application/octet-stream".to_owned(),
        false => media_type.to_owned(),
    }
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
