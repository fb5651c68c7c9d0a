//! Where lowering stands: in a schema or operation, at a field, in words for names and in text for `sdk.yaml`.

use crate::ir::{Namespace, Origin, TypeId};

/// A place in the contract.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The schema's or operation's name.
    root: String,
    /// Fields from the root, as `sdk.yaml` writes them: `.field`, `[]` for items, `{}` for the values of a map.
    path: String,
    /// The path by which equal inline types find each other.
    shared: String,
    /// The same place as seen from the schema that declares an inherited field.
    declared: Option<String>,
    /// What an inline type here stands in; nothing below a schema that is no type itself, such as a list.
    parent: Option<Namespace>,
    words: Vec<String>,
}

impl Place {
    /// The top of a schema with a name; inside it only if it becomes a type.
    pub(super) fn schema(name: &str) -> Self {
        Self {
            root: name.to_owned(),
            path: String::new(),
            shared: String::new(),
            declared: None,
            parent: None,
            words: Vec::new(),
        }
    }

    /// A parameter; equal ones of several operations share a type.
    pub(super) fn parameter(operation: &str, index: usize, name: &str) -> Self {
        Self::operation(operation, index, name, name.to_owned(), format!(".{name}"))
    }

    /// The body that an operation sends.
    pub(super) fn body(operation: &str, index: usize) -> Self {
        Self::operation(operation, index, "body", "body".to_owned(), format!("{operation} body"))
    }

    /// A good answer; its status tells it from others of the operation.
    pub(super) fn response(operation: &str, index: usize, status: Option<&str>) -> Self {
        let words = status.map_or_else(|| "response".to_owned(), |status| format!("response {status}"));
        Self::operation(operation, index, status.unwrap_or("response"), words.clone(), format!("{operation} {words}"))
    }

    /// A refusal; equal ones of several statuses and operations share a type.
    pub(super) fn error(operation: &str, index: usize, status: &str) -> Self {
        Self::operation(operation, index, status, format!("error {status}"), " error".to_owned())
    }

    fn operation(operation: &str, index: usize, role: &str, words: String, shared: String) -> Self {
        Self {
            root: operation.to_owned(),
            path: format!(".{role}"),
            shared,
            declared: None,
            parent: Some(Namespace::Operation(index)),
            words: vec![words],
        }
    }

    /// The same place, seen as the inside of the type that stands there.
    pub(super) fn inside(&self, id: TypeId) -> Self {
        Self { parent: Some(Namespace::Type(id)), words: Vec::new(), ..self.clone() }
    }

    /// A field below, declared by this schema or by the one that `allOf` took it from.
    pub(super) fn field(&self, wire_name: &str, owner: Option<&str>) -> Self {
        let next = self.step(&format!(".{wire_name}"), wire_name);
        match owner.filter(|owner| *owner != self.root) {
            Some(owner) => Self { declared: Some(format!("{owner}.{wire_name}")), ..next },
            None => next,
        }
    }

    /// The items of a list.
    pub(super) fn item(&self) -> Self {
        self.step("[]", "item")
    }

    /// The values of a map.
    pub(super) fn value(&self) -> Self {
        self.step("{}", "value")
    }

    /// A member of a union.
    pub(super) fn variant(&self, name: &str) -> Self {
        self.step(&format!("|{name}"), name)
    }

    /// As `sdk.yaml` may write it, the nearest first.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        std::iter::once(format!("{}{}", self.root, self.path)).chain(self.declared.clone())
    }

    /// The path by which equal inline types find each other.
    pub(super) fn field_path(&self) -> &str {
        &self.shared
    }

    /// Where an inline type that stands here gets its name from.
    pub(super) fn origin(&self) -> Origin {
        match &self.parent {
            Some(parent) => Origin::Inline { parent: parent.clone(), path: self.words.clone() },
            None => Origin::Schema(format!("{} {}", self.root, self.words.join(" "))),
        }
    }

    fn step(&self, path: &str, word: &str) -> Self {
        let mut next = self.clone();
        next.path.push_str(path);
        next.shared.push_str(path);
        if let Some(declared) = &mut next.declared {
            declared.push_str(path);
        }
        next.words.push(word.to_owned());
        next
    }
}
