//! Chooses the media type of a body or answer and lowers what it carries.

use super::context::Context;
use super::media_type::{Kind, concrete, essence, kind};
use super::multipart::has_files;
use super::peel::peel;
use super::place::Place;
use super::schemas::lower;
use super::{codes, form};
use crate::contract::{self, JsonKind, MediaType, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Content, Example, Type};
use crate::source::Node;
use serde::de::IgnoredAny;

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
    place: &Place<'_>,
) -> Option<Sent<'doc>> {
    let chosen = best(cx, media_types)?;
    tell_others(cx, media_types, &chosen);
    let media_type = concrete(chosen.name);
    Some(Sent::Content(match kind(chosen.name) {
        Kind::Multipart => return Some(Sent::Multipart(chosen)),
        Kind::Form => form::content(cx, &chosen, place),
        Kind::Yaml => match chosen.schema.map(|schema| lower(cx, schema, place).ty) {
            // JSON is YAML, so what has a shape is sent as JSON.
            Some(ty) if !matches!(ty, Type::String(_) | Type::Json) => {
                let examples = examples(cx, &chosen, &ty);
                Content::Json { media_type, ty, examples }
            }
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
    place: &Place<'_>,
) -> Option<Content> {
    let chosen = *media_types.iter().min_by_key(|media_type| kind(media_type.name))?;
    tell_others(cx, media_types, &chosen);
    Some(one_received(cx, &chosen, place))
}

/// Lowers everything that an answer may carry, what is preferred first, with the media types by which the others are told
/// from it. The same value in another notation, such as XML beside JSON, is nothing of its own: it is not asked for.
pub(super) fn each_received<'doc>(
    cx: &mut Context<'doc, '_>,
    media_types: &[MediaType<'doc>],
    place: &Place<'_>,
) -> Vec<(Vec<String>, Content)> {
    let Some(chosen) = media_types.iter().min_by_key(|media_type| kind(media_type.name)) else { return Vec::new() };
    let mut contents = vec![(Vec::new(), one_received(cx, chosen, place))];
    for other in media_types.iter().filter(|other| other.name != chosen.name) {
        if !is_another(cx, chosen, other) {
            continue;
        }
        let content = one_received(cx, other, place);
        let known = contents.iter_mut().find(|(_, known)| is_alike(known, &content));
        match known {
            Some((told_by, known)) => {
                if !told_by.is_empty() {
                    told_by.push(essence(other.name));
                }
                also(known, other.name);
            }
            None => contents.push((vec![essence(other.name)], content)),
        }
    }
    contents
}

/// Whether another media type carries something else than the chosen one.
fn is_another<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, other: &MediaType<'doc>) -> bool {
    if other.name.contains('*') {
        return false;
    }
    match kind(other.name) {
        Kind::Bytes | Kind::Multipart => true,
        Kind::Json => differ(chosen.schema, other.schema),
        // Beside JSON, text of the same schema is that value as text.
        Kind::Text | Kind::Yaml | Kind::Form => {
            kind(chosen.name) != Kind::Json || (is_of_text(cx, other.schema) && !is_of_text(cx, chosen.schema))
        }
    }
}

/// Whether a schema allows text and nothing else.
fn is_of_text<'doc>(cx: &mut Context<'doc, '_>, schema: Option<&'doc Node>) -> bool {
    let Some(schema) = schema else { return false };
    let peeled = peel(cx, schema);
    peeled.layers.iter().any(|layer| layer.schema.kinds() == [JsonKind::String])
}

/// Whether two contents are one type, so that nothing but the media type of the answer tells them apart.
fn is_alike(known: &Content, other: &Content) -> bool {
    matches!(
        (known, other),
        (Content::Text { .. }, Content::Text { .. }) | (Content::Bytes { .. }, Content::Bytes { .. })
    )
}

/// Adds a media type to those that are asked for.
fn also(content: &mut Content, name: &str) {
    if let Content::Text { media_type } | Content::Bytes { media_type } = content {
        media_type.push_str(", ");
        media_type.push_str(name);
    }
}

fn one_received<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, place: &Place<'_>) -> Content {
    let media_type = chosen.name.to_owned();
    match kind(chosen.name) {
        Kind::Json if is_binary(chosen.schema) => Content::Bytes { media_type },
        Kind::Json => json(cx, chosen, place),
        Kind::Form | Kind::Yaml | Kind::Text => Content::Text { media_type },
        Kind::Multipart | Kind::Bytes => Content::Bytes { media_type },
    }
}

fn json<'doc>(cx: &mut Context<'doc, '_>, chosen: &MediaType<'doc>, place: &Place<'_>) -> Content {
    let ty = chosen.schema.map_or(Type::Json, |schema| lower(cx, schema, place).with_null());
    let examples = examples(cx, chosen, &ty);
    Content::Json { media_type: concrete(chosen.name), ty, examples }
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
    Content::Json { media_type: "application/json".to_owned(), ty, examples: Vec::new() }
}

/// An example of more bytes is left out: an SDK repeats it with every operation.
const LONGEST_EXAMPLE: usize = 32 << 10;

/// The bodies of a type that the contract shows.
fn examples<'doc>(cx: &mut Context<'doc, '_>, media_type: &MediaType<'doc>, ty: &Type) -> Vec<Example> {
    let Some(contract) = cx.contract else { return Vec::new() };
    let mut found = Diagnostics::default();
    let shown = contract.examples(media_type, &mut found);
    for finding in found.iter() {
        cx.tell(finding.clone());
    }
    let example = |shown: contract::Example<'_>| {
        let json = written_out(shown.value, ty).or_else(|| shown.value.to_json(LONGEST_EXAMPLE))?;
        Some(Example { name: shown.name.map(str::to_owned), json })
    };
    shown.into_iter().filter_map(example).collect()
}

/// The JSON of an example that is given as a text of it, which some vendors do to choose its layout.
fn written_out(shown: &Node, ty: &Type) -> Option<String> {
    let holds_others = matches!(ty.without_null(), Type::Named(_) | Type::List(_) | Type::Map(_) | Type::JsonObject);
    let text = shown.as_str().map(str::trim).filter(|text| holds_others && text.starts_with(['{', '[']))?;
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    (text.len() <= LONGEST_EXAMPLE).then(|| text.lines().collect::<Vec<_>>().join("\n"))
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
