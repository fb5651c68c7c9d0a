//! Checks that a text is a decimal number and keeps it as it is.

use std::{borrow::Borrow, fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ValueError, decimal, number_text::NumberText, text};

/// A decimal number of any length, kept as the text that was written.
///
/// Some vendors send decimal strings of hundreds of digits, more than a [`Decimal`] holds. Two texts are equal when they
/// are the same text: `1.0` is not `1.00`.
///
/// ```
/// use meterforge_runtime::{Decimal, DecimalText};
///
/// let amount = DecimalText::try_from("12.50")?;
/// assert_eq!(amount.as_str(), "12.50");
/// assert_eq!(amount.to_decimal(), Some(Decimal::new(1250, 2)));
/// assert_eq!(DecimalText::from(Decimal::new(7, 1)).as_str(), "0.7");
/// # Ok::<(), meterforge_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecimalText(Box<str>);

impl DecimalText {
    /// Room for a text that is still to be read.
    pub(crate) fn unread() -> Self {
        Self(Box::default())
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, if a [`Decimal`] holds it without losing a digit.
    ///
    /// ```
    /// use meterforge_runtime::DecimalText;
    ///
    /// let third = DecimalText::try_from("0.33333333333333333333333333333333")?;
    /// assert_eq!(third.to_decimal(), None);
    /// # Ok::<(), meterforge_runtime::ValueError>(())
    /// ```
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        decimal::read_exact(&self.0)
    }
}

/// The text if it is a number, or what is wrong with it.
fn checked(text: &str) -> Result<&str, ValueError> {
    match NumberText::parse(text) {
        Some(_) => Ok(text),
        None => Err(ValueError::new(text, "is not a decimal number such as `12.50`")),
    }
}

impl FromStr for DecimalText {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        checked(text).map(|text| Self(text.into()))
    }
}

impl TryFrom<&str> for DecimalText {
    type Error = ValueError;

    fn try_from(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl TryFrom<String> for DecimalText {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, ValueError> {
        checked(&text)?;
        Ok(Self(text.into()))
    }
}

impl From<Decimal> for DecimalText {
    fn from(decimal: Decimal) -> Self {
        Self(decimal::write(&decimal).into())
    }
}

impl From<DecimalText> for String {
    fn from(text: DecimalText) -> Self {
        text.0.into()
    }
}

impl AsRef<str> for DecimalText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for DecimalText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DecimalText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for DecimalText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DecimalText({})", self.0)
    }
}

impl Serialize for DecimalText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DecimalText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer, "a string holding a decimal number")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_any_number_of_digits() {
        let long = format!("-{}.{}", "9".repeat(512), "1".repeat(30));
        let text = DecimalText::try_from(long.clone()).unwrap();
        assert_eq!(text.to_string(), long);
        assert_eq!(text.to_decimal(), None);
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(json, format!("\"{long}\""));
        assert_eq!(serde_json::from_str::<DecimalText>(&json).unwrap(), text);
    }

    #[test]
    fn refuses_other_texts() {
        for text in ["", "abc", "1,5", "1 ", "NaN"] {
            assert!(DecimalText::try_from(text).is_err(), "{text}");
            assert!(DecimalText::try_from(text.to_owned()).is_err(), "{text}");
        }
        let error = serde_json::from_str::<DecimalText>("\"x\"").unwrap_err().to_string();
        assert_eq!(error, "`x` is not a decimal number such as `12.50` at line 1 column 3");
        let error = serde_json::from_str::<DecimalText>("true").unwrap_err().to_string();
        assert!(
            error.starts_with("invalid type: boolean `true`, expected a string holding a decimal number"),
            "{error}"
        );
    }
}
