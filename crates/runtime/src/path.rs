//! Fills the holes of a path template with percent-encoded values.

use std::fmt::{Display, Write};
use std::ops::Range;

use percent_encoding::utf8_percent_encode;

use crate::error::Error;
use crate::style::{Escape, Parts, RESERVED, Style, expand};

/// No path may hold this byte.
const UNFIT: u8 = 1;
/// This byte may be the beginning of a segment that a URL parser resolves.
const DOT: u8 = 2;

/// What is to be known of each byte of a path, by its number.
const KINDS: [u8; 256] = {
    let mut kinds = [UNFIT; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'\\' | b'"' | b'<' | b'>') {
            kinds[byte as usize] = if matches!(byte, b'.' | b'%') { DOT } else { 0 };
        }
        byte += 1;
    }
    kinds
};

/// Room for the values of most paths, two UUIDs among them, in bytes.
const ROOM: usize = 80;

/// The values for the holes of one path, percent-encoded. Some are secrets, so that nothing prints them.
#[derive(Default)]
pub(crate) struct PathValues {
    /// One behind the other.
    encoded: String,
    places: Vec<(&'static str, Range<usize>)>,
}

impl PathValues {
    /// Takes a value for the hole of this name. What would name another address ("", "." and "..") is refused, and so are
    /// control characters, which no identifier holds on purpose: most are the end of a line that was not cut.
    pub(crate) fn put(&mut self, name: &'static str, value: &dyn Display) -> Result<(), Error> {
        let from = self.encoded.len();
        if from == 0 {
            self.encoded.reserve(ROOM);
        }
        // Writing into a string does not fail.
        let _ = write!(self.encoded, "{value}");
        match &self.encoded[from..] {
            "" => return Err(Error::invalid_input(name, "must not be empty: the path would name something else")),
            "." | ".." => {
                return Err(Error::invalid_input(name, "must not be `.` or `..`: the path would name something else"));
            }
            // Most values need no encoding, and are kept as they are.
            text if utf8_percent_encode(text, RESERVED).eq([text]) => {}
            text if text.chars().any(char::is_control) => {
                return Err(Error::invalid_input(name, "holds a control character"));
            }
            text => {
                let encoded = utf8_percent_encode(text, RESERVED).to_string();
                self.encoded.replace_range(from.., &encoded);
            }
        }
        self.places.push((name, from..self.encoded.len()));
        Ok(())
    }

    /// Takes a value that is written in a style; what names another address is refused, as it is of plain values.
    pub(crate) fn put_styled(&mut self, name: &'static str, json: &str, style: Style) -> Result<(), Error> {
        let parts = match style {
            Style::Json => Parts::One(json.to_owned()),
            _ => Parts::of(name, json)?,
        };
        if matches!(&parts, Parts::One(value) if value.is_empty()) {
            return self.put(name, &"");
        }
        let encoded = expand(name, &parts, style, Escape::Percent, None)?;
        if matches!(encoded.as_str(), "" | "." | "..") {
            return self.put(name, &encoded);
        }
        let from = self.encoded.len();
        self.encoded.push_str(&encoded);
        self.places.push((name, from..self.encoded.len()));
        Ok(())
    }

    /// Puts each value into the hole of its name, `/org/{orgId}` giving `/org/org_1`.
    ///
    /// `room` is for what the caller will append.
    pub(crate) fn fill(&self, template: &str, room: usize) -> Result<String, Error> {
        let mut filled = String::with_capacity(template.len() + self.encoded.len() + room);
        let mut rest = template;
        while let Some((before, after)) = split(rest, b'{') {
            let (name, after) = split(after, b'}')
                .ok_or_else(|| Error::invalid_input("path", format!("`{template}` has a `{{` that is never closed")))?;
            let (_, place) = self
                .places
                .iter()
                .find(|(known, _)| *known == name)
                .ok_or_else(|| Error::invalid_input(name.to_owned(), "has no value"))?;
            filled.push_str(before);
            filled.push_str(&self.encoded[place.clone()]);
            rest = after;
        }
        filled.push_str(rest);
        check(&filled)?;
        Ok(filled)
    }
}

/// The text before and after the first of these ASCII characters. The library's search is made for longer texts.
fn split(text: &str, at: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == at)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Lets nothing through that a URL parser would resolve or take for something else than a path.
fn check(path: &str) -> Result<(), Error> {
    if !path.starts_with('/') {
        return Err(Error::invalid_input("path", "must start with `/`"));
    }
    let kinds = path.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)]);
    if kinds & UNFIT != 0 {
        return Err(Error::invalid_input("path", "holds a character that must be percent-encoded"));
    }
    if kinds & DOT != 0 && path.split('/').any(is_relative) {
        return Err(Error::invalid_input("path", "must not hold `.` or `..` as a segment"));
    }
    Ok(())
}

