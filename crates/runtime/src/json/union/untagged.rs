//! Chooses the first member of a union that the JSON fits.

use serde::de::DeserializeOwned;

use crate::json::decode;

/// Reads a member if the JSON fits it.
///
/// Serde also takes an array for a struct, field by field. No contract means that, so an array fits only what an empty
/// object does not.
pub fn fit_union<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    let member = decode(json).ok()?;
    (!json.starts_with(b"[") || !reads_objects::<T>()).then_some(member)
}

/// Whether the type reads from an object, if perhaps not from an empty one.
fn reads_objects<T: DeserializeOwned>() -> bool {
    match decode::<T>(b"{}") {
        Ok(_) => true,
        Err(error) => !error.message.starts_with("invalid type: map,"),
    }
}

/// Writes serde for an enum of members tried in turn; the last variant, `Other(Value)`, keeps what fits none.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub enum Filter { Text(String), List(Vec<String>), Other(rt::serde_json::Value) }
/// rt::untagged_union!(Filter, Text, List);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged_union {
    ($name:ident, $($variant:ident),+ $(,)?) => {
        impl $crate::codegen_v1::Union for $name {
            fn read(json: &[u8]) -> ::core::result::Result<Self, $crate::codegen_v1::DecodeError> {
                $(if let ::core::option::Option::Some(member) = $crate::codegen_v1::fit_union(json) {
                    return ::core::result::Result::Ok(Self::$variant(member));
                })+
                $crate::codegen_v1::read_union(json).map(Self::Other)
            }
        }

        $crate::__union_serde!($name, $($variant),+);
    };
}
