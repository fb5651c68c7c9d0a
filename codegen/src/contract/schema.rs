//! Answers what one schema object says, keyword by keyword, in the 3.0 and the 3.1 dialect alike.

use super::operation::text;
use crate::source::{Map, Node, Value};

/// One schema object as it stands: no reference is followed.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'doc>(pub &'doc Node);

/// `type`, without `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// `additionalProperties`
#[derive(Clone, Copy, Debug)]
pub enum Additional<'doc> {
    /// Nothing is said.
    Unsaid,
    /// `false`
    Closed,
    /// `true` or `{}`
    Open,
    /// A schema.
    Typed(&'doc Node),
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
const ANNOTATIONS: [&str; 32] = [
    "$comment",
    "default",
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
    /// `$ref`
    pub fn reference(self) -> Option<&'doc Node> {
        self.0.get("$ref")
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

    /// The members of `oneOf` and `anyOf` that are not just `null`, and whether one of them was.
    pub fn choices(self) -> (Vec<&'doc Node>, bool) {
        let all = || self.members("oneOf").iter().chain(self.members("anyOf"));
        let members = all().filter(|member| !Schema(member).is_null()).collect();
        (members, all().any(|member| Schema(member).is_null()))
    }

    /// `type`, one or several, without `null`.
    pub fn kinds(self) -> Vec<JsonKind> {
        self.type_names().filter_map(kind).collect()
    }

    /// Whether null is a value: `nullable`, a type or an enum value `null`, a member that is `null`.
    pub fn is_nullable(self) -> bool {
        self.flag("nullable")
            || self.type_names().any(|name| name == "null")
            || self.members("enum").iter().any(|value| value.value == Value::Null)
            || self.choices().1
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

    /// `additionalProperties`, or the one schema under `patternProperties`: a map does not tell its keys apart.
    pub fn additional(self) -> Additional<'doc> {
        let patterns = self.0.get("patternProperties").and_then(Node::as_map).filter(|patterns| !patterns.is_empty());
        let patterns: Option<Vec<&Node>> = patterns.map(|patterns| patterns.iter().map(|entry| &entry.value).collect());
        match (patterns.as_deref(), self.additional_properties()) {
            (None, additional) => additional,
            (Some([only]), Additional::Unsaid | Additional::Closed)
                if only.as_map().is_some_and(|map| !map.is_empty()) =>
            {
                Additional::Typed(only)
            }
            (Some(_), _) => Additional::Open,
        }
    }

    fn additional_properties(self) -> Additional<'doc> {
        match self.0.get("additionalProperties") {
            None => Additional::Unsaid,
            Some(node) => match &node.value {
                Value::Bool(false) => Additional::Closed,
                Value::Map(map) if !map.is_empty() => Additional::Typed(node),
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

fn kind(name: &str) -> Option<JsonKind> {
    Some(match name {
        "boolean" => JsonKind::Boolean,
        "integer" => JsonKind::Integer,
        "number" => JsonKind::Number,
        "string" => JsonKind::String,
        "array" => JsonKind::Array,
        "object" => JsonKind::Object,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_sorted_for_the_search() {
        assert!(ANNOTATIONS.is_sorted());
    }
}
