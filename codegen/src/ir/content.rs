//! What bodies and answers carry, by media type.

use super::{BodyTemplate, JsonTemplate, Presence, Style, Text, Type};
use serde::Serialize;

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    /// What is sent.
    pub content: Content,
    /// Must it be given?
    pub presence: Presence,
    /// What it means.
    pub docs: Text,
    /// Fields that repeat a path argument and are filled from it.
    pub fills: Vec<Fill>,
    /// How the capability makes a typed body of parts, for those who call by parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<JsonTemplate>,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Content {
    /// `application/json` or a `+json` type; where callers send it YAML, too, since all JSON is YAML.
    Json {
        /// The media type as declared.
        media_type: String,
        /// The shape.
        ty: Type,
        /// Such bodies as the contract shows them.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        examples: Vec<Example>,
    },
    /// `application/x-www-form-urlencoded`; only what callers send.
    Form {
        /// The shape: an object.
        ty: Type,
        /// The fields that are not written in the usual way, by wire name.
        styles: Vec<(String, Style)>,
    },
    /// `multipart/form-data`; only what callers send.
    Multipart(Parts),
    /// Made by the client; only what callers send.
    Template(BodyTemplate),
    /// Nothing but the address in the `location` header; only what answers carry.
    Location,
    /// `text/*` or another type that is read as text.
    Text {
        /// The media type as declared.
        media_type: String,
    },
    /// Anything else, as bytes; callers may send a file or a stream.
    Bytes {
        /// The media type as declared.
        media_type: String,
    },
}

/// A body that the contract shows; that it fits its schema nobody promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What the contract calls it, where it shows several.
    pub name: Option<String>,
    /// The body as JSON, indented, members in the order of the contract.
    pub json: String,
}

/// Who says what the parts of a form are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Parts {
    /// The contract: they are the parameters of [`super::Location::Part`].
    Named,
    /// The caller.
    Any,
}

/// A body field that is filled from a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fill {
    /// The top-level field's wire name.
    pub field: String,
    /// The parameter's wire name.
    pub parameter: String,
}

impl Content {
    /// What it is sent as.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Json { media_type, .. } | Self::Text { media_type } | Self::Bytes { media_type } => media_type,
            Self::Form { .. } => "application/x-www-form-urlencoded",
            Self::Multipart(_) => "multipart/form-data",
            Self::Template(template) => template.media_type(),
            Self::Location => "application/octet-stream",
        }
    }

    /// How the contract shows it.
    pub fn examples(&self) -> &[Example] {
        match self {
            Self::Json { examples, .. } => examples,
            Self::Form { .. }
            | Self::Multipart(_)
            | Self::Template(_)
            | Self::Location
            | Self::Text { .. }
            | Self::Bytes { .. } => &[],
        }
    }

    /// Takes over the examples of a content that is the same but for them; otherwise says no.
    pub(crate) fn merge(&mut self, other: &Self) -> bool {
        match (&mut *self, other) {
            (
                Self::Json { media_type, ty, examples },
                Self::Json { media_type: other_type, ty: other_ty, examples: more },
            ) if media_type == other_type && ty == other_ty => {
                examples.extend(more.iter().cloned());
                true
            }
            (own, other) => own == other,
        }
    }

    /// The type of what it carries, when it has one.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json { ty, .. } | Self::Form { ty, .. } => Some(ty),
            Self::Multipart(_) | Self::Template(_) | Self::Location | Self::Text { .. } | Self::Bytes { .. } => None,
        }
    }

    /// The type of what it carries, to change.
    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json { ty, .. } | Self::Form { ty, .. } => Some(ty),
            Self::Multipart(_) | Self::Template(_) | Self::Location | Self::Text { .. } | Self::Bytes { .. } => None,
        }
    }
}
