//! Lowers a body of `multipart/form-data`: its parts become inputs of the call.

use super::context::Context;
use super::flatten::{Flat, flatten};
use super::media_type::{Kind, kind};
use super::peel::{Peeled, peel};
use super::place::Place;
use super::schemas::lower;
use super::{codes, docs, ids, limits, objects};
use crate::check::CheckedOperation;
use crate::contract::{Additional, Encoding, JsonKind, MediaType, encoding};
use crate::diagnostic::Diagnostic;
use crate::ir::{Access, Filling, Limit, Location, Parameter, Parts, Presence, TextFormat, Type};
use crate::source::Node;

/// The parts that the contract names; where it names none, callers put the form together.
pub(super) fn parts<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    media_type: &MediaType<'doc>,
    index: usize,
) -> (Parts, Vec<Parameter>) {
    let flat = media_type.schema.map(|schema| folded(cx, schema));
    let Some(flat) = flat.filter(|flat| !flat.properties.is_empty() && flat.choices.is_empty()) else {
        return (Parts::Any, Vec::new());
    };
    if let Additional::Open | Additional::Typed(_) = flat.additional {
        let message = "parts of other names cannot be given beside those that have one";
        cx.tell(Diagnostic::warning(codes::MEDIA_TYPES, media_type.span, message));
    }
    let encodings = encoding::read(media_type);
    let mut parts = Vec::new();
    for property in &flat.properties {
        let encoding = encodings.iter().find(|encoding| encoding.property == property.name);
        if let Some(encoding) = encoding.filter(|encoding| encoding.has_headers || encoding.style.is_some()) {
            let message = format!("headers and styles of parts are not sent, so `{}` goes without", property.name);
            cx.tell(Diagnostic::warning(codes::MEDIA_TYPES, encoding.span, message));
        }
        let presence = if flat.requires(property.name) { Presence::Required } else { Presence::Optional };
        parts.extend(part(cx, operation, (property.name, property.node), encoding, presence, index));
    }
    (Parts::Named, parts)
}

/// Whether a body names files.
pub(super) fn has_files<'doc>(cx: &mut Context<'doc, '_>, media_type: &MediaType<'doc>) -> bool {
    let Some(schema) = media_type.schema else { return false };
    let flat = folded(cx, schema);
    flat.properties.iter().any(|property| {
        let peeled = peel(cx, property.node);
        file(cx, &peeled, None).is_some()
    })
}

fn folded<'doc>(cx: &mut Context<'doc, '_>, schema: &'doc Node) -> Flat<'doc> {
    let peeled = peel(cx, schema);
    flatten(cx, peeled.node, peeled.name)
}

fn part<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    (name, node): (&'doc str, &'doc Node),
    encoding: Option<&Encoding<'doc>>,
    presence: Presence,
    index: usize,
) -> Option<Parameter> {
    let peeled = peel(cx, node);
    if peeled.access() == Access::ReadOnly {
        return None;
    }
    let said = encoding.and_then(|encoding| encoding.content_type);
    let constant = match presence {
        Presence::Required => objects::single_text(cx, node).map(str::to_owned),
        Presence::Optional => None,
    };
    let place = Place::parameter(&operation.name, index, name);
    let (ty, of_its_own) = match file(cx, &peeled, said) {
        Some(ty) => (ty, false),
        None => {
            let ty = lower(cx, node, &place).ty;
            let of_its_own = matches!(ty, Type::Named(_));
            let here = format!("{}.{name}", operation.name);
            (ids::parameter(cx, ty, &[&here, name]), of_its_own)
        }
    };
    let mut limits = limits::of(&peeled, &ty);
    let media_type = media_type(&peeled, &ty, said);
    if let (None, Some(several), true) = (&media_type, said, is_file(&ty)) {
        limits.push(Limit::MediaTypes(several.to_owned()));
    }
    let text = docs::text(None, peeled.text("description", of_its_own));
    Some(Parameter {
        wire_name: name.to_owned(),
        input_name: None,
        location: Location::Part,
        style: Location::Part.plain(),
        reserved: false,
        ty: if constant.is_some() { Type::String(TextFormat::Any) } else { ty },
        presence,
        docs: text,
        limits,
        filling: constant.map_or(Filling::Caller, Filling::Constant),
        deprecated: peeled.flag("deprecated", of_its_own),
        media_type,
        file_name: None,
    })
}

/// The type of a part that is a file, or a list of them.
fn file<'doc>(cx: &mut Context<'doc, '_>, peeled: &Peeled<'doc>, said: Option<&str>) -> Option<Type> {
    if is_binary(peeled, said) {
        return Some(Type::File);
    }
    let items = peeled.keyword("items", false).filter(|_| peeled.keyword("properties", false).is_none())?;
    let items = peel(cx, items);
    is_binary(&items, said).then(|| Type::List(Box::new(Type::File)))
}

/// Whether a schema is bytes: it says so, or says nothing while its media type is neither text nor JSON.
fn is_binary(peeled: &Peeled<'_>, said: Option<&str>) -> bool {
    let is_opaque = |media_type: &str| !matches!(kind(media_type), Kind::Json | Kind::Yaml | Kind::Text);
    if peeled.text("format", false) == Some("binary") || peeled.text("type", false) == Some("file") {
        return true;
    }
    if peeled.text("contentEncoding", false).is_some() {
        return false;
    }
    if let Some(media_type) = peeled.text("contentMediaType", false) {
        return is_opaque(media_type);
    }
    let kinds = peeled.layers.iter().find_map(|layer| Some(layer.schema.kinds()).filter(|kinds| !kinds.is_empty()));
    let is_plain = match kinds.as_deref() {
        None => !["$ref", "items", "properties", "enum", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|keyword| peeled.node.get(keyword).is_some()),
        Some([JsonKind::String]) => peeled.keyword("enum", false).is_none() && peeled.text("format", false).is_none(),
        Some(_) => false,
    };
    is_plain && said.is_some_and(|said| said.split(',').all(is_opaque))
}

fn is_file(ty: &Type) -> bool {
    match ty {
        Type::File => true,
        Type::List(item) => is_file(item),
        _ => false,
    }
}

/// The one media type that a part has, where the contract says so and it is not the usual one.
fn media_type(peeled: &Peeled<'_>, ty: &Type, said: Option<&str>) -> Option<String> {
    let said = said.or_else(|| peeled.text("contentMediaType", false))?;
    let usual = if is_file(ty) { "application/octet-stream" } else { "text/plain" };
    (!said.contains([',', '*']) && said != usual).then(|| said.to_owned())
}
