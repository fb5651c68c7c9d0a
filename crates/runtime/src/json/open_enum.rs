//! Gives an enum with a last variant `Other` the texts or numbers of its known variants.

/// Writes `as_str`, `From`, `Display`, `AsRef` and serde for an enum of texts that keeps unknown ones in `Other(String)`.
///
/// A known text never becomes `Other`, and `Other` is written back unchanged.
///
/// ```
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// pub enum CloudPartner { Aws, Empty, Other(String) }
/// rt::open_enum!(CloudPartner, Aws = "AWS", Empty = "");
///
/// assert_eq!(CloudPartner::from("AWS"), CloudPartner::Aws);
/// assert_eq!(CloudPartner::from("OCI").as_str(), "OCI");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident, $($variant:ident = $text:literal),+ $(,)?) => {
        impl $name {
            /// The text as it goes over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            fn known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other(::std::string::String::from(text)))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text).unwrap_or(Self::Other(text))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::codegen_v1::Shape for $name {
            fn blank() -> Self {
                Self::Other(::std::string::String::new())
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen_v1::Source,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                source.text("a string", &mut |text| {
                    *self = Self::from(text);
                    ::core::result::Result::Ok(())
                })
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen_v1::Sink,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                sink.string(self.as_str())
            }
        }

        $crate::__serde!($name);
    };
}

/// Writes `value`, `From`, `Display` and serde for an enum of integers that keeps unknown ones in `Other(i64)`.
///
/// ```
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// pub enum Level { Low, High, Other(i64) }
/// rt::open_integer_enum!(Level, Low = 1, High = 2);
///
/// assert_eq!(Level::from(2), Level::High);
/// assert_eq!(Level::from(9).value(), 9);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __open_integer_enum {
    ($name:ident, $($variant:ident = $value:literal),+ $(,)?) => {
        impl $name {
            /// The number as it goes over the wire.
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Other(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)+
                    _ => Self::Other(value),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::codegen_v1::Shape for $name {
            fn blank() -> Self {
                Self::Other(0)
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen_v1::Source,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                *self = Self::from(source.integer()?);
                ::core::result::Result::Ok(())
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen_v1::Sink,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                sink.integer(self.value())
            }
        }

        $crate::__serde!($name);
    };
}

// The macros write for public types.
#[cfg(test)]
#[expect(unreachable_pub)]
mod tests {
    use std::collections::BTreeMap;

    use crate::codegen_v1 as rt;

    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    enum CloudPartner {
        Aws,
        Azure,
        Empty,
        Other(String),
    }
    rt::open_enum!(CloudPartner, Aws = "AWS", Azure = "AZURE", Empty = "");

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Level {
        Unset,
        Low,
        Other(i64),
    }
    rt::open_integer_enum!(Level, Unset = -1, Low = 1);

    #[test]
    fn texts_go_there_and_back() {
        for (text, partner) in [
            ("AWS", CloudPartner::Aws),
            ("AZURE", CloudPartner::Azure),
            ("", CloudPartner::Empty),
            ("aws", CloudPartner::Other("aws".to_owned())),
            ("a \"new\" one", CloudPartner::Other("a \"new\" one".to_owned())),
        ] {
            assert_eq!(CloudPartner::from(text), partner);
            assert_eq!(CloudPartner::from(text.to_owned()), partner);
            assert_eq!(partner.as_str(), text);
            assert_eq!(partner.to_string(), text);
            assert_eq!(partner.as_ref() as &str, text);
            let json = serde_json::to_string(text).unwrap();
            assert_eq!(serde_json::to_string(&partner).unwrap(), json);
            assert_eq!(serde_json::from_str::<CloudPartner>(&json).unwrap(), partner);
            assert_eq!(serde_json::from_value::<CloudPartner>(text.into()).unwrap(), partner);
        }
    }

    #[test]
    fn texts_can_be_keys_of_a_map() {
        let json = r#"{"AWS":1,"OCI":2}"#;
        let map: BTreeMap<CloudPartner, i64> = serde_json::from_str(json).unwrap();
        assert_eq!(map[&CloudPartner::Aws], 1);
        assert_eq!(serde_json::to_string(&map).unwrap(), json);
    }

    #[test]
    fn numbers_go_there_and_back() {
        for (value, level) in
            [(-1, Level::Unset), (1, Level::Low), (7, Level::Other(7)), (i64::MIN, Level::Other(i64::MIN))]
        {
            assert_eq!(Level::from(value), level);
            assert_eq!(level.value(), value);
            assert_eq!(serde_json::to_string(&level).unwrap(), level.to_string());
            assert_eq!(serde_json::from_str::<Level>(&value.to_string()).unwrap(), level);
        }
    }

    #[test]
    fn other_kinds_of_json_are_errors() {
        assert!(serde_json::from_str::<CloudPartner>("1").unwrap_err().to_string().contains("expected a string"));
        assert!(serde_json::from_str::<CloudPartner>("null").is_err());
        assert!(serde_json::from_str::<Level>("\"1\"").is_err());
        assert!(serde_json::from_str::<Level>("1.5").is_err());
    }
}
