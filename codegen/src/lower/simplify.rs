//! Rewrites a choice that comes down to one schema: among values, among texts, among numbers.

use super::context::Context;
use super::flatten::Flat;
use super::unions::member;
use crate::contract::{JsonKind, Schema};
use crate::source::Node;

/// Rewrites the choices of a folded schema where they are simple: readers of an open enum accept any text anyway.
pub(super) fn choices<'doc>(cx: &mut Context<'doc, '_>, flat: &mut Flat<'doc>) {
    if !flat.properties.is_empty() || flat.choices.is_empty() {
        return;
    }
    let mut choices = Vec::new();
    for choice in &flat.choices {
        choices.push(choice.members.iter().map(|node| member(cx, node).flat).collect::<Vec<_>>());
    }
    match choices.as_slice() {
        [members] => {
            if let Some(only) = values(members).or_else(|| texts(members)).or_else(|| numbers(members)) {
                flat.values = only.values;
                flat.value_schemas = only.value_schemas;
                flat.kinds = only.kinds;
                flat.parts.extend(only.parts);
                flat.choices.clear();
            }
        }
        several => {
            // What is of one of these kinds and of one of those is of what both have in common.
            let kinds = |members: &Vec<Flat<'_>>| members.iter().map(scalar_kind).collect::<Option<Vec<_>>>();
            let all: Option<Vec<Vec<JsonKind>>> = several.iter().map(kinds).collect();
            let common = all.into_iter().flatten().reduce(|common, kinds| JsonKind::common(&common, &kinds));
            if let Some(common) = common.filter(|common| !common.is_empty()) {
                flat.kinds = common;
                flat.choices.clear();
            }
        }
    }
}

/// What a choice comes down to.
struct Simple<'doc> {
    kinds: Vec<JsonKind>,
    values: Option<Vec<&'doc Node>>,
    value_schemas: Vec<Schema<'doc>>,
    /// Schemas that say more about it.
    parts: Vec<Schema<'doc>>,
}

/// All members list values.
fn values<'doc>(members: &[Flat<'doc>]) -> Option<Simple<'doc>> {
    let mut values = Vec::new();
    let mut value_schemas = Vec::new();
    for member in members {
        let listed = member.values.as_deref().filter(|_| member.choices.is_empty())?;
        values.extend(listed);
        value_schemas.extend(listed.iter().filter(|_| listed.len() == 1).filter_map(|_| member.parts.first()));
    }
    if value_schemas.len() != values.len() {
        value_schemas.clear();
    }
    let kinds = members.first()?.kinds.clone();
    let kinds = if members.iter().all(|member| member.kinds == kinds) { kinds } else { Vec::new() };
    Some(Simple { kinds, values: Some(values), value_schemas, parts: Vec::new() })
}

/// All members are text; those that list values make it an enum.
fn texts<'doc>(members: &[Flat<'doc>]) -> Option<Simple<'doc>> {
    if !members.iter().all(|member| scalar_kind(member) == Some(JsonKind::String)) {
        return None;
    }
    let listed: Vec<_> = members.iter().filter_map(|member| member.values.clone()).flatten().collect();
    let values = (!listed.is_empty()).then_some(listed);
    Some(Simple { kinds: vec![JsonKind::String], values, value_schemas: Vec::new(), parts: Vec::new() })
}

/// All members are numbers.
fn numbers<'doc>(members: &[Flat<'doc>]) -> Option<Simple<'doc>> {
    let kinds: Vec<JsonKind> = members.iter().map(scalar_kind).collect::<Option<_>>()?;
    let is_number = |kind: &JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    if !kinds.iter().all(is_number) || members.iter().any(|member| member.values.is_some()) {
        return None;
    }
    let integers = kinds.iter().all(|kind| *kind == JsonKind::Integer);
    let decimal = members.iter().find(|member| member.text("format") == Some("decimal"));
    let parts = decimal.and_then(|member| member.parts.first()).copied().into_iter().collect();
    let kind = if integers { JsonKind::Integer } else { JsonKind::Number };
    Some(Simple { kinds: vec![kind], values: None, value_schemas: Vec::new(), parts })
}

/// The one kind of scalar that a schema says, by its type or by its values.
fn scalar_kind(flat: &Flat<'_>) -> Option<JsonKind> {
    if !flat.choices.is_empty() {
        return None;
    }
    match (flat.kinds.as_slice(), &flat.values) {
        ([JsonKind::Object | JsonKind::Array], _) => None,
        ([kind], _) => Some(*kind),
        ([], Some(values)) if !values.is_empty() && values.iter().all(|node| node.as_str().is_some()) => {
            Some(JsonKind::String)
        }
        _ => None,
    }
}
