//! Reads the raw text of a union, finds the member it fits, and keeps the path of what does not fit.

mod depth;
mod tagged;
mod untagged;

use super::shape::{Failed, Shape};
use super::source::Source;
use super::{DecodeError, decode};

pub use tagged::union_tag;
pub use untagged::fit_union;

/// Hands the raw text of a union on: it chooses its member from JSON, so that serde buffers nothing and no digit of a
/// number is lost. Only what no member takes becomes a `serde_json::Value`, with numbers as that type keeps them.
///
/// # Errors
/// Those of the member; their path goes along in the message, from where [`DecodeError`] takes it up again. A union
/// nested deeper than serde_json reads is refused as a whole: its members begin to count the depth anew.
pub fn read_union<U>(source: &mut dyn Source, read: fn(&[u8]) -> Result<U, DecodeError>) -> Result<U, Failed> {
    let json = source.json()?;
    let json = json.get().as_bytes();
    if depth::is_beyond_limit(json) {
        return Err(Failed::because("recursion limit exceeded"));
    }
    read(json).map_err(|error| Failed::because(error.to_nested(json.len())))
}

/// Reads a member, or the JSON value that no member fits.
///
/// # Errors
/// Those of the member, with a path that begins at the union.
pub fn read_member<T: Shape>(json: &[u8]) -> Result<T, DecodeError> {
    decode(json)
}

/// Writes [`Shape`] and serde for a union that chooses its member: each variant as the member it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident, $($variant:ident),+; |$json:ident| $read:expr) => {
        impl $name {
            fn from_json($json: &[u8]) -> ::core::result::Result<Self, $crate::codegen_v1::DecodeError> {
                $read
            }
        }

        impl $crate::codegen_v1::Shape for $name {
            fn blank() -> Self {
                Self::Other($crate::codegen_v1::serde_json::Value::Null)
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen_v1::Source,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                *self = $crate::codegen_v1::read_union(source, Self::from_json)?;
                ::core::result::Result::Ok(())
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen_v1::Sink,
                way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                let member: &dyn $crate::codegen_v1::Shape = match self {
                    $(Self::$variant(member) => member,)+
                    Self::Other(value) => value,
                };
                member.write(sink, way)
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests;
