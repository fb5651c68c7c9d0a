//! Names a place in a list: the vendor's page, and how many of its items were given already.

use std::fmt;
use std::str::FromStr;

use meterforge_runtime::Cursor;

/// A place in a list, as callers hand it back. Its text is opaque to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The vendor's page; the first one when there is none.
    pub(crate) page: Option<Cursor>,
    /// How many items of that page to leave out.
    pub(crate) skip: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~", self.skip)?;
        match &self.page {
            Some(page) => page.fmt(f),
            None => Ok(()),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (skip, page) = text.split_once('~').ok_or(NoPlace)?;
        let is_plain = !skip.is_empty() && skip.bytes().all(|byte| byte.is_ascii_digit());
        let skip = skip.parse().ok().filter(|_| is_plain).ok_or(NoPlace)?;
        let page = if page.is_empty() { None } else { Some(page.parse().map_err(|_| NoPlace)?) };
        Ok(Self { page, skip })
    }
}

/// A text that no list has given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoPlace;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_there_and_back() {
        for (text, page, skip) in
            [("0~", None, 0), ("12~", None, 12), ("3~a~b", Some("a~b"), 3), ("0~100", Some("100"), 0)]
        {
            let place = Place { page: page.map(|page| page.parse().unwrap()), skip };
            assert_eq!(place.to_string(), text);
            assert_eq!(text.parse(), Ok(place));
        }
    }

    #[test]
    fn other_texts_are_no_places() {
        for text in ["", "~", "x~", "-1~", "+1~", "1", "99999999999999999999~"] {
            assert_eq!(text.parse::<Place>(), Err(NoPlace), "{text}");
        }
    }
}