/// Whether a URL parser takes the segment for `.` or `..`, which it does when their dots are encoded, too.
fn is_relative(segment: &str) -> bool {
    let mut dots = 0;
    let mut rest = segment;
    while let Some(behind) = [".", "%2e", "%2E"].iter().find_map(|dot| rest.strip_prefix(dot)) {
        dots += 1;
        rest = behind;
    }
    rest.is_empty() && (dots == 1 || dots == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(value: &str) -> Result<String, Error> {
        let mut values = PathValues::default();
        values.put("orgId", &value)?;
        values.fill("/org/{orgId}/entitlement", 0)
    }

    #[test]
    fn encodes_whatever_is_not_unreserved() {
        for (value, segment) in [
            ("org_1", "org_1"),
            ("a/b", "a%2Fb"),
            ("a?b#c", "a%3Fb%23c"),
            ("50%", "50%25"),
            ("%25", "%2525"),
            ("%2e%2e", "%252e%252e"),
            ("a b", "a%20b"),
            ("münchen", "m%C3%BCnchen"),
            ("...", "..."),
            ("~.-_", "~.-_"),
            ("a;b=c", "a%3Bb%3Dc"),
        ] {
            assert_eq!(filled(value).unwrap(), format!("/org/{segment}/entitlement"), "{value:?}");
        }
    }

    #[test]
    fn refuses_what_would_name_another_address() {
        for value in ["", ".", ".."] {
            let error = filled(value).unwrap_err();
            assert!(error.is_invalid_input() && error.to_string().contains("`orgId`"), "{error}");
        }
    }

    #[test]
    fn refuses_control_characters() {
        for value in ["org_1\n", "\r\n", "a\tb", "a\u{0}", "\u{85}"] {
            assert!(filled(value).unwrap_err().to_string().contains("`orgId` holds a control character"), "{value:?}");
        }
    }

    #[test]
    fn refuses_templates_that_do_not_work_out() {
        let mut good = PathValues::default();
        good.put("a", &"x").unwrap();
        for (template, why) in [
            ("/{a", "never closed"),
            ("/{b}", "`b` has no value"),
            ("{a}", "must start with `/`"),
            ("/{a}/../b", "`.` or `..`"),
            ("/{a}/%2e%2E/b", "`.` or `..`"),
            ("/{a}/.%2e", "`.` or `..`"),
            ("/%2e/{a}", "`.` or `..`"),
            ("/{a} b", "percent-encoded"),
            ("/{a}?b=c", "percent-encoded"),
            ("/{a}\\b", "percent-encoded"),
        ] {
            let error = good.fill(template, 0).unwrap_err().to_string();
            assert!(error.contains(why), "{template}: {error}");
        }
    }

    #[test]
    fn fills_several_holes_in_one_segment() {
        let mut values = PathValues::default();
        // In any order.
        values.put("to", &"b c").unwrap();
        values.put("from", &"a").unwrap();
        assert_eq!(values.fill("/x/{from}:{to}.pdf", 0).unwrap(), "/x/a:b%20c.pdf");
        assert_eq!(values.fill("/{to}/{from}/{to}", 0).unwrap(), "/b%20c/a/b%20c");
    }

    #[test]
    fn a_url_parser_reads_back_what_was_put_in() {
        for value in ["a/b", "%2e", "..%2f", "x?y", "ü & ö", "a+b", "'\"<>`{}|\\^[]"] {
            let url = url::Url::parse(&format!("http://h{}", filled(value).unwrap())).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            assert_eq!(segments.len(), 3, "{value:?}");
            let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
            assert_eq!(decoded, value);
        }
    }

    #[test]
    fn writes_values_in_styles() {
        for (json, style, expected) in [
            (r#"["a/b","c"]"#, Style::Simple, "a%2Fb,c"),
            (r#"{"x":1,"y":"b"}"#, Style::SimpleExploded, "x=1,y=b"),
            ("7", Style::Label, ".7"),
            (r#"["a","b"]"#, Style::MatrixExploded, ";orgId=a;orgId=b"),
            (r#"{"x":"ü"}"#, Style::Json, "%7B%22x%22%3A%22%C3%BC%22%7D"),
        ] {
            let mut values = PathValues::default();
            values.put_styled("orgId", json, style).unwrap();
            let path = values.fill("/org/{orgId}/entitlement", 0).unwrap();
            assert_eq!(path, format!("/org/{expected}/entitlement"), "{json} {style:?}");
        }
    }

    #[test]
    fn refuses_styled_values_that_would_name_another_address() {
        for (json, style) in [
            ("[]", Style::Simple),
            ("[\"\"]", Style::Simple),
            ("[\".\"]", Style::Simple),
            ("[\"..\"]", Style::SimpleExploded),
            ("\"\"", Style::Label),
            ("\"\"", Style::Matrix),
            ("\".\"", Style::Label),
            ("[\"\",\"\"]", Style::LabelExploded),
            ("null", Style::Simple),
        ] {
            let error = PathValues::default().put_styled("orgId", json, style).unwrap_err();
            assert!(error.is_invalid_input() && error.to_string().contains("`orgId`"), "{json} {style:?}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_refused_or_read_back_by_a_url_parser(value: String) {
            match filled(&value) {
                Err(error) => {
                    let is_bad = matches!(value.as_str(), "" | "." | "..") || value.chars().any(char::is_control);
                    proptest::prop_assert!(is_bad && error.is_invalid_input());
                }
                Ok(path) => {
                    let url = url::Url::parse(&format!("https://vendor.example{path}?q=1")).unwrap();
                    proptest::prop_assert_eq!(url.path(), &path);
                    let segments: Vec<&str> = url.path_segments().unwrap().collect();
                    proptest::prop_assert_eq!((segments.len(), segments[0], segments[2]), (3, "org", "entitlement"));
                    let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
                    proptest::prop_assert_eq!(decoded, value);
                }
            }
        }
    }
}
