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

/// Enough for most queries, so that few grow twice.
const ROOM: usize = 64;

/// A query string that grows; without its `?`.
#[derive(Clone, Default)]
pub(crate) struct Query {
    text: String,
    /// The first parameter that holds a control character, in its name or its value.
    refused: Option<String>,
}

impl Query {
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Refuses control characters, which no parameter holds on purpose: most are the end of a line that was not cut.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.refused {
            None => Ok(()),
            Some(name) => Err(Error::invalid_input(name.escape_debug().to_string(), "holds a control character")),
        }
    }

    /// Appends `name=value`, both percent-encoded.
    pub(crate) fn push(&mut self, name: &str, value: &dyn Display) {
        self.begin(name);
        self.append(name, value);
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
                _ => self.text.push_str(separator),
            }
            self.append(name, value);
        }
    }

    /// Appends an object, given as JSON.
    pub(crate) fn push_object(&mut self, name: &str, json: &[u8], style: ObjectStyle) -> Result<(), Error> {
        object::push(self, name, json, style)
    }

    fn begin(&mut self, name: &str) {
        match self.text.is_empty() {
            true => self.text.reserve(ROOM),
            false => self.text.push('&'),
        }
        self.append(name, &name);
        self.text.push('=');
    }

    fn append(&mut self, name: &str, value: &dyn Display) {
        let mut encoded = Encoded { text: &mut self.text, has_control: false };
        // Writing into a string does not fail; a `Display` that does has written what it could.
        let _ = write!(encoded, "{value}");
        if encoded.has_control {
            self.refused.get_or_insert_with(|| name.to_owned());
        }
    }
}

/// Percent-encodes what is written through it.
struct Encoded<'a> {
    text: &'a mut String,
    has_control: bool,
}

impl fmt::Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.has_control |= text.chars().any(char::is_control);
        self.text.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;

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
        let pairs = [("a[b]", "1&2=3"), ("ü", "+ %20#?"), ("c", ""), ("d", "'\"")];
        let mut query = Query::default();
        for (name, value) in pairs {
            query.push(name, &value);
        }
        let url = url::Url::parse(&format!("http://h/?{}", query.as_str())).unwrap();
        let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        assert_eq!(read, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn refuses_control_characters() {
        for (name, value, refused) in [("a", "1\n", "`a`"), ("a\n", "1", r"`a\n`"), ("ü", "\u{85}", "`ü`")] {
            let mut query = Query::default();
            query.push("first", &"fine");
            query.push(name, &value);
            let error = query.check().unwrap_err();
            assert_eq!(error.to_string(), format!("{refused} holds a control character"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_pairs_are_refused_or_read_back_by_a_url_parser(
            pairs in vec((any::<String>(), any::<String>()), 0..4),
            list in vec(any::<String>(), 0..4),
        ) {
            let mut query = Query::default();
            for (name, value) in &pairs {
                query.push(name, value);
            }
            query.push_list("list", &mut list.iter().map(|item| item as &dyn Display), ListStyle::Form);
            let mut expected = pairs;
            expected.extend(list.into_iter().map(|item| ("list".to_owned(), item)));
            let holds_control = |text: &String| text.chars().any(char::is_control);
            let has_control = expected.iter().any(|(name, value)| holds_control(name) || holds_control(value));
            proptest::prop_assert_eq!(query.check().is_err(), has_control);
            let url = url::Url::parse(&format!("https://vendor.example/a?{}", query.as_str())).unwrap();
            let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            proptest::prop_assert_eq!(read, expected);
            proptest::prop_assert!(url.query().unwrap_or_default() == query.as_str() && url.fragment().is_none());
        }
    }
}
