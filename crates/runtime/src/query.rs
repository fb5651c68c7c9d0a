//! Writes query strings and forms in the styles that OpenAPI names.

mod nested;

use std::fmt::{self, Display, Write};

use percent_encoding::utf8_percent_encode;

use crate::error::Error;
use crate::style::{Escape, Members, Parts, RESERVED, Style, expand};

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

    /// Appends a list of plain values; an empty one leaves nothing behind.
    pub(crate) fn push_list(&mut self, name: &str, values: &mut dyn Iterator<Item = &dyn Display>, style: Style) {
        let separator = match style {
            Style::Form => ",",
            Style::Space => "%20",
            Style::Pipe => "%7C",
            _ => return values.for_each(|value| self.push(name, value)),
        };
        for (index, value) in values.enumerate() {
            match index {
                0 => self.begin(name),
                _ => self.text.push_str(separator),
            }
            self.append(name, value);
        }
    }

    /// Appends any value, given as JSON, in a style; one without parts leaves nothing behind.
    pub(crate) fn push_styled(&mut self, name: &str, json: &str, style: Style, escape: Escape) -> Result<(), Error> {
        match style {
            Style::Deep => nested::push(self, name, json).map_err(|error| no_json(name, error)),
            Style::FormExploded if escape != Escape::PercentSplitting => {
                nested::push_exploded(self, name, json).map_err(|error| no_json(name, error))
            }
            _ => {
                let (parts, style) = match style {
                    Style::Json => (Parts::One(json.to_owned()), Style::Form),
                    style => (Parts::of(name, json)?, style),
                };
                let pairs = expand(name, &parts, style, escape, None)?;
                if !pairs.is_empty() && !self.text.is_empty() {
                    self.text.push('&');
                }
                self.text.push_str(&pairs);
                Ok(())
            }
        }
    }

    /// Appends the members of an object, given as JSON, as the fields of a form: each in its own style, or else a list as
    /// fields of one name and an object as JSON.
    pub(crate) fn push_form(&mut self, json: &[u8], styles: &[(&str, Style)]) -> Result<(), Error> {
        let members: Members = serde_json::from_slice(json)
            .map_err(|error| Error::invalid_input("body", "is no object").because(error))?;
        for (member, value) in &members.0 {
            let style = styles.iter().find(|(name, _)| name == member);
            match style {
                Some((_, style)) => self.push_styled(member, value.get(), *style, Escape::Form)?,
                None => self.push_field(member, value.get())?,
            }
        }
        Ok(())
    }

    /// Appends a field of a form, given as JSON: a list repeats its name, an object is JSON.
    pub(crate) fn push_field(&mut self, name: &str, json: &str) -> Result<(), Error> {
        nested::push_field(self, name, json).map_err(|error| no_json(name, error))
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

fn no_json(name: &str, error: serde_json::Error) -> Error {
    Error::invalid_input(name.to_owned(), "is no JSON").because(error)
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
            (Style::FormExploded, "tag=a%2Cb&tag=c"),
            (Style::Form, "tag=a%2Cb,c"),
            (Style::Space, "tag=a%2Cb%20c"),
            (Style::Pipe, "tag=a%2Cb%7Cc"),
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
            query.push_list("list", &mut list.iter().map(|item| item as &dyn Display), Style::FormExploded);
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
