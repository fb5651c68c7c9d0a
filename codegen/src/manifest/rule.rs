//! Says what a text of the manifest must look like.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Spanned;

/// The code for values of the right type that make no sense.
pub(super) const BAD_VALUE: &str = "SY104";

/// A form that texts under some keys have.
pub(super) struct Rule {
    /// The form in words, for messages.
    wanted: &'static str,
    /// Whether a text has it.
    holds: fn(&str) -> bool,
    /// The text that was probably meant.
    cure: fn(&str) -> String,
}

const AS_IS: fn(&str) -> String = |text| text.to_owned();

/// `crate`: what cargo takes as a package name and every system as a folder.
pub(super) const PACKAGE: Rule = Rule {
    wanted: "a package name of letters, digits, `-` and `_` that starts with a letter and is no keyword",
    holds: |text| is_word(text, "-_") && text.len() <= 64 && !is_keyword(&text.replace('-', "_")) && !is_device(text),
    cure: AS_IS,
};

/// A file.
pub(super) const PATH: Rule =
    Rule { wanted: "the path of a file", holds: |text| is_filled(text) && !text.contains("://"), cure: AS_IS };

/// Words for people on one line.
pub(super) const PHRASE: Rule = Rule {
    wanted: "text on one line",
    holds: is_filled,
    cure: |text| text.split_whitespace().collect::<Vec<_>>().join(" "),
};

/// Words for people.
pub(super) const PROSE: Rule = Rule { wanted: "text", holds: |text| !text.trim().is_empty(), cure: AS_IS };

/// A name of the vendor's: a schema, an operation, a field.
pub(super) const WIRE_NAME: Rule = Rule { wanted: "a name", holds: is_filled, cure: |text| text.trim().to_owned() };

/// The prefix of environment variables.
pub(super) const ENV: Rule = Rule {
    wanted: "SCREAMING_SNAKE_CASE",
    holds: |text| is_word(text, "_") && text == text.to_uppercase() && !text.ends_with('_'),
    cure: |text| text.to_shouty_snake_case(),
};

/// A Rust type.
pub(super) const TYPE: Rule = Rule {
    wanted: "a type name in UpperCamelCase that is no keyword",
    holds: |text| is_word(text, "") && text.starts_with(|c: char| c.is_ascii_uppercase()) && !is_keyword(text),
    cure: |text| text.to_upper_camel_case(),
};

/// A Rust function.
pub(super) const SNAKE: Rule = Rule {
    wanted: "a name in snake_case that is no keyword",
    holds: |text| is_word(text, "_") && text == text.to_lowercase() && !is_keyword(text),
    cure: |text| text.to_snake_case(),
};

/// A region.
pub(super) const REGION: Rule = Rule {
    wanted: "a name in small letters, digits, `-` and `_`",
    holds: |text| is_word(text, "-_") && text == text.to_lowercase(),
    cure: |text| text.to_snake_case(),
};

/// An address to which paths are appended.
pub(super) const URL: Rule =
    Rule { wanted: "an absolute http or https address without user, query and fragment", holds: is_url, cure: AS_IS };

/// The word in front of a secret.
pub(super) const TOKEN: Rule = Rule {
    wanted: "one word as HTTP headers allow it",
    holds: |text| !text.is_empty() && text.bytes().all(is_token),
    cure: |text| text.trim().to_owned(),
};

/// `uuid` or `ulid`.
pub(super) const ID_FORMAT: Rule = Rule {
    wanted: "`uuid` or `ulid`",
    holds: |text| matches!(text, "uuid" | "ulid"),
    cure: |text| text.to_lowercase(),
};

/// A field of a schema.
pub(super) const SCHEMA_FIELD: Rule = Rule {
    wanted: "`Schema.field`, or `*.field` for every schema",
    holds: |text| text.contains('.') && is_dotted(text),
    cure: AS_IS,
};

/// What a type name is for.
pub(super) const PLACE: Rule =
    Rule { wanted: "`Schema`, `Schema.field` or `operation.parameter`", holds: is_dotted, cure: AS_IS };

/// A field by which repeated calls are recognised.
pub(super) const KEYED: Rule = Rule {
    wanted: "`field` or `list[].field`",
    holds: |text| {
        let (list, field) = text.split_once("[].").unwrap_or(("list", text));
        [list, field].into_iter().all(|name| is_filled(name) && !name.contains(['.', '[', ']', ' ']))
    },
    cure: AS_IS,
};

