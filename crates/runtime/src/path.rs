//! Fills the holes of a path template with percent-encoded values.

use std::borrow::Cow;

use percent_encoding::utf8_percent_encode;

use crate::error::Error;
use crate::style::{Escape, Parts, RESERVED, Style, expand};

/// The bytes that a path may hold, by their number.
const IN_PATHS: [bool; 256] = {
    let mut fit = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        fit[byte as usize] = byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'\\' | b'"' | b'<' | b'>');
        byte += 1;
    }
    fit
};

/// One value for one hole.
#[derive(Clone, Debug)]
pub(crate) struct PathParameter {
    name: &'static str,
    encoded: String,
}

/// Encodes a value; what would name another address ("", "." and "..") is refused, and so are control characters,
/// which no identifier holds on purpose: most are the end of a line that was not cut.
pub(crate) fn parameter(name: &'static str, value: String) -> Result<PathParameter, Error> {
    match value.as_str() {
        "" => Err(Error::invalid_input(name, "must not be empty: the path would name something else")),
        "." | ".." => Err(Error::invalid_input(name, "must not be `.` or `..`: the path would name something else")),
        _ if value.chars().any(char::is_control) => Err(Error::invalid_input(name, "holds a control character")),
        text => {
            // Most values need no encoding, and are kept as they are.
            let encoded = match Cow::from(utf8_percent_encode(text, RESERVED)) {
                same if same == text => None,
                encoded => Some(encoded.into_owned()),
            };
            let encoded = encoded.unwrap_or(value);
            Ok(PathParameter { name, encoded })
        }
    }
}

/// Writes a value in a style; what names another address is refused, as it is of plain values.
pub(crate) fn styled(name: &'static str, json: &str, style: Style) -> Result<PathParameter, Error> {
    let parts = match style {
        Style::Json => Parts::One(json.to_owned()),
        _ => Parts::of(name, json)?,
    };
    if matches!(&parts, Parts::One(value) if value.is_empty()) {
        return parameter(name, String::new());
    }
    let encoded = expand(name, &parts, style, Escape::Percent, None)?;
    match encoded.as_str() {
        "" | "." | ".." => parameter(name, encoded),
        _ => Ok(PathParameter { name, encoded }),
    }
}

/// Puts each value into the hole of its name, `/org/{orgId}` giving `/org/org_1`.
///
/// `room` is for what the caller will append.
pub(crate) fn fill(template: &str, parameters: &[PathParameter], room: usize) -> Result<String, Error> {
    let values: usize = parameters.iter().map(|parameter| parameter.encoded.len()).sum();
    let mut filled = String::with_capacity(template.len() + values + room);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .ok_or_else(|| Error::invalid_input("path", format!("`{template}` has a `{{` that is never closed")))?;
        let value = parameters
            .iter()
            .find(|parameter| parameter.name == name)
            .ok_or_else(|| Error::invalid_input(name.to_owned(), "has no value"))?;
        filled.push_str(before);
        filled.push_str(&value.encoded);
        rest = after;
    }
    filled.push_str(rest);
    check(&filled)?;
    Ok(filled)
}

/// Lets nothing through that a URL parser would resolve or take for something else than a path.
fn check(path: &str) -> Result<(), Error> {
    if !path.starts_with('/') {
        return Err(Error::invalid_input("path", "must start with `/`"));
    }
    let mut before = b'/';
    for (at, byte) in path.bytes().enumerate() {
        if !IN_PATHS[usize::from(byte)] {
            return Err(Error::invalid_input("path", "holds a character that must be percent-encoded"));
        }
        // Few segments begin as `.` and `..` do, so that few are looked at.
        if before == b'/' && matches!(byte, b'.' | b'%') {
            let rest = &path[at..];
            if is_relative(rest.split('/').next().unwrap_or(rest)) {
                return Err(Error::invalid_input("path", "must not hold `.` or `..` as a segment"));
            }
        }
        before = byte;
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
        fill("/org/{orgId}/entitlement", &[parameter("orgId", value.to_owned())?], 0)
    }

    #[test]
    fn encodes_whatever_is_not_unreserved() {
        for (value, segment) in [
            ("org_1", "org_1"),
            ("a/b", "a%2Fb"),
            ("a?b#c", "a%3Fb%23c"),
            ("50%", "50%25"),
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
        let good = parameter("a", "x".to_owned()).unwrap();
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
            let error = fill(template, std::slice::from_ref(&good), 0).unwrap_err().to_string();
            assert!(error.contains(why), "{template}: {error}");
        }
    }

    #[test]
    fn fills_several_holes_in_one_segment() {
        let parameters = [("from", "a"), ("to", "b")].map(|(name, value)| parameter(name, value.to_owned()).unwrap());
        assert_eq!(fill("/x/{from}:{to}.pdf", &parameters, 0).unwrap(), "/x/a:b.pdf");
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
            let parameters = [styled("orgId", json, style).unwrap()];
            let path = fill("/org/{orgId}/entitlement", &parameters, 0).unwrap();
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
            let error = styled("orgId", json, style).unwrap_err();
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
