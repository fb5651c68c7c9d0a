//! Answers what one schema object says, keyword by keyword, in the 3.0 and the 3.1 dialect alike.

use super::JsonKind;
use super::anchors::REFERENCES;
use super::operation::text;
use crate::source::{Map, Node, Value};
use std::collections::HashSet;

/// One schema object as it stands: no reference is followed.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'doc>(pub &'doc Node);

/// `additionalProperties`, or `unevaluatedProperties` where it is a schema.
#[derive(Clone, Debug)]
pub enum Additional<'doc> {
    /// Nothing is said.
    Unsaid,
    /// `false`
    Closed,
    /// `true` or `{}`
    Open,
    /// A schema, or several that do not say the same.
    Typed(Vec<&'doc Node>),
}

/// `discriminator`
#[derive(Clone, Copy, Debug)]
pub struct Discriminator<'doc> {
    /// `propertyName`
    pub property: &'doc str,
    /// `mapping`
    pub mapping: Option<&'doc Map>,
}

/// Keywords that say nothing about which Rust type fits. Limits are among them: they go into the docs.
const ANNOTATIONS: [&str; 43] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependentRequired",
    "deprecated",
    "description",
    "else",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "if",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "pattern",
    "propertyNames",
    "readOnly",
    "summary",
    "then",
    "title",
    "uniqueItems",
    "writeOnly",
    "xml",
];

