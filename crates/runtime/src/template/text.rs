//! Fills templates of text.

use std::fmt::Write;

use percent_encoding::utf8_percent_encode;

use super::{Found, Inputs, Piece, Reference, pieces};
use crate::error::Error;
use crate::style::RESERVED;

/// How a value is written into the text around it, so that it stays a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// As it is.
    Plain,
    /// As the inside of a JSON string; what is no text, as JSON.
    Json,
    /// As text of XML.
    Xml,
    /// As the inside of a string of SPARQL.
    Sparql,
    /// Percent-encoded, as a field of a form.
    Form,
}

/// What becomes of a template that lacks an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// It is left out where the caller gave none of its inputs, and an error where some are missing.
    LeftOut,
    /// It is an error.
    Refused,
}

/// The one hole of which a template is made, when there is nothing else in it: what fills it, as JSON.
pub(crate) fn single<'a>(template: &'a str, inputs: &'a Inputs<'_>) -> Result<Option<Option<String>>, Error> {
    let mut all = pieces(template);
    let (Some(Piece::Hole(reference)), None) = (all.next(), all.next()) else { return Ok(None) };
    Ok(Some(match inputs.find(reference)? {
        None => None,
        Some(Found::Input(json)) => Some(json.to_owned()),
        Some(Found::Variable(secret)) => Some(quoted(secret.expose())),
    }))
}

/// The text, and whether a variable is in it; none where it is left out. `name` is for the error.
pub(crate) fn text(
    name: &str,
    template: &str,
    inputs: &Inputs<'_>,
    filled: Filled,
    lacking: Lacking,
) -> Result<Option<(String, bool)>, Error> {
    let (mut text, mut holds_variable) = (String::with_capacity(template.len()), false);
    let (mut missing, mut is_given, mut has_inputs) = (None, false, false);
    for piece in pieces(template) {
        let reference = match piece {
            Piece::Text(literal) => {
                text.push_str(literal);
                continue;
            }
            Piece::Hole(reference) => reference,
        };
        has_inputs |= matches!(reference, Reference::Input(_));
        match inputs.find(reference)? {
            None => missing = missing.or(Some(reference)),
            Some(Found::Input(json)) => {
                is_given = true;
                push(&mut text, json, filled);
            }
            Some(Found::Variable(secret)) => {
                holds_variable = true;
                push_text(&mut text, secret.expose(), filled);
            }
        }
    }
    let Some(missing) = missing else { return Ok(Some((text, holds_variable))) };
    let is_nothing_given = if has_inputs { !is_given } else { !holds_variable };
    if lacking == Lacking::LeftOut && is_nothing_given {
        return Ok(None);
    }
    Err(match missing {
        Reference::Input(input) => {
            Error::invalid_input(input.to_owned(), format!("has no value, which `{name}` needs"))
        }
        Reference::Variable(variable) => {
            let problem =
                format!("no value for the variable {variable}, which `{name}` needs: call `variable`, or set it");
            Error::configuration(problem)
        }
    })
}

/// Adds a value that is given as JSON.
fn push(text: &mut String, json: &str, filled: Filled) {
    match serde_json::from_str::<String>(json) {
        Ok(value) => push_text(text, &value, filled),
        // JSON inside JSON is itself; elsewhere it is text.
        Err(_) if filled == Filled::Json => text.push_str(json),
        Err(_) => push_text(text, json, filled),
    }
}

fn push_text(text: &mut String, value: &str, filled: Filled) {
    match filled {
        Filled::Plain => text.push_str(value),
        Filled::Json => {
            let quoted = quoted(value);
            text.push_str(quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default());
        }
        Filled::Xml => value.chars().for_each(|c| match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&apos;"),
            c => text.push(c),
        }),
        Filled::Sparql => value.chars().for_each(|c| match c {
            '\\' | '"' | '\'' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c => text.push(c),
        }),
        Filled::Form => {
            // Writing into a string does not fail.
            let _ = write!(text, "{}", utf8_percent_encode(value, RESERVED));
        }
    }
}

/// A text as JSON, which any text has.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
