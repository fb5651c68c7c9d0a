//! Puts the parts of a value together as RFC 6570 says for each style.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Parts, Style};
use crate::error::Error;

/// Everything but the unreserved characters of RFC 3986: what is left means the same in every part of a URL.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What `allowReserved` leaves as it is: the reserved characters that mean nothing to whoever splits a query into its
/// pairs, and that no URL parser rewrites.
const SPLITTING: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// The same where a comma parts the items.
const SPLITTING_AND_COMMA: &AsciiSet = &SPLITTING.add(b',');

/// What becomes of characters that mean something in the place where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All reserved characters are percent-encoded.
    Percent,
    /// Those that part the pairs of a query are percent-encoded.
    PercentSplitting,
    /// All reserved characters are percent-encoded, and control characters, which the fields of a form may hold.
    Form,
    /// Nothing is encoded, as in headers; what would look like another part is refused.
    Refuse,
}

/// The expansions of RFC 6570, appendix A.
struct Operator {
    first: &'static str,
    /// Between exploded parts.
    separator: &'static str,
    /// Between parts under one name.
    joint: &'static str,
    /// Whether each value stands behind its name.
    is_named: bool,
    /// What stands behind the name of an empty value.
    if_empty: &'static str,
    is_exploded: bool,
}

impl Style {
    fn operator(self) -> Operator {
        let plain =
            Operator { first: "", separator: ",", joint: ",", is_named: false, if_empty: "", is_exploded: false };
        let label = Operator { first: ".", separator: ".", ..plain };
        let matrix = Operator { first: ";", separator: ";", is_named: true, ..plain };
        let form = Operator { separator: "&", is_named: true, if_empty: "=", ..plain };
        match self {
            Self::Simple | Self::Json => plain,
            Self::SimpleExploded => Operator { is_exploded: true, ..plain },
            Self::Label => label,
            Self::LabelExploded => Operator { is_exploded: true, ..label },
            Self::Matrix => matrix,
            Self::MatrixExploded => Operator { is_exploded: true, ..matrix },
            Self::Form => form,
            Self::FormExploded | Self::Deep => Operator { is_exploded: true, ..form },
            Self::Space => Operator { joint: "%20", ..form },
            Self::Pipe => Operator { joint: "%7C", ..form },
        }
    }
}

/// The value as text; empty when it has no parts. `separator` stands between exploded parts where the place has its own.
pub(crate) fn expand(
    name: &str,
    parts: &Parts,
    style: Style,
    escape: Escape,
    separator: Option<&'static str>,
) -> Result<String, Error> {
    let operator = style.operator();
    let separator = separator.unwrap_or(operator.separator);
    let mut text = Expanded { text: String::new(), name, escape, operator };
    match parts {
        Parts::Nothing => {}
        Parts::One(value) => text.one(value)?,
        Parts::Items(items) => {
            for (index, item) in items.iter().enumerate() {
                text.part(index, separator, None, item)?;
            }
        }
        Parts::Members(members) => {
            for (index, (member, value)) in members.iter().enumerate() {
                text.part(index, separator, Some(member), value)?;
            }
        }
    }
    Ok(text.text)
}

struct Expanded<'a> {
    text: String,
    name: &'a str,
    escape: Escape,
    operator: Operator,
}

