//! Turns JSON bytes into values, and failures into the path where they happened.

mod decimal;
mod decode_error;
mod formats;
mod object;
mod open_enum;
mod path;
mod reading;
mod shape;
mod sink;
mod source;
mod text_newtype;
mod union;
mod writing;

use serde::de::DeserializeOwned;

pub use decimal::DecimalNumber;
pub use decode_error::DecodeError;
pub use formats::{deserialize, serialize};
pub use object::Field;
pub use shape::{Failed, List, Members, Nullable, Shape, Way};
pub use sink::Sink;
pub use source::Source;
pub use union::{fit_union, read_member, read_union, union_tag};

/// Decodes a body. Apart from the blank value, nothing here is compiled for each type.
pub(crate) fn decode<T: Shape>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    decode_into(bytes, &mut value)?;
    Ok(value)
}

/// Decodes a body into a value.
fn decode_into(bytes: &[u8], value: &mut dyn Shape) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = reading::Reading::read(&mut deserializer, value, Way::Plain);
    read.and_then(|()| deserializer.end()).map_err(|error| DecodeError::locate(bytes, &error))
}

/// Decodes a body into a type of the caller's own.
///
/// # Errors
/// When the text is no JSON, or not what the type asks for; the error says where.
pub fn decode_serde<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| DecodeError::locate(bytes, &error))
}

/// Encodes a body.
pub(crate) fn encode(value: &dyn Shape) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(128);
    serialize(value, &mut serde_json::Serializer::new(&mut json))?;
    Ok(json)
}
