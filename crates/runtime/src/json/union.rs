//! Reads the raw text of a union, finds the member it fits, and keeps the path of what does not fit.

mod tagged;
mod untagged;

use serde::{
    Deserialize,
    de::{DeserializeOwned, Deserializer, Error},
};
use serde_json::value::RawValue;

use super::{DecodeError, decode};

pub use tagged::union_tag;
pub use untagged::fit_union;

/// A union that chooses its member from raw JSON, so that serde buffers nothing and no digit of a number is lost.
///
/// Only what no member takes becomes a `serde_json::Value`, with numbers as that type keeps them.
pub trait Union: Sized {
    /// Reads the member that the JSON fits.
    ///
    /// # Errors
    /// When the member is known and its fields are not what they should be.
    fn read(json: &[u8]) -> Result<Self, DecodeError>;
}

/// Reads a member, or the JSON value that no member fits.
///
/// # Errors
/// Those of the member, with a path that begins at the union.
pub fn read_union<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    decode(json)
}

/// Reads a union from the raw text of the deserializer.
///
/// # Errors
/// Those of the member; their path goes along in the message, from where [`DecodeError`] takes it up again.
pub fn deserialize_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    // Boxed and not borrowed, because a `serde_json::Value` has no text to borrow from.
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    U::read(raw.get().as_bytes()).map_err(|error| D::Error::custom(error.to_nested(raw.get().len())))
}

#[cfg(test)]
mod tests;
