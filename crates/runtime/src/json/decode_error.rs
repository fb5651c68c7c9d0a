//! Turns what the JSON reader says into a message and the path of the value it speaks of.

use std::{error::Error as StdError, fmt};

use super::path::{self, Stop};
use crate::boxed::BoxError;

/// Why a body is not what was expected, and where in it.
#[derive(Debug)]
pub struct DecodeError {
    /// The place in the body, such as `.usageRecordGroups[3].records`; a lone `.` is the whole body, and empty is a
    /// body that is not read as JSON at all.
    pub(crate) path: String,
    /// What was found and what was expected.
    pub(crate) message: String,
    /// What lies below, when the message does not say it all.
    pub(crate) source: Option<BoxError>,
}

impl DecodeError {
    /// Where in the body, such as `.usageRecordGroups[3].records`; a lone `.` is the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A good status for which the contract names no answer, so that nobody knows what the body is.
    #[doc(hidden)]
    #[must_use]
    pub fn unexpected_status(status: u16) -> Self {
        Self { path: String::new(), message: format!("the contract names no answer of status {status}"), source: None }
    }

    /// A body that is not packed as its `Content-Encoding` says, so that there is nothing to read.
    pub(crate) fn unpacking(cause: BoxError) -> Self {
        Self { path: String::new(), message: "the body cannot be unpacked".to_owned(), source: Some(cause) }
    }

    /// Finds the path at which the reader gave up on `body`.
    pub(crate) fn locate(body: &[u8], error: &serde_json::Error) -> Self {
        let text = error.to_string();
        if !error.is_data() {
            // The byte that cannot stand there is counted by the reader; where a body just ends there is none. The path
            // of a body that is no JSON says little, so line and column stay in the message.
            let column = if error.is_syntax() { error.column().saturating_sub(1) } else { error.column() };
            return Self { path: path::at(body, error.line(), column, Stop::AtValue), message: text, source: None };
        }
        let position = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&position).unwrap_or(&text);
        let at = |stop| path::at(body, error.line(), error.column(), stop);
        match from_nested(text) {
            Some((inner, bytes, message)) => {
                let path = path::join(at(Stop::AfterBytes(bytes)), inner);
                Self { path, message: message.to_owned(), source: None }
            }
            None => Self { path: at(stop(text)), message: text.to_owned(), source: None },
        }
    }

    /// The text by which an error inside a union of so many bytes passes through the reader of what holds the union.
    pub(super) fn to_nested(&self, bytes: usize) -> String {
        format!("at {} of {bytes} bytes: {}", self.path, self.message)
    }
}

/// The path, the length and the message inside a text made by [`DecodeError::to_nested`].
fn from_nested(text: &str) -> Option<(&str, usize, &str)> {
    let (path, rest) = path::split(text.strip_prefix("at ")?)?;
    let (bytes, message) = rest.strip_prefix(" of ")?.split_once(" bytes: ")?;
    Some((path, bytes.parse().ok()?, message))
}

/// How far the reader had come, told by serde's own wording; the tests pin it.
fn stop(message: &str) -> Stop {
    if message.starts_with("missing field ") {
        Stop::AfterContainer
    } else if message.starts_with("invalid type: map,") || message.starts_with("invalid type: sequence,") {
        Stop::AtValue
    } else {
        Stop::AfterValue
    }
}

impl fmt::Display for DecodeError {
    /// Only the message: an error that carries this one as its source names the path itself.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests;
