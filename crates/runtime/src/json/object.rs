//! Gives a struct its table of fields, by which it reads and writes itself.

use super::shape::Way;

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub(super) name: &'static str,
    /// How it is written.
    pub(super) way: Way,
    /// Whether `None` is written as null instead of being left out.
    pub(super) writes_null: bool,
}

impl Field {
    /// A field that is left out when it is `None`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, way: Way::Plain, writes_null: false }
    }

    /// The field, written as text.
    #[must_use]
    pub const fn text(self) -> Self {
        Self { way: Way::Text, ..self }
    }

    /// The field, null when it is `None`.
    #[must_use]
    pub const fn null(self) -> Self {
        Self { writes_null: true, ..self }
    }
}

/// Writes serde for a struct: each field with its name on the wire, in the order in which they are written.
///
/// - A field that is `None` is left out, with `or null` it is written as null.
/// - A decimal is written as a number, with `as text` as a string. Either is read.
/// - `..name` at the end is a map that keeps the members of every other name; without it they are read past.
///
/// Whatever is no `Option` has to be there. An array is no object.
///
/// ```
/// use meterforge_runtime::Decimal;
/// use meterforge_runtime::codegen_v1 as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub struct Price { plan_id: String, amount: Decimal, note: Option<String> }
/// rt::object!(Price, plan_id = "planId", amount = "amount" as text, note = "note");
///
/// let price: Price = rt::serde_json::from_str(r#"{"planId":"p_1","amount":1.10,"new":[]}"#)?;
/// assert_eq!(rt::serde_json::to_string(&price)?, r#"{"planId":"p_1","amount":"1.10"}"#);
/// # Ok::<(), rt::serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident $(, $field:ident = $wire:literal $(as $way:ident)? $(or $null:ident)?)* $(, ..$others:ident)? $(,)?) => {
        impl $crate::codegen_v1::Shape for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::codegen_v1::Shape::blank(),)*
                    $($others: $crate::codegen_v1::Shape::blank(),)?
                }
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen_v1::Source,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                source.object(
                    Self::FIELDS,
                    &mut [$(&mut self.$field),*],
                    $crate::__others!($(&mut self.$others)?),
                )
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen_v1::Sink,
                _way: $crate::codegen_v1::Way,
            ) -> ::core::result::Result<(), $crate::codegen_v1::Failed> {
                sink.object(Self::FIELDS, &[$(&self.$field),*], $crate::__others!($(&self.$others)?))
            }
        }

        impl $name {
            const FIELDS: &'static [$crate::codegen_v1::Field] =
                &[$($crate::codegen_v1::Field::new($wire)$(.$way())?$(.$null())?),*];
        }

        $crate::__serde!($name);
    };
}

/// The map of other members, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __others {
    () => {
        ::core::option::Option::None
    };
    ($others:expr) => {
        ::core::option::Option::Some($others)
    };
}

#[cfg(test)]
mod tests;
