//! Reads a decimal from a JSON number or string, digit by digit, and writes it as a number.
//!
//! For `#[serde(with = "…")]` on fields of any [`Shape`] around a [`Decimal`]; an optional field also needs
//! `#[serde(default)]`. Reading takes the raw text, so it works with serde_json only, and not inside what serde buffers:
//! a flattened struct, or an enum that serde tags by itself. Known fields beside a flattened map are not buffered.
//!
//! A number with more digits than a `Decimal` holds is rounded half to even at the last place that fits, at most the
//! 28th after the point; one whose integer part is beyond 96 bits is an error.

use rust_decimal::Decimal;
use serde::{
    Deserialize, Serialize,
    de::{Deserializer, Error as _},
    ser::{Error as _, Serializer},
};
use serde_json::value::RawValue;

use super::shape::Shape;
use crate::value::{ValueError, read_decimal, write_decimal};

/// Marks this way of reading and writing.
#[derive(Debug)]
pub enum Number {}

impl Shape<Number> for Decimal {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(write_decimal(self)).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// Reads a decimal, or a nesting of containers around decimals.
///
/// # Errors
/// When there is neither a number nor a string holding one, or the number is too large.
pub fn deserialize<'de, T: Shape<Number>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Writes decimals as numbers with exactly the digits they have.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Shape<Number>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// Reads one decimal in whatever way it is written.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    // Boxed and not borrowed, because a `serde_json::Value` has no text to borrow from.
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    from_json(raw.get()).map_err(D::Error::custom)
}

fn from_json(json: &str) -> Result<Decimal, ValueError> {
    match json.as_bytes() {
        [b'"', .., b'"'] if json.contains('\\') => {
            // An escape that is no text is reported as the text it is.
            let text: Option<String> = serde_json::from_slice(json.as_bytes()).ok();
            read_decimal(text.as_deref().unwrap_or(json))
        }
        [b'"', .., b'"'] => read_decimal(&json[1..json.len() - 1]),
        [b'-' | b'0'..=b'9', ..] => read_decimal(json),
        _ => Err(ValueError::new(json, "is neither a number nor a string holding one")),
    }
}

#[cfg(test)]
mod tests;
