//! What a value reads itself from.

use serde_json::{Value, value::RawValue};

use super::object::Field;
use super::shape::{Failed, List, Members, Nullable, Shape, Way};

/// One value that is there to be read, once.
///
/// Every method fails when there is something else.
#[allow(clippy::missing_errors_doc)]
pub trait Source {
    /// A truth value.
    fn bool(&mut self) -> Result<bool, Failed>;

    /// A whole number.
    fn integer(&mut self) -> Result<i64, Failed>;

    /// A whole number that is never negative.
    fn unsigned(&mut self) -> Result<u64, Failed>;

    /// Any number.
    fn float(&mut self) -> Result<f64, Failed>;

    /// A text.
    fn string(&mut self) -> Result<String, Failed>;

    /// A text, handed on while the source still knows where it stands; `expected` finishes "expected …" when it is none.
    fn text(&mut self, expected: &'static str, take: &mut dyn FnMut(&str) -> Result<(), Failed>) -> Result<(), Failed>;

    /// The JSON text of the value, from formats that have it.
    fn json(&mut self) -> Result<Box<RawValue>, Failed>;

    /// Whatever it is.
    fn value(&mut self) -> Result<Value, Failed>;

    /// A value or null.
    fn option(&mut self, value: &mut dyn Nullable, way: Way) -> Result<(), Failed>;

    /// A list.
    fn list(&mut self, list: &mut dyn List, way: Way) -> Result<(), Failed>;

    /// An object with members of any name.
    fn map(&mut self, members: &mut dyn Members, way: Way) -> Result<(), Failed>;

    /// An object with fields, each into the value of the same place; members of other names go to `others`.
    fn object(
        &mut self,
        fields: &'static [Field],
        values: &mut [&mut dyn Shape],
        others: Option<&mut dyn Members>,
    ) -> Result<(), Failed>;
}
