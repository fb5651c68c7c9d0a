//! Flattens an object, given as JSON, into query parameters without touching its numbers.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{ObjectStyle, Query};
use crate::error::Error;

/// The members of an object in their order. Values stay text, so that no decimal passes through a double.
struct Members(Vec<(String, Box<RawValue>)>);

pub(super) fn push(query: &mut Query, name: &str, json: &[u8], style: ObjectStyle) -> Result<(), Error> {
    let broken = |error: serde_json::Error| Error::invalid_input(name.to_owned(), "is no object").because(error);
    let text = std::str::from_utf8(json)
        .map_err(|error| Error::invalid_input(name.to_owned(), "is no text").because(error))?;
    match style {
        ObjectStyle::Json => {
            query.push(name, &text);
            Ok(())
        }
        ObjectStyle::Deep => deep(query, name, text).map_err(broken),
        ObjectStyle::Form => {
            let Members(members) = serde_json::from_str(text).map_err(broken)?;
            members.iter().try_for_each(|(member, value)| deep(query, member, value.get())).map_err(broken)
        }
    }
}

/// Writes `name[member]=value` to any depth; a list repeats its name, null leaves nothing behind.
fn deep(query: &mut Query, name: &str, json: &str) -> Result<(), serde_json::Error> {
    match json.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(json)?;
            members.iter().try_for_each(|(member, value)| deep(query, &format!("{name}[{member}]"), value.get()))
        }
        Some(b'[') => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(json)?;
            items.iter().try_for_each(|item| deep(query, name, item.get()))
        }
        Some(b'"') => {
            query.push(name, &serde_json::from_str::<String>(json)?);
            Ok(())
        }
        _ if json == "null" => Ok(()),
        _ => {
            query.push(name, &json);
            Ok(())
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &str, style: ObjectStyle) -> Result<String, Error> {
        let mut query = Query::default();
        push(&mut query, "filter", json.as_bytes(), style)?;
        Ok(query.as_str().replace("%5B", "[").replace("%5D", "]"))
    }

    #[test]
    fn writes_objects_in_each_style() {
        let json = r#"{"key":{"eq":"a b","in":["x","y"]},"n":1.10,"none":null,"on":true}"#;
        for (style, expected) in [
            (
                ObjectStyle::Deep,
                "filter[key][eq]=a%20b&filter[key][in]=x&filter[key][in]=y&filter[n]=1.10&filter[on]=true",
            ),
            (ObjectStyle::Form, "key[eq]=a%20b&key[in]=x&key[in]=y&n=1.10&on=true"),
        ] {
            assert_eq!(written(json, style).unwrap(), expected, "{style:?}");
        }
        assert_eq!(written(r#"{"a":1}"#, ObjectStyle::Json).unwrap(), "filter=%7B%22a%22%3A1%7D");
    }

    #[test]
    fn a_bare_value_in_deep_style_is_a_plain_parameter() {
        assert_eq!(written("\"x\"", ObjectStyle::Deep).unwrap(), "filter=x");
    }

    #[test]
    fn what_has_no_members_cannot_be_spread() {
        assert!(written("[1]", ObjectStyle::Form).unwrap_err().is_invalid_input());
    }
}
