//! Turns what a page says about the next one into a position that can be kept and resumed from.

use std::{fmt, str::FromStr};

use serde::{
    Deserialize, Serialize,
    de::{Deserializer, Error as _},
    ser::Serializer,
};

use crate::{
    error::{Error, Result},
    value::ValueError,
};

/// The position of a page in a list.
///
/// It is opaque: keep its text, and hand it back to [`Pages::resume_from`](super::Pages::resume_from) or
/// [`Items::resume_from`](super::Items::resume_from) of the same call.
///
/// ```
/// use meterforge_runtime::Cursor;
///
/// let cursor: Cursor = "eyJpZCI6MX0".parse()?;
/// assert_eq!(cursor.to_string(), "eyJpZCI6MX0");
/// # Ok::<(), meterforge_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cursor(Box<str>);

/// For generated code, one constructor for each style of paging.
#[doc(hidden)]
impl Cursor {
    /// The offset at which the next page begins.
    ///
    /// The list ends where the vendor gives none, zero, or one that is not beyond the current page's.
    pub fn offset(current: Option<i64>, next: Option<i64>) -> Option<Self> {
        let next = next.filter(|next| *next > current.unwrap_or(0).max(0))?;
        Some(Self(next.to_string().into()))
    }

    /// The vendor's token for the next page; the list ends where there is none or an empty one.
    pub fn token(next: Option<&str>) -> Option<Self> {
        next.filter(|token| !token.is_empty()).map(|token| Self(token.into()))
    }

    /// The number of the next page, counted from 1, by the number and size of this page and the total of items.
    ///
    /// The list ends when the pages so far hold `total` items; where the vendor leaves size or total out, with a page that
    /// has no items. Without a number this is the first page.
    pub fn number(number: Option<i64>, size: Option<i64>, total: Option<i64>, items: usize) -> Option<Self> {
        let number = number.unwrap_or(1);
        let is_last = match (size, total) {
            (_, Some(total)) if total <= 0 => true,
            (Some(size), Some(total)) => number.saturating_mul(size) >= total,
            _ => items == 0,
        };
        if is_last { None } else { Some(Self(number.checked_add(1)?.to_string().into())) }
    }

    /// The text of a token.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The number of an offset or page.
    ///
    /// # Errors
    /// [`Error::is_invalid_input`] when the text is no number, hence not a cursor of this list.
    pub fn integer(&self) -> Result<i64> {
        self.0
            .parse()
            .map_err(|_| Error::invalid_input("cursor", format!("is `{}`, but this list is paged by numbers", self.0)))
    }
}

impl FromStr for Cursor {
    type Err = ValueError;

    /// Takes any text but the empty one, which would mean the first page.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::token(Some(text)).ok_or_else(|| ValueError::new(text, "is not the cursor of a page"))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cursor({:?})", self.0)
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cursor: Option<Cursor>) -> Option<String> {
        cursor.map(|cursor| cursor.to_string())
    }

    #[test]
    fn an_offset_must_move_on() {
        for (current, next, expected) in [
            (None, Some(100), Some("100")),
            (Some(100), Some(200), Some("200")),
            (Some(-1), Some(100), Some("100")),
            (None, None, None),
            (None, Some(0), None),
            (Some(100), None, None),
            (Some(100), Some(0), None),
            (Some(100), Some(100), None),
            (Some(100), Some(50), None),
            (None, Some(-1), None),
        ] {
            assert_eq!(text(Cursor::offset(current, next)).as_deref(), expected, "{current:?} {next:?}");
        }
    }

    #[test]
    fn a_token_must_say_something() {
        assert_eq!(text(Cursor::token(Some("abc"))).as_deref(), Some("abc"));
        assert_eq!(Cursor::token(Some("")), None);
        assert_eq!(Cursor::token(None), None);
    }

    #[test]
    fn numbers_go_on_until_the_total_is_reached() {
        for (number, size, total, expected) in [
            (Some(1), Some(10), Some(25), Some("2")),
            (Some(2), Some(10), Some(25), Some("3")),
            (Some(3), Some(10), Some(25), None),
            (Some(2), Some(10), Some(20), None),
            (Some(1), Some(10), Some(0), None),
            (None, Some(10), Some(25), Some("2")),
            (Some(4), None, Some(25), Some("5")),
            (Some(4), None, Some(0), None),
            (Some(4), Some(10), None, Some("5")),
            (Some(i64::MAX), None, None, None),
            (Some(i64::MAX), Some(i64::MAX), Some(25), None),
        ] {
            assert_eq!(
                text(Cursor::number(number, size, total, 1)).as_deref(),
                expected,
                "{number:?} {size:?} {total:?}"
            );
        }
    }

    #[test]
    fn without_a_total_an_empty_page_is_the_last() {
        assert_eq!(text(Cursor::number(Some(4), Some(10), None, 3)).as_deref(), Some("5"));
        assert_eq!(Cursor::number(Some(4), Some(10), None, 0), None);
        assert_eq!(text(Cursor::number(Some(1), Some(10), Some(25), 0)).as_deref(), Some("2"));
    }

    #[test]
    fn gives_back_what_it_was_made_of() {
        let cursor: Cursor = "42".parse().unwrap();
        assert_eq!((cursor.text(), cursor.integer().unwrap()), ("42", 42));
        assert_eq!(serde_json::to_string(&cursor).unwrap(), "\"42\"");
        assert_eq!(serde_json::from_str::<Cursor>("\"42\"").unwrap(), cursor);
        assert!("x".parse::<Cursor>().unwrap().integer().unwrap_err().is_invalid_input());
        assert!("".parse::<Cursor>().is_err());
        assert!(serde_json::from_str::<Cursor>("\"\"").is_err());
    }
}
