//! Turns JSON bytes into values, and failures into the path where they happened.

mod bare_decimal;
pub mod decimal_number;
pub mod decimal_string;
mod decode_error;
pub mod double_option;
mod open_enum;
mod path;
pub mod secret;
mod shape;
mod text;
mod text_newtype;
mod union;

pub use bare_decimal::DecimalNumber;
pub use decode_error::DecodeError;
pub use shape::Shape;
pub use text::{integer, text};
pub use union::{Union, deserialize_union, fit_union, read_union, union_tag};

/// Decodes a body; the only way in which this crate and the generated ones read JSON, so that each type is compiled for
/// one kind of reader.
///
/// # Errors
/// When the text is no JSON, or not what the type asks for; the error says where.
pub fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| DecodeError::locate(bytes, &error))
}
