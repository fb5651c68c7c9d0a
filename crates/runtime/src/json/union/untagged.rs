//! Chooses the first member of a union that the JSON fits.

use crate::json::{decode, shape::Shape};

/// Reads a member if the JSON fits it.
pub fn fit_union<T: Shape>(json: &[u8]) -> Option<T> {
    decode(json).ok()
}

/// Writes serde for an enum of members tried in turn; the last variant, `Other(Value)`, keeps what fits none.
///
/// ```
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
        $crate::__union!($name, $($variant),+; |json| {
            $(if let ::core::option::Option::Some(member) = $crate::codegen_v1::fit_union(json) {
                return ::core::result::Result::Ok(Self::$variant(member));
            })+
            $crate::codegen_v1::read_member(json).map(Self::Other)
        });
    };
}
