//! A decimal that goes over the wire as a JSON number wherever it stands, not only in a field.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A decimal on its own: an element of a list, a member of a union, a whole body. Read and written digit by digit.
///
/// In a field, a plain [`Decimal`] does the same, because the field says how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecimalNumber(#[serde(with = "crate::json::decimal_number")] pub Decimal);

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
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit_on_its_own() {
        for json in ["[0.10,12345678901234567890.12]", "[]", "[-1]"] {
            let numbers: Vec<DecimalNumber> = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&numbers).unwrap(), json);
        }
        assert_eq!(DecimalNumber::from(7).to_string(), "7");
    }
}
