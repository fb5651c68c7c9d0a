//! Takes a value apart into the texts that a style puts together; null leaves nothing behind.

use serde::Serialize;
use serde_json::value::RawValue;

use super::Members;
use crate::error::Error;

/// The parts of a value, as texts without JSON's quotes.
#[derive(Debug, PartialEq)]
pub(crate) enum Parts {
    /// Null.
    Nothing,
    One(String),
    /// Of a list.
    Items(Vec<String>),
    /// Of an object, each with its name.
    Members(Vec<(String, String)>),
}

/// A value as JSON; `name` is for the error.
pub(crate) fn json<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| unwritable(name, error))
}

/// The error of a value that objects to being written.
pub(crate) fn unwritable(name: &str, error: serde_json::Error) -> Error {
    Error::invalid_input(name.to_owned(), "cannot be written as JSON").because(error)
}

impl Parts {
    /// The parts of a value that is given as JSON. What nests deeper has no text that a reader could take apart again.
    pub(crate) fn of(name: &str, json: &str) -> Result<Self, Error> {
        let broken = |error| Error::invalid_input(name.to_owned(), "is no JSON").because(error);
        match json.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(json).map_err(broken)?;
                let mut parts = Vec::with_capacity(members.len());
                for (member, value) in members {
                    parts.extend(scalar(name, value.get())?.map(|value| (member, value)));
                }
                Ok(Self::Members(parts))
            }
            Some(b'[') => {
                let items: Vec<Box<RawValue>> = serde_json::from_str(json).map_err(broken)?;
                let items = items.iter().filter_map(|item| scalar(name, item.get()).transpose());
                items.collect::<Result<_, _>>().map(Self::Items)
            }
            _ => Ok(scalar(name, json)?.map_or(Self::Nothing, Self::One)),
        }
    }
}

/// A scalar as text.
fn scalar(name: &str, json: &str) -> Result<Option<String>, Error> {
    match json.as_bytes().first() {
        Some(b'{' | b'[') => Err(Error::invalid_input(
            name.to_owned(),
            "holds a list or an object where only plain values can be written",
        )),
        Some(b'"') => serde_json::from_str(json)
            .map(Some)
            .map_err(|error| Error::invalid_input(name.to_owned(), "is no JSON").because(error)),
        _ if json == "null" => Ok(None),
        _ => Ok(Some(json.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_values_apart() {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        for (json, expected) in [
            ("null", Parts::Nothing),
            ("1.10", Parts::One("1.10".to_owned())),
            (r#""a\"b""#, Parts::One("a\"b".to_owned())),
            ("[]", Parts::Items(Vec::new())),
            (r#"["a",null,true,1.0]"#, Parts::Items(texts(&["a", "true", "1.0"]))),
            (
                r#"{"x":1,"n":null,"y":"b"}"#,
                Parts::Members(vec![("x".to_owned(), "1".to_owned()), ("y".to_owned(), "b".to_owned())]),
            ),
        ] {
            assert_eq!(Parts::of("p", json).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn refuses_what_nests() {
        for json in ["[[1]]", r#"[{"a":1}]"#, r#"{"a":[1]}"#, r#"{"a":{}}"#] {
            let error = Parts::of("p", json).unwrap_err();
            assert!(error.is_invalid_input() && error.to_string().contains("`p`"), "{json}: {error}");
        }
    }
}
