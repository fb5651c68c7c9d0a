//! What a value writes itself to.

use std::fmt::Display;

use serde_json::{Value, value::RawValue};

use super::object::Field;
use super::shape::{Failed, List, Members, Shape, Way};

/// The place of one value, to be written once.
///
/// Every method fails when the format behind it does.
#[allow(clippy::missing_errors_doc)]
pub trait Sink {
    /// Null.
    fn null(&mut self) -> Result<(), Failed>;

    /// A truth value.
    fn bool(&mut self, value: bool) -> Result<(), Failed>;

    /// A whole number.
    fn integer(&mut self, value: i64) -> Result<(), Failed>;

    /// A whole number that is never negative.
    fn unsigned(&mut self, value: u64) -> Result<(), Failed>;

    /// Any number.
    fn float(&mut self, value: f64) -> Result<(), Failed>;

    /// A text.
    fn string(&mut self, value: &str) -> Result<(), Failed>;

    /// What is shown, as a text.
    fn display(&mut self, value: &dyn Display) -> Result<(), Failed>;

    /// JSON as it stands.
    fn json(&mut self, json: &RawValue) -> Result<(), Failed>;

    /// Any JSON value.
    fn value(&mut self, value: &Value) -> Result<(), Failed>;

    /// A list.
    fn list(&mut self, list: &dyn List, way: Way) -> Result<(), Failed>;

    /// An object with members of any name.
    fn map(&mut self, members: &dyn Members, way: Way) -> Result<(), Failed>;

    /// An object with fields, each with the value of the same place, and members of other names.
    fn object(
        &mut self,
        fields: &'static [Field],
        values: &[&dyn Shape],
        others: Option<&dyn Members>,
    ) -> Result<(), Failed>;
}
