//! JSON that keeps its members in the order they were put in, and its numbers as they were written.

mod layout;

use layout::Indented;
use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::Serializer;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A member of an object.
pub(super) type Member<'a> = (Cow<'a, str>, Json<'a>);

/// A JSON value under construction. Most of its texts stand in a spec or are ours, and need no copy.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, digit by digit.
    Number(Cow<'a, str>),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object.
    Object(Vec<Member<'a>>),
}

impl<'a> Json<'a> {
    /// An object without members.
    pub(super) fn object() -> Self {
        // Room for what most have.
        Self::Object(Vec::with_capacity(6))
    }

    /// An object of members that have names of their own.
    pub(super) fn members(members: impl IntoIterator<Item = (impl Into<Cow<'a, str>>, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// A text.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list of texts.
    pub(super) fn texts(texts: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// The same object with one more member; anything else stays as it is.
    pub(super) fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Self>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((name.into(), value.into()));
        }
        self
    }

    /// The same object with one more member, if there is one.
    pub(super) fn with_some(self, name: &'static str, value: Option<impl Into<Self>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The JSON that a text holds; what is none stays a text.
    pub(super) fn parsed(text: &str) -> Self {
        serde_json::from_str::<serde_json::Value>(text).map_or_else(|_| Self::text(text.to_owned()), Self::from)
    }

    /// A member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(other, _)| other == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether it is an object without members, which as a schema allows anything.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Object(members) if members.is_empty())
    }

    /// The text of a file.
    pub(super) fn pretty(&self) -> String {
        let mut text = Vec::new();
        // Its keys are texts and its numbers were read from JSON, so it can be written.
        let _ = self.serialize(&mut Serializer::with_formatter(&mut text, Indented::default()));
        text.push(b'\n');
        String::from_utf8(text).unwrap_or_default()
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::text(text)
    }
}

impl<'a> From<&'a String> for Json<'a> {
    fn from(text: &'a String) -> Self {
        Self::text(text)
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<bool> for Json<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<serde_json::Value> for Json<'_> {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number.to_string().into()),
            serde_json::Value::String(text) => Self::text(text),
            serde_json::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(members) => {
                Self::members(members.into_iter().map(|(name, value)| (name, Self::from(value))))
            }
        }
    }
}

impl From<i64> for Json<'_> {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string().into())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match serde_json::from_str::<&RawValue>(text) {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let json = Json::object()
            .with("z", Json::Number("1.10".into()))
            .with("a", Json::texts(["x", "\"y\""]))
            .with_some("no", None::<&str>)
            .with("o", Json::object());
        assert_eq!(serde_json::to_string(&json).unwrap(), r#"{"z":1.10,"a":["x","\"y\""],"o":{}}"#);
    }

    #[test]
    fn files_have_the_usual_layout_however_deep() {
        let mut json = Json::object().with("none", Json::List(Vec::new())).with("some", Json::texts(["x", "y"]));
        for _ in 0..100 {
            json = Json::object().with("in", Json::List(vec![json, Json::object()])).with("beside", true);
            assert_eq!(json.pretty(), serde_json::to_string_pretty(&json).unwrap() + "\n");
        }
    }
}
