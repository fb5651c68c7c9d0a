//! Gives a newtype around a `String` its conversions.

/// Writes `as_str`, `From`, `Display`, `AsRef` and serde for `struct OrgId(String)`.
///
/// ```
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
/// pub struct OrgId(String);
/// rt::text_newtype!(OrgId);
///
/// assert_eq!(OrgId::from("org_1").as_str(), "org_1");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __text_newtype {
    ($name:ident $(,)?) => {
        impl $name {
            /// The text as it goes over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(::std::string::String::from(text))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::core::convert::From<&::std::string::String> for $name {
            fn from(text: &::std::string::String) -> Self {
                Self(::core::clone::Clone::clone(text))
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(text: &$name) -> Self {
                ::core::clone::Clone::clone(text)
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl $crate::codegen_v1::Shape for $name {
            fn blank() -> Self {
                Self(::std::string::String::new())
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen_v1::Source,
                way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                $crate::codegen_v1::Shape::read(&mut self.0, source, way)
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen_v1::Sink,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                sink.string(&self.0)
            }
        }

        $crate::__serde!($name);
    };
}

// The macros write for public types.
#[cfg(test)]
#[expect(unreachable_pub)]
mod tests {
    use crate::codegen_v1 as rt;

    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    struct OrgId(String);
    rt::text_newtype!(OrgId);

    #[test]
    fn converts_both_ways() {
        let id = OrgId::from("org_1");
        assert_eq!(OrgId::from("org_1".to_owned()), id);
        assert_eq!(OrgId::from(&"org_1".to_owned()), id);
        assert_eq!(OrgId::from(&id), id);
        assert_eq!(format!("{id:>6}"), " org_1");
        assert_eq!(id.as_ref() as &str, id.as_str());
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"org_1\"");
        assert_eq!(serde_json::from_str::<OrgId>("\"org_1\"").unwrap(), id);
        assert_eq!(String::from(id), "org_1");
    }
}
