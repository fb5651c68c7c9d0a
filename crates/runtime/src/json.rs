//! Turns JSON bytes into values, and failures into the path where they happened.

use std::error::Error as StdError;
use std::fmt;

/// Why a body is not what was expected, and where in it.
#[derive(Debug)]
pub struct DecodeError {
    /// The place in the body, such as `.usageRecordGroups[3].records`.
    pub(crate) path: String,
    /// What was found and what was expected.
    pub(crate) message: String,
    /// What the JSON reader said.
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Decodes a body.
pub(crate) fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| DecodeError {
        path: String::new(),
        message: error.to_string(),
        source: None,
    })
}
