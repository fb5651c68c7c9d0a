//! Lowers schemas with a list of values to enums.

use super::codes;
use super::context::Context;
use super::flatten::Flat;
use crate::contract::JsonKind;
use crate::diagnostic::Diagnostic;
use crate::ir::{IntegerVariant, Shape, StringVariant};
use crate::source::{Node, Value};
use std::borrow::Cow;

/// Whether the values make an enum. Truth values and fractions need none; a mixture is told and stays any JSON value.
pub(super) fn is_enum(cx: &mut Context<'_, '_>, flat: &Flat<'_>) -> bool {
    let values = flat.values.as_deref().unwrap_or_default();
    let all = |test: fn(&Node) -> bool| values.iter().all(|node| test(node));
    if values.is_empty() {
        return false;
    }
    if all(|node| node.as_str().is_some()) || all(|node| node.as_i64().is_some()) {
        tell_contradiction(cx, flat);
        return true;
    }
    if is_text(flat) && all(|node| text(node).is_some()) {
        return true;
    }
    let uniform = all(|node| node.as_bool().is_some()) || all(|node| matches!(node.value, Value::Number(_)));
    if !uniform {
        let message = "the values of this enum are of several kinds, so it stays any JSON value";
        cx.tell(Diagnostic::warning(codes::MIXED_ENUM, flat.span, message));
    }
    false
}

/// The enum of values that `is_enum` accepted.
pub(super) fn shape(flat: &Flat<'_>) -> Shape {
    let values = flat.values.as_deref().unwrap_or_default();
    let names = list(flat, "x-enum-varnames");
    let docs = list(flat, "x-enum-descriptions");
    let text_at = |texts: &[Node], index: usize| texts.get(index).and_then(Node::as_str).map(str::to_owned);
    if is_text(flat) || values.iter().all(|node| node.as_str().is_some()) {
        let mut variants: Vec<StringVariant> = Vec::new();
        for (index, value) in values.iter().filter_map(|node| text(node)).enumerate() {
            if variants.iter().all(|variant| variant.wire_value != value) {
                variants.push(StringVariant { wire_value: value.into_owned(), docs: text_at(docs, index) });
            }
        }
        return Shape::StringEnum(variants);
    }
    let mut variants: Vec<IntegerVariant> = Vec::new();
    for (index, value) in values.iter().filter_map(|node| node.as_i64()).enumerate() {
        if variants.iter().all(|variant| variant.value != value) {
            variants.push(IntegerVariant { value, name: text_at(names, index), docs: text_at(docs, index) });
        }
    }
    Shape::IntegerEnum(variants)
}

/// Whether the values are texts even where YAML reads one as a number: `enum: [1.0, 2.0]` of strings.
fn is_text(flat: &Flat<'_>) -> bool {
    flat.kinds == [JsonKind::String]
}

fn text(node: &Node) -> Option<Cow<'_, str>> {
    match &node.value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Borrowed(&number.0)),
        Value::Bool(value) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}

/// The values say more than the type, so they are believed.
fn tell_contradiction(cx: &mut Context<'_, '_>, flat: &Flat<'_>) {
    let texts = flat.values.iter().flatten().all(|node| node.as_str().is_some());
    let numeric = [JsonKind::Integer, JsonKind::Number, JsonKind::Boolean];
    if texts && matches!(flat.kinds.as_slice(), [kind] if numeric.contains(kind)) {
        let message = "the values of this enum are texts, which its type denies; they are read as texts";
        cx.tell(Diagnostic::warning(codes::MIXED_ENUM, flat.span, message));
    }
}

fn list<'doc>(flat: &Flat<'doc>, keyword: &str) -> &'doc [Node] {
    flat.keyword(keyword).and_then(Node::as_list).unwrap_or_default()
}