impl Expanded<'_> {
    fn one(&mut self, value: &str) -> Result<(), Error> {
        self.text.push_str(self.operator.first);
        if self.operator.is_named {
            self.named(value)
        } else if self.escape == Escape::Refuse {
            // A value that stands alone is split by nobody.
            self.text.push_str(value);
            Ok(())
        } else {
            self.encoded(value)
        }
    }

    /// One item of a list, or one member of an object.
    fn part(&mut self, index: usize, separator: &str, member: Option<&str>, value: &str) -> Result<(), Error> {
        let Operator { first, joint, is_named, is_exploded, .. } = self.operator;
        self.text.push_str(match (index, is_exploded) {
            (0, _) => first,
            (_, true) => separator,
            (_, false) => joint,
        });
        if index == 0 && is_named && !is_exploded {
            self.encoded_name(self.name)?;
            self.text.push('=');
        }
        match member {
            None if is_exploded && is_named => self.named(value),
            None => self.encoded(value),
            Some(member) => {
                self.encoded_name(member)?;
                self.text.push_str(if is_exploded { "=" } else { joint });
                self.encoded(value)
            }
        }
    }

    /// `name=value`
    fn named(&mut self, value: &str) -> Result<(), Error> {
        self.encoded_name(self.name)?;
        self.text.push_str(if value.is_empty() { self.operator.if_empty } else { "=" });
        self.encoded(value)
    }

    fn encoded_name(&mut self, name: &str) -> Result<(), Error> {
        match self.escape {
            Escape::Refuse if name.contains('=') => {
                Err(self.refused("holds a name with `=`, which could not be told apart"))
            }
            Escape::Refuse => self.encoded(name),
            _ => self.percent(name, RESERVED),
        }
    }

    fn encoded(&mut self, value: &str) -> Result<(), Error> {
        match self.escape {
            Escape::Percent | Escape::Form => self.percent(value, RESERVED),
            Escape::PercentSplitting if self.operator.is_exploded => self.percent(value, SPLITTING),
            Escape::PercentSplitting => self.percent(value, SPLITTING_AND_COMMA),
            Escape::Refuse if value.contains(',') => {
                Err(self.refused("holds a part with `,`, which could not be told apart"))
            }
            Escape::Refuse => {
                self.text.push_str(value);
                Ok(())
            }
        }
    }

    /// Control characters are refused: no parameter holds them on purpose, most are the end of a line that was not cut.
    fn percent(&mut self, text: &str, set: &'static AsciiSet) -> Result<(), Error> {
        if self.escape != Escape::Form && text.chars().any(char::is_control) {
            return Err(self.refused("holds a control character"));
        }
        self.text.extend(utf8_percent_encode(text, set));
        Ok(())
    }

    fn refused(&self, problem: &'static str) -> Error {
        Error::invalid_input(self.name.escape_debug().to_string(), problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &str, style: Style, escape: Escape) -> String {
        let parts = Parts::of("color", json).unwrap();
        expand("color", &parts, style, escape, None).unwrap()
    }

    const EMPTY: &str = "\"\"";
    const STRING: &str = "\"blue\"";
    const LIST: &str = r#"["blue","black","brown"]"#;
    const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

    /// The table of OpenAPI's "Style Examples", with the corrections that 3.0.4 and 3.1.1 took from RFC 6570.
    #[test]
    fn writes_what_openapi_shows() {
        for (style, expected) in [
            (Style::Matrix, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
            (
                Style::MatrixExploded,
                [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
            ),
            (Style::Label, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
            (Style::LabelExploded, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
            (Style::Simple, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
            (Style::SimpleExploded, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
            (Style::Form, ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
            (Style::FormExploded, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
            (Style::Space, ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
            (Style::Pipe, ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
        ] {
            let found = [EMPTY, STRING, LIST, OBJECT].map(|json| written(json, style, Escape::Percent));
            assert_eq!(found, expected, "{style:?}");
        }
    }

    #[test]
    fn null_and_what_has_no_parts_leave_nothing_behind() {
        for json in ["null", "[]", "[null]", "{}", r#"{"a":null}"#] {
            for style in [Style::Simple, Style::Label, Style::MatrixExploded, Style::Form, Style::FormExploded] {
                assert_eq!(written(json, style, Escape::Percent), "", "{json} {style:?}");
            }
        }
        assert_eq!(written(r#"["a",null,"b"]"#, Style::Form, Escape::Percent), "color=a,b");
    }

    #[test]
    fn encodes_what_could_be_taken_for_a_part() {
        let list = r#"["a,b","c/d&e=f","ü+%"]"#;
        for (style, escape, expected) in [
            (Style::Simple, Escape::Percent, "a%2Cb,c%2Fd%26e%3Df,%C3%BC%2B%25"),
            (Style::LabelExploded, Escape::Percent, ".a%2Cb.c%2Fd%26e%3Df.%C3%BC%2B%25"),
            (Style::FormExploded, Escape::PercentSplitting, "color=a,b&color=c/d%26e%3Df&color=%C3%BC%2B%25"),
            (Style::Form, Escape::PercentSplitting, "color=a%2Cb,c/d%26e%3Df,%C3%BC%2B%25"),
        ] {
            assert_eq!(written(list, style, escape), expected, "{style:?} {escape:?}");
        }
    }

    #[test]
    fn refuses_what_a_header_could_not_tell_apart() {
        for (json, style, problem) in [
            (r#"["a,b"]"#, Style::Simple, "a part with `,`"),
            (r#"{"a":"b,c"}"#, Style::Simple, "a part with `,`"),
            (r#"{"a,b":1}"#, Style::Simple, "a part with `,`"),
            (r#"{"a=b":1}"#, Style::SimpleExploded, "a name with `=`"),
        ] {
            let parts = Parts::of("X-Color", json).unwrap();
            let error = expand("X-Color", &parts, style, Escape::Refuse, None).unwrap_err();
            assert!(error.to_string().contains(problem), "{json}: {error}");
        }
        assert_eq!(written("\"a,b\"", Style::Simple, Escape::Refuse), "a,b");
        assert_eq!(written(r#"{"a":"b=c"}"#, Style::SimpleExploded, Escape::Refuse), "a=b=c");
    }

    #[test]
    fn refuses_control_characters() {
        for json in [r#""a\n""#, r#"["\u0000"]"#, r#"{"\r":1}"#] {
            let parts = Parts::of("q", json).unwrap();
            let error = expand("q", &parts, Style::Form, Escape::Percent, None).unwrap_err();
            assert_eq!(error.to_string(), "`q` holds a control character", "{json}");
        }
    }
}
