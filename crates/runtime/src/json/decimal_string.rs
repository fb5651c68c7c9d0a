//! Reads a decimal from a JSON string or number, digit by digit, and writes it as a string.
//!
//! Reading is that of [`decimal_number`](super::decimal_number), with the same limits.

use rust_decimal::Decimal;
use serde::{de::Deserializer, ser::Serializer};

use super::{decimal_number, shape::Shape};
use crate::value::write_decimal;

/// Marks this way of reading and writing.
#[derive(Debug)]
pub enum Text {}

impl Shape<Text> for Decimal {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal_number::read(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&write_decimal(self))
    }
}

/// Reads a decimal, or a nesting of containers around decimals.
///
/// # Errors
/// When there is neither a string holding a number nor a number, or the number is too large.
pub fn deserialize<'de, T: Shape<Text>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Writes decimals as strings with exactly the digits they have.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Shape<Text>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}
