//! Reads a JSON string and parses it while the reader still knows where it stands.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::de::{Deserializer, Error, Visitor};

use super::ValueError;

/// Reads a string and parses it; `expected` finishes "expected …" when something else is there.
///
/// Parsing happens inside the visitor, so that an error carries the position of this very string.
pub(super) fn deserialize<'de, T, D>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    T: FromStr<Err = ValueError>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Parse { expected, value: PhantomData })
}

struct Parse<T> {
    expected: &'static str,
    value: PhantomData<T>,
}

impl<T: FromStr<Err = ValueError>> Visitor<'_> for Parse<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