/// Fields inside each other.
pub(super) const DOTTED: Rule = Rule { wanted: "names with dots between them", holds: is_dotted, cure: AS_IS };

impl Rule {
    /// Hands the text on if it has the form, and reports it if not. `key` names it in the message.
    pub(super) fn check(&self, key: &str, text: Spanned<String>, found: &mut Diagnostics) -> Option<Spanned<String>> {
        if (self.holds)(&text.value) {
            return Some(text);
        }
        let message = format!("`{key}` must be {}, found {:?}", self.wanted, text.value);
        let diagnostic = Diagnostic::error(BAD_VALUE, text.span, message);
        let cure = (self.cure)(&text.value);
        let is_better = cure != text.value && (self.holds)(&cure);
        found.push(if is_better { diagnostic.help(format!("write `{cure}`")) } else { diagnostic });
        None
    }
}

/// ASCII letters, digits and some marks, a letter first.
fn is_word(text: &str, marks: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || marks.contains(character))
}

fn is_keyword(text: &str) -> bool {
    // What does not parse as an identifier is one; `is_word` has refused everything else.
    syn::parse_str::<syn::Ident>(text).is_err() || text == "gen"
}

/// Names that Windows keeps for devices.
fn is_device(text: &str) -> bool {
    let text = text.to_lowercase();
    let is_port = |prefix| text.strip_prefix(prefix).is_some_and(|rest: &str| rest.len() == 1 && rest != "0");
    matches!(&*text, "con" | "prn" | "aux" | "nul") || is_port("com") || is_port("lpt")
}

/// One line with something on it and no blanks around it.
fn is_filled(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(char::is_control)
}

fn is_dotted(text: &str) -> bool {
    is_filled(text) && !text.contains(char::is_whitespace) && text.split('.').all(|name| !name.is_empty())
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', ':']) && is_filled(rest) && !rest.contains(['?', '#', '@', '{', ' ', '\\'])
    })
}

/// A character of a token as RFC 9110 (5.6.2) has it.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_know_good_from_bad() {
        let cases: &[(&Rule, &[&str], &[&str])] = &[
            (
                &PACKAGE,
                &["suger-metering", "a", "x_1"],
                &["", "1a", "a b", "../a", "a/b", "é", "type", "nul", "COM1", "gen"],
            ),
            (&PATH, &["a.yaml", "../b/c d.yaml", "/x.yaml"], &["", " ", "https://x.test/a.yaml", "a\0"]),
            (&PHRASE, &["Acme Inc."], &["", " x", "a\nb"]),
            (&PROSE, &["a\n\nb"], &["", " \n"]),
            (&ENV, &["SUGER", "A_1"], &["suger", "A-B", "_A", "A_", ""]),
            (&TYPE, &["OrgId", "X"], &["orgId", "Org_Id", "Self", "Org Id", "1Org", ""]),
            (&SNAKE, &["list_meters", "x1"], &["listMeters", "type", "self", "gen", "a-b", ""]),
            (&REGION, &["us", "us-east_1"], &["US", "", "a b"]),
            (
                &URL,
                &["https://a.test", "http://localhost:1/v1"],
                &["a.test", "ftp://a", "https://", "https://u@a", "https://a?b", "https://{r}.a"],
            ),
            (&TOKEN, &["Key", "x-1"], &["", "a b", "é", "a:"]),
            (&SCHEMA_FIELD, &["A.b", "*.b", "A.b.c"], &["A", "A.", ".b", "A. b"]),
            (&PLACE, &["A", "A.b[]", "op.param"], &["", "A..b", "A b"]),
            (&KEYED, &["id", "events[].id"], &["", "a.b", "a[]", "[].id", "a[].b[].c", "a[]b"]),
            (&DOTTED, &["a", "a.b"], &["", "a.", "a b"]),
            (&ID_FORMAT, &["uuid", "ulid"], &["UUID", ""]),
        ];
        for (rule, good, bad) in cases {
            for text in *good {
                assert!((rule.holds)(text), "{text:?} should be {}", rule.wanted);
            }
            for text in *bad {
                assert!(!(rule.holds)(text), "{text:?} should not be {}", rule.wanted);
            }
        }
    }
}
