//! Feeds JSON text to the tree: the YAML parser refuses surrogate pairs and a tab behind a colon, which JSON allows.

use serde_json::value::RawValue;

use super::tree::{Scalar, Stop, Tree};
use super::{Number, Value};
use crate::diagnostic::Diagnostic;

/// Reads a JSON document into `tree`; every reason to stop is reported there.
pub(super) fn read(tree: &mut Tree<'_>) -> Result<(), Stop> {
    let mut reader = Reader { text: tree.text, at: 0, open: Vec::new() };
    let mut expected = Expected::Value;
    loop {
        reader.skip_white_space();
        expected = match expected {
            Expected::Nothing if reader.at == reader.text.len() => return Ok(()),
            _ => reader.step(tree, expected)?,
        };
    }
}

/// What may stand next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    /// A value, or the end of the empty array.
    ValueOrEnd,
    /// A member's name, or the end of the empty object.
    NameOrEnd,
    Name,
    Colon,
    /// `,` or the bracket that closes.
    CommaOrEnd,
    /// Only the end of the text.
    Nothing,
}

struct Reader<'text> {
    text: &'text str,
    at: usize,
    /// For each open collection, the bracket that closes it.
    open: Vec<u8>,
}

impl<'text> Reader<'text> {
    fn step(&mut self, tree: &mut Tree<'_>, expected: Expected) -> Result<Expected, Stop> {
        let next = self.text.as_bytes().get(self.at).copied().unwrap_or_default();
        let closes = self.open.last() == Some(&next);
        match (expected, next) {
            (Expected::ValueOrEnd | Expected::NameOrEnd | Expected::CommaOrEnd, _) if closes => {
                self.at += 1;
                self.open.pop();
                tree.close(Some(self.position()))?;
                Ok(self.after_value())
            }
            (Expected::Value | Expected::ValueOrEnd, b'{') => {
                tree.open_map(self.position(), 0)?;
                Ok(self.descend(b'}', Expected::NameOrEnd))
            }
            (Expected::Value | Expected::ValueOrEnd, b'[') => {
                tree.open_list(self.position(), 0)?;
                Ok(self.descend(b']', Expected::ValueOrEnd))
            }
            (Expected::Value | Expected::ValueOrEnd, _) => {
                self.scalar(tree)?;
                Ok(self.after_value())
            }
            (Expected::Name | Expected::NameOrEnd, b'"') => {
                self.scalar(tree)?;
                Ok(Expected::Colon)
            }
            (Expected::Colon, b':') => {
                self.at += 1;
                Ok(Expected::Value)
            }
            (Expected::CommaOrEnd, b',') => {
                self.at += 1;
                Ok(if self.open.last() == Some(&b'}') { Expected::Name } else { Expected::Value })
            }
            _ => self.refuse(tree, expected),
        }
    }

    fn descend(&mut self, closing: u8, expected: Expected) -> Expected {
        self.at += 1;
        self.open.push(closing);
        expected
    }

    fn after_value(&self) -> Expected {
        if self.open.is_empty() { Expected::Nothing } else { Expected::CommaOrEnd }
    }

    /// A string, number or word. What it says is left to `serde_json`, where it ends is seen here.
    fn scalar(&mut self, tree: &mut Tree<'_>) -> Result<(), Stop> {
        let start = self.position();
        let rest = &self.text[self.at..];
        let is_string = rest.starts_with('"');
        let length = if is_string { string_length(rest) } else { word_length(rest) };
        let written = &rest[..length];
        let value = match written {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ if is_string => serde_json::from_str(written).ok().map(Value::String),
            // A raw value is checked for its form only: numbers beyond `f64` are numbers too.
            _ => serde_json::from_str::<&RawValue>(written).ok().map(|_| Value::Number(Number(written.into()))),
        };
        let Some(value) = value else { return self.refuse(tree, Expected::Value) };
        self.at += length;
        tree.scalar(Scalar { value, written, is_plain: false }, start, self.position(), 0)
    }

    fn refuse<T>(&self, tree: &mut Tree<'_>, expected: Expected) -> Result<T, Stop> {
        let is_object = self.open.last() == Some(&b'}');
        let wanted = match expected {
            Expected::Value if self.text[self.at..].starts_with('"') => "a string that is closed and has valid escapes",
            Expected::Value => "a value",
            Expected::ValueOrEnd => "a value or `]`",
            Expected::NameOrEnd => "a name in quotes or `}`",
            Expected::Name => "a name in quotes",
            Expected::Colon => "`:`",
            Expected::CommaOrEnd if is_object => "`,` or `}`",
            Expected::CommaOrEnd => "`,` or `]`",
            Expected::Nothing => "the end of the file",
        };
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        let start = self.position();
        let span = tree.span(start, start + u32::try_from(length).unwrap_or_default());
        tree.stop(Diagnostic::error("NK006", span, format!("not JSON: expected {wanted}")))
    }

    fn skip_white_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    }

    fn position(&self) -> u32 {
        u32::try_from(self.at).unwrap_or(u32::MAX)
    }
}

/// Length of the string literal at the start of a text, with both quotes; the whole line when it is not closed.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            b'\n' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Length of the number or word at the start of a text.
fn word_length(text: &str) -> usize {
    let is_end = |character: char| character.is_whitespace() || "{}[],:\"".contains(character);
    text.find(is_end).unwrap_or(text.len())
}
