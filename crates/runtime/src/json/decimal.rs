//! Reads a decimal from a JSON number or string, digit by digit, and writes it as either.
//!
//! Reading takes the raw text, so it works with serde_json only, and not inside what serde buffers: a flattened struct,
//! or an enum that serde tags by itself.
//!
//! A number with more digits than a `Decimal` holds is rounded half to even at the last place that fits, at most the
//! 28th after the point; one whose integer part is beyond 96 bits is an error.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::shape::{Failed, Shape, Way};
use super::sink::Sink;
use super::source::Source;
use crate::value::{ValueError, read_decimal, write_decimal};

impl Shape for Decimal {
    fn blank() -> Self {
        Self::ZERO
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        *self = from_json(source.json()?.get()).map_err(Failed::because)?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        let text = write_decimal(self);
        match way {
            Way::Plain => sink.json(&RawValue::from_string(text).map_err(Failed::because)?),
            Way::Text => sink.string(&text),
        }
    }
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

/// A decimal on its own: an element of a list, a member of a union, a whole body. Read and written digit by digit.
///
/// In a field, a plain [`Decimal`] does the same, because the field says how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber(pub Decimal);

impl Shape for DecimalNumber {
    fn blank() -> Self {
        Self(Decimal::blank())
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        self.0.read(source, Way::Plain)
    }

    fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        self.0.write(sink, Way::Plain)
    }
}

crate::__serde!(DecimalNumber);

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Decimal> for DecimalNumber {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl From<DecimalNumber> for Decimal {
    fn from(number: DecimalNumber) -> Self {
        number.0
    }
}

impl From<i64> for DecimalNumber {
    fn from(integer: i64) -> Self {
        Self(integer.into())
    }
}

impl From<i32> for DecimalNumber {
    fn from(integer: i32) -> Self {
        Self(integer.into())
    }
}

#[cfg(test)]
mod tests;
