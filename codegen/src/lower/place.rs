//! Where lowering stands: in a schema or operation, at a field, in words for names and in text for `sdk.yaml`.

use crate::ir::{Namespace, Origin, TypeId};
use std::borrow::Cow;

/// A place in the contract. Most are passed without anybody asking for their names, so these are put together on demand.
#[derive(Debug)]
pub(super) enum Place<'above> {
    /// Where lowering begins.
    Top(Named),
    /// One step below another place.
    Below(&'above Place<'above>, Step<'above>),
}

/// What leads from a place to one below it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'above> {
    Field {
        wire_name: &'above str,
        /// The schema that `allOf` took it from.
        owner: Option<&'above str>,
    },
    Item,
    Value,
    Variant(&'above str),
}

/// The names of a place.
#[derive(Clone, Debug)]
pub(super) struct Named {
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

impl Place<'static> {
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
        Self::Top(Named {
            root: operation.to_owned(),
            path: format!(".{role}"),
            shared,
            declared: None,
            parent: Some(Namespace::Operation(index)),
            words: vec![words],
        })
    }
}

impl Place<'_> {
    /// A field below, declared by this schema or by the one that `allOf` took it from.
    pub(super) fn field<'here>(&'here self, wire_name: &'here str, owner: Option<&'here str>) -> Place<'here> {
        Place::Below(self, Step::Field { wire_name, owner })
    }

    /// The items of a list.
    pub(super) fn item(&self) -> Place<'_> {
        Place::Below(self, Step::Item)
    }

    /// The values of a map.
    pub(super) fn value(&self) -> Place<'_> {
        Place::Below(self, Step::Value)
    }

    /// A member of a union.
    pub(super) fn variant<'here>(&'here self, name: &'here str) -> Place<'here> {
        Place::Below(self, Step::Variant(name))
    }

    /// What it is called.
    pub(super) fn named(&self) -> Cow<'_, Named> {
        match self {
            Self::Top(named) => Cow::Borrowed(named),
            Self::Below(above, step) => Cow::Owned(above.named().into_owned().below(*step)),
        }
    }
}

impl Named {
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

    /// The same place, seen as the inside of the type that stands there.
    pub(super) fn inside(self, id: TypeId) -> Place<'static> {
        Place::Top(Self { parent: Some(Namespace::Type(id)), words: Vec::new(), ..self })
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

    fn below(mut self, step: Step<'_>) -> Self {
        let (path, word) = match step {
            Step::Field { wire_name, .. } => (format!(".{wire_name}"), wire_name),
            Step::Item => ("[]".to_owned(), "item"),
            Step::Value => ("{}".to_owned(), "value"),
            Step::Variant(name) => (format!("|{name}"), name),
        };
        self.path.push_str(&path);
        self.shared.push_str(&path);
        self.words.push(word.to_owned());
        match step {
            Step::Field { wire_name, owner: Some(owner) } if owner != self.root => {
                self.declared = Some(format!("{owner}.{wire_name}"));
            }
            _ => self.declared.iter_mut().for_each(|declared| declared.push_str(&path)),
        }
        self
    }
}
