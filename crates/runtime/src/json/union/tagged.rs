//! Chooses the member of a union by the text of its tag.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The text of the tag; none when there is no object, no such field, or no text in it.
pub fn union_tag(json: &[u8], field: &str) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let tag = deserializer.deserialize_map(TagVisitor { field }).ok()??;
    serde_json::from_slice(tag.get().as_bytes()).ok()
}

struct TagVisitor<'a> {
    field: &'a str,
}

impl<'de> Visitor<'de> for TagVisitor<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut tag = None;
        while let Some(is_tag) = map.next_key_seed(Is(self.field))? {
            if is_tag {
                tag = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(tag)
    }
}

/// Asks of a key whether it is this text, without keeping it.
struct Is<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

/// Writes serde for an enum whose members a tag field tells apart; the last variant, `Other(Value)`, keeps the rest.
///
/// The members hold the tag field themselves, so a member is written as it is. An object whose tag is known and whose
/// fields do not fit is an error; whatever has no known tag is `Other`.
///
/// ```
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub struct Anchor { r#type: String, day: i64 }
/// rt::object!(Anchor, r#type = "type", day = "day");
///
/// #[derive(Debug, PartialEq)]
/// pub enum Alignment { Anchored(Box<Anchor>), Other(rt::serde_json::Value) }
/// rt::tagged_union!(Alignment, "type", Anchored = "anchored" | "anchored_v2");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($name:ident, $tag:literal, $($variant:ident = $($text:literal)|+),+ $(,)?) => {
        $crate::__union!($name, $($variant),+; |json| {
            match $crate::codegen_v1::union_tag(json, $tag).as_deref() {
                $(::core::option::Option::Some($($text)|+) => {
                    $crate::codegen_v1::read_member(json).map(Self::$variant)
                })+
                _ => $crate::codegen_v1::read_member(json).map(Self::Other),
            }
        });
    };
}
