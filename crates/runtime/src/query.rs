//! Writes query strings in the styles that OpenAPI names.

mod object;

use std::fmt::{self, Display, Write};

use percent_encoding::utf8_percent_encode;

use crate::error::Error;
use crate::path::RESERVED;

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// The name once for each item: `tag=a&tag=b`.
    Form,
    /// One value, items parted by commas: `tag=a,b`.
    Comma,
    /// One value, items parted by spaces: `tag=a%20b`.
    Space,
    /// One value, items parted by `|`: `tag=a%7Cb`.
    Pipe,
}

/// How an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectStyle {
    /// The members in brackets, to any depth: `filter[key][eq]=a`.
    Deep,
    /// The members as parameters of their own: `a=1&b=2`.
    Form,
    /// One value, the object as JSON.
    Json,
}

/// A query string that grows; without its `?`.
#[derive(Clone, Default)]
pub(crate) struct Query(String);

impl Query {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Appends `name=value`, both percent-encoded.
    pub(crate) fn push(&mut self, name: &str, value: &dyn Display) {
        self.begin(name);
        self.append(value);
    }

    /// Appends a list; an empty one leaves nothing behind.
    pub(crate) fn push_list(&mut self, name: &str, values: &mut dyn Iterator<Item = &dyn Display>, style: ListStyle) {
        let separator = match style {
            ListStyle::Form => return values.for_each(|value| self.push(name, value)),
            ListStyle::Comma => ",",
            ListStyle::Space => "%20",
            ListStyle::Pipe => "%7C",
        };
        for (index, value) in values.enumerate() {
            match index {
                0 => self.begin(name),
                _ => self.0.push_str(separator),
            }
            self.append(value);
        }
    }

    /// Appends an object, given as JSON.
    pub(crate) fn push_object(&mut self, name: &str, json: &[u8], style: ObjectStyle) -> Result<(), Error> {
        object::push(self, name, json, style)
    }

    fn begin(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.append(&name);
        self.0.push('=');
    }

    fn append(&mut self, value: &dyn Display) {
        // Writing into a string does not fail; a `Display` that does has written what it could.
        let _ = write!(Encoded(&mut self.0), "{value}");
    }
}

/// Percent-encodes what is written through it.
struct Encoded<'a>(&'a mut String);

impl fmt::Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_names_and_values() {
        let mut query = Query::default();
        query.push("page[size]", &100);
        query.push("q", &"a b&c=d+é");
        query.push("flag", &true);
        assert_eq!(query.as_str(), "page%5Bsize%5D=100&q=a%20b%26c%3Dd%2B%C3%A9&flag=true");
    }

    #[test]
    fn writes_lists_in_each_style() {
        for (style, expected) in [
            (ListStyle::Form, "tag=a%2Cb&tag=c"),
            (ListStyle::Comma, "tag=a%2Cb,c"),
            (ListStyle::Space, "tag=a%2Cb%20c"),
            (ListStyle::Pipe, "tag=a%2Cb%7Cc"),
        ] {
            let mut query = Query::default();
            query.push_list("tag", &mut ["a,b", "c"].iter().map(|text| text as &dyn Display), style);
            query.push_list("none", &mut std::iter::empty(), style);
            assert_eq!(query.as_str(), expected, "{style:?}");
        }
    }

    #[test]
    fn a_url_parser_reads_back_what_was_put_in() {
        let pairs = [("a[b]", "1&2=3"), ("ü", "+ %20#?"), ("c", ""), ("d", "'\"\r\n")];
        let mut query = Query::default();
        for (name, value) in pairs {
            query.push(name, &value);
        }
        let url = url::Url::parse(&format!("http://h/?{}", query.as_str())).unwrap();
        let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        assert_eq!(read, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