impl<'doc> Schema<'doc> {
    /// `$ref`; a dynamic one too, which in a single document means the same.
    pub fn reference(self) -> Option<&'doc Node> {
        REFERENCES.iter().find_map(|keyword| self.0.get(keyword))
    }

    /// The keywords beside a reference that say something about the shape of a value.
    pub fn beside_reference(self) -> impl Iterator<Item = &'doc str> {
        self.structure().filter(|keyword| !REFERENCES.contains(keyword) && *keyword != "type")
    }

    /// The text of a keyword.
    pub fn text(self, keyword: &str) -> Option<&'doc str> {
        text(self.0, keyword)
    }

    /// Whether a keyword says `true`.
    pub fn flag(self, keyword: &str) -> bool {
        self.0.get(keyword).and_then(Node::as_bool) == Some(true)
    }

    /// The members of `allOf`, `oneOf` or `anyOf`.
    pub fn members(self, keyword: &str) -> &'doc [Node] {
        self.0.get(keyword).and_then(Node::as_list).unwrap_or_default()
    }

    /// The members of `oneOf` or `anyOf` that a value may be: each reference once, without `null` and `false`, and the
    /// members of a choice inside the choice in its place.
    pub fn alternatives(self, keyword: &str) -> Vec<&'doc Node> {
        let (mut found, mut referred) = (Vec::new(), HashSet::new());
        self.collect(keyword, &mut found, &mut referred);
        found
    }

    fn collect(self, keyword: &str, found: &mut Vec<&'doc Node>, referred: &mut HashSet<&'doc str>) {
        for member in self.members(keyword) {
            let schema = Schema(member);
            if schema.is_null() || member.value == Value::Bool(false) {
                continue;
            }
            match schema.choice_alone() {
                Some(inner) => schema.collect(inner, found, referred),
                None if schema.0.get("$ref").and_then(Node::as_str).is_none_or(|text| referred.insert(text)) => {
                    found.push(member);
                }
                None => {}
            }
        }
    }

    /// The keyword of a choice that says nothing but what is chosen from.
    fn choice_alone(self) -> Option<&'static str> {
        ["oneOf", "anyOf"].into_iter().find(|keyword| self.0.get(keyword).is_some() && self.says_only(&[keyword]))
    }

    fn offers_null(self) -> bool {
        ["oneOf", "anyOf"].into_iter().any(|keyword| {
            self.members(keyword)
                .iter()
                .map(Schema)
                .any(|member| member.is_null() || (member.choice_alone().is_some() && member.offers_null()))
        })
    }

    /// `type`, one or several, without `null`.
    pub fn kinds(self) -> Vec<JsonKind> {
        self.type_names().filter_map(JsonKind::called).collect()
    }

    /// What stands as a `type` and is none.
    pub fn unknown_type(self) -> Option<&'doc Node> {
        let node = self.0.get("type")?;
        let names = node.as_list().unwrap_or(std::slice::from_ref(node));
        names.iter().find(|name| name.as_str().is_none_or(|name| name != "null" && JsonKind::called(name).is_none()))
    }

    /// Whether null is a value: `nullable`, a type or an enum value `null`, a member that is `null`.
    pub fn is_nullable(self) -> bool {
        self.flag("nullable")
            || self.type_names().any(|name| name == "null")
            || self.members("enum").iter().any(|value| value.value == Value::Null)
            || self.offers_null()
    }

    /// Whether null is the only value.
    pub fn is_null(self) -> bool {
        let only_null = |values: &[Node]| !values.is_empty() && values.iter().all(|node| node.value == Value::Null);
        let mut names = self.type_names();
        let names_null = names.next() == Some("null") && names.next().is_none();
        let bare = self.flag("nullable") && !self.is_structural();
        names_null
            || bare
            || only_null(self.members("enum"))
            || self.0.get("const").is_some_and(|node| node.value == Value::Null)
    }

    /// `enum` or `const`, without null.
    pub fn values(self) -> Option<Vec<&'doc Node>> {
        let values: Vec<&Node> = match self.0.get("const") {
            Some(value) => vec![value],
            None => self.0.get("enum")?.as_list()?.iter().collect(),
        };
        Some(values.into_iter().filter(|node| node.value != Value::Null).collect())
    }

    /// `additionalProperties`, or what is under `patternProperties`: a map does not tell its keys apart.
    pub fn additional(self) -> Additional<'doc> {
        let patterns = self.0.get("patternProperties").and_then(Node::as_map).filter(|patterns| !patterns.is_empty());
        let Some(patterns) = patterns else { return self.additional_properties() };
        let rest = match self.additional_properties() {
            Additional::Typed(rest) => rest,
            Additional::Open => return Additional::Open,
            // Beside properties, a name that fits no pattern may stand for anything.
            Additional::Unsaid if self.0.get("properties").is_some() => return Additional::Open,
            Additional::Unsaid | Additional::Closed => Vec::new(),
        };
        let mut values = Vec::new();
        for value in patterns.iter().map(|entry| &entry.value).chain(rest) {
            match &value.value {
                Value::Map(map) if !map.is_empty() => values.push(value),
                Value::Bool(false) => {}
                _ => return Additional::Open,
            }
        }
        if values.is_empty() { Additional::Closed } else { Additional::Typed(values) }
    }

    fn additional_properties(self) -> Additional<'doc> {
        match self.0.get("additionalProperties") {
            // What is behind all properties that anything names is, once `allOf` is folded in, what is behind these.
            None => match self.0.get("unevaluatedProperties") {
                Some(node) if node.as_map().is_some_and(|map| !map.is_empty()) => Additional::Typed(vec![node]),
                _ => Additional::Unsaid,
            },
            Some(node) => match &node.value {
                Value::Bool(false) => Additional::Closed,
                Value::Map(map) if !map.is_empty() => Additional::Typed(vec![node]),
                _ => Additional::Open,
            },
        }
    }

    /// `discriminator`
    pub fn discriminator(self) -> Option<Discriminator<'doc>> {
        let node = self.0.get("discriminator")?;
        Some(Discriminator {
            property: text(node, "propertyName")?,
            mapping: node.get("mapping").and_then(Node::as_map),
        })
    }

    /// Whether it says anything about the shape of a value.
    pub fn is_structural(self) -> bool {
        self.structure().next().is_some()
    }

    /// Whether these keywords are all it says about the shape of a value.
    pub fn says_only(self, keywords: &[&str]) -> bool {
        self.structure().all(|keyword| keywords.contains(&keyword))
    }

    /// Whether another schema says the same about the shape of a value; prose and limits do not count.
    pub fn says_the_same(self, other: Self) -> bool {
        let mut count = 0;
        let same = self.structure().all(|keyword| {
            count += 1;
            matches!((self.0.get(keyword), other.0.get(keyword)), (Some(own), Some(others)) if own.same_value(others))
        });
        same && count == other.structure().count()
    }

    fn structure(self) -> impl Iterator<Item = &'doc str> {
        let entries = self.0.as_map().into_iter().flat_map(|map| map.iter());
        let keywords = entries.map(|entry| &*entry.key.text);
        keywords.filter(|keyword| !keyword.starts_with("x-") && ANNOTATIONS.binary_search(keyword).is_err())
    }

    fn type_names(self) -> impl Iterator<Item = &'doc str> {
        let node = self.0.get("type");
        let one = node.and_then(Node::as_str);
        let several = node.and_then(Node::as_list).unwrap_or_default().iter().filter_map(Node::as_str);
        one.into_iter().chain(several)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_sorted_for_the_search() {
        assert!(ANNOTATIONS.is_sorted());
    }
}
