//! Lowers schemas with a list of values to enums.

use super::codes;
use super::context::Context;
use super::flatten::Flat;
use super::place::Place;
use super::schemas::Kind;
use super::unions::plain_variant;
use crate::contract::JsonKind;
use crate::diagnostic::Diagnostic;
use crate::ir::{IntegerVariant, Shape, StringVariant, UnionVariant};
use crate::source::{Node, Value};
use std::borrow::Cow;
use std::collections::HashSet;

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Truth,
    Integer,
    Number,
    Text,
    Object,
    List,
}

impl Group {
    const SCALARS: [Self; 4] = [Self::Truth, Self::Integer, Self::Number, Self::Text];

    fn of(node: &Node) -> Option<Self> {
        Some(match &node.value {
            Value::Null => return None,
            Value::Bool(_) => Self::Truth,
            Value::Number(number) if number.as_i64().is_some() => Self::Integer,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Map(_) => Self::Object,
            Value::List(_) => Self::List,
        })
    }

    fn kind(self) -> JsonKind {
        match self {
            Self::Truth => JsonKind::Boolean,
            Self::Integer => JsonKind::Integer,
            Self::Number => JsonKind::Number,
            Self::Text => JsonKind::String,
            Self::Object => JsonKind::Object,
            Self::List => JsonKind::Array,
        }
    }
}

/// What a schema that lists values becomes. Truth values and fractions need no enum, values of several kinds are a union.
pub(super) fn kind(cx: &mut Context<'_, '_>, flat: &Flat<'_>) -> Kind {
    let values = flat.values.as_deref().unwrap_or_default();
    let all = |groups: &[Group]| values.iter().all(|node| Group::of(node).is_some_and(|group| groups.contains(&group)));
    if values.is_empty() {
        return Kind::Scalar;
    }
    if all(&[Group::Text]) || all(&[Group::Integer]) || (is_text(flat) && all(&Group::SCALARS)) {
        tell_contradiction(cx, flat);
        return Kind::Enum;
    }
    if all(&[Group::Truth]) || all(&[Group::Integer, Group::Number]) {
        return Kind::Scalar;
    }
    if all(&[Group::Object]) || all(&[Group::List]) {
        let message = "the values of this enum are no scalars, so any value of their kind is accepted";
        cx.tell(Diagnostic::warning(codes::MIXED_ENUM, flat.span, message));
        return if all(&[Group::List]) { Kind::List } else { Kind::Map };
    }
    Kind::Union
}

/// The members of a union of values of several kinds, one for each kind; an object or list among them is kept as JSON.
pub(super) fn variants<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> Vec<UnionVariant> {
    let values = flat.values.as_deref().unwrap_or_default();
    let has_fractions = values.iter().any(|node| Group::of(node) == Some(Group::Number));
    let group_of = |node: &Node| match Group::of(node) {
        Some(Group::Integer) if has_fractions => Some(Group::Number),
        group => group,
    };
    let mut variants = Vec::new();
    for group in Group::SCALARS {
        let (values, value_schemas): (Vec<_>, Vec<_>) = values
            .iter()
            .enumerate()
            .filter(|(_, node)| group_of(node) == Some(group))
            .map(|(index, node)| (*node, flat.value_schemas.get(index).copied()))
            .unzip();
        if !values.is_empty() {
            let value_schemas = value_schemas.into_iter().flatten().collect();
            let kinds = vec![group.kind()];
            let one = Flat { values: Some(values), value_schemas, kinds, ..flat.clone() };
            variants.push(plain_variant(cx, one, place));
        }
    }
    variants
}

/// The enum of values that [`kind`] accepted.
pub(super) fn shape(flat: &Flat<'_>) -> Shape {
    let values = flat.values.as_deref().unwrap_or_default();
    let names = list(flat, "x-enum-varnames");
    let docs = list(flat, "x-enum-descriptions");
    let text_at = |texts: &[Node], index: usize| texts.get(index).and_then(Node::as_str).map(str::to_owned);
    let said = |index: usize, keyword: &str| flat.value_schemas.get(index)?.text(keyword).map(str::to_owned);
    let docs_of = |index: usize| text_at(docs, index).or_else(|| said(index, "description"));
    if is_text(flat) || values.iter().all(|node| node.as_str().is_some()) {
        let mut known = HashSet::new();
        let texts = values.iter().filter_map(|node| text(node)).enumerate();
        let variant = |(index, wire_value): (usize, Cow<'_, str>)| StringVariant {
            wire_value: wire_value.into_owned(),
            docs: docs_of(index).or_else(|| said(index, "title")),
        };
        let new = texts.filter(|(_, text)| known.insert(text.clone().into_owned()));
        return Shape::StringEnum(new.map(variant).collect());
    }
    let mut known = HashSet::new();
    let integers = values.iter().filter_map(|node| node.as_i64()).enumerate();
    let variant = |(index, value): (usize, i64)| IntegerVariant {
        value,
        name: text_at(names, index).or_else(|| said(index, "title")),
        docs: docs_of(index),
    };
    Shape::IntegerEnum(integers.filter(|(_, value)| known.insert(*value)).map(variant).collect())
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
