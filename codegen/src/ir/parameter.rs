//! One input of a call, and how it is written where it goes.

use super::{Filling, IdRef, Limit, Presence, Text, Type};
use serde::Serialize;

/// One input, or what is sent in its stead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire_name: String,
    /// The name callers use when it is not the wire name (a template input such as `accountId` for `owner_id`).
    pub input_name: Option<String>,
    /// Where it goes.
    pub location: Location,
    /// How it is written there.
    pub style: Style,
    /// Whether characters that a URL reserves go out as they are (`allowReserved`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reserved: bool,
    /// Its type; one of several parts only where `style` can write it. Null is a query parameter without a value
    /// (`allowEmptyValue`).
    pub ty: Type,
    /// Must it be given?
    pub presence: Presence,
    /// What it means.
    pub docs: Text,
    /// Limits, units, the default.
    pub limits: Vec<Limit>,
    /// Where its value comes from.
    pub filling: Filling,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// What a part of a form holds, where the contract says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The name under which a part is a file, where the capability says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Location {
    /// Into a hole of the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the cookie header.
    Cookie,
    /// Into a part of a `multipart/form-data` body; several parts for a list.
    Part,
    /// Into templates that name it, and nowhere else.
    Template,
}

/// How a value is written (OpenAPI's `style` and `explode`, which are the expansions of RFC 6570).
///
/// Shown are the list `[a, b]` and the object `{"x": 1, "y": 2}` under the name `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Style {
    /// `a,b` and `x,1,y,2`; a scalar is just its text.
    Simple,
    /// `a,b` and `x=1,y=2`
    SimpleExploded,
    /// `.a,b` and `.x,1,y,2`
    Label,
    /// `.a.b` and `.x=1.y=2`
    LabelExploded,
    /// `;n=a,b` and `;n=x,1,y,2`
    Matrix,
    /// `;n=a;n=b` and `;x=1;y=2`
    MatrixExploded,
    /// `n=a,b` and `n=x,1,y,2`
    Form,
    /// `n=a&n=b` and `x=1&y=2`; a scalar in a query or cookie.
    FormExploded,
    /// `n=a%20b` and `n=x%201%20y%202`
    Space,
    /// `n=a%7Cb` and `n=x%7C1%7Cy%7C2`
    Pipe,
    /// `n[]=a&n[]=b` and `n[x]=1&n[y]=2`, deeper levels in further brackets.
    Deep,
    /// The value as JSON (a parameter declared by `content`).
    Json,
}

impl Location {
    /// How a scalar is written here.
    pub fn plain(self) -> Style {
        match self {
            Self::Path | Self::Header | Self::Part | Self::Template => Style::Simple,
            Self::Query | Self::Cookie => Style::FormExploded,
        }
    }
}

impl Parameter {
    /// Whether the caller gives it.
    pub fn is_given(&self) -> bool {
        self.filling == Filling::Caller
    }

    /// The name callers use.
    pub fn caller_name(&self) -> &str {
        self.input_name.as_deref().unwrap_or(&self.wire_name)
    }

    /// The identifier type, when it has one.
    pub fn id(&self) -> Option<IdRef> {
        match self.ty {
            Type::Id(id) => Some(id),
            _ => None,
        }
    }
}
