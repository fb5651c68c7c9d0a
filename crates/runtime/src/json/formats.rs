//! Gives every shape the traits of serde, by which users store and move it in any format.

use serde::{Deserializer, Serializer};

use super::reading::Reading;
use super::shape::{Shape, Way};
use super::writing::Writing;

/// Reads a value from a deserializer of any format.
///
/// # Errors
/// When there is something else.
pub fn deserialize<'de, T: Shape, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    Reading::read(deserializer, &mut value, Way::Plain)?;
    Ok(value)
}

/// Writes a value to a serializer of any format.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &dyn Shape, serializer: S) -> Result<S::Ok, S::Error> {
    Writing::write(serializer, value, Way::Plain)
}

/// Writes `Serialize` and `Deserialize` for a type that is a [`Shape`].
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::codegen_v1::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::codegen_v1::serde::Serializer,
            {
                $crate::codegen_v1::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen_v1::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::codegen_v1::serde::Deserializer<'de>,
            {
                $crate::codegen_v1::deserialize(deserializer)
            }
        }
    };
}
