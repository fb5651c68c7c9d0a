//! What a value of a body does: read itself from any source, write itself to any sink.
//!
//! Serde instantiates a reader for every pair of type and format, which made up three quarters of what an SDK crate
//! compiled. Here both sides are behind `dyn`: a type only says of what it consists, and all that reads and writes is
//! compiled once, in this crate. Serde still stands on the far side of every source and sink, and every type of an SDK
//! implements its traits by way of [`serialize`] and [`deserialize`].

mod containers;
mod leaves;
mod maps;

use std::fmt;

use super::sink::Sink;
use super::source::Source;

pub use containers::{List, Nullable};
pub use maps::Members;

/// A value of a body.
///
/// A value is read into a blank one, in place, so that a reader needs no room of its own for every field. A blank one
/// never leaves a reader: whatever is required is read over it, or reading fails.
pub trait Shape {
    /// A value that says nothing, to be read over.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value.
    ///
    /// # Errors
    /// When there is something else.
    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed>;

    /// Writes the value.
    ///
    /// # Errors
    /// Those of the sink.
    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed>;

    /// Whether a blank value stands for null, so that a field which may be left out can tell null from absence.
    fn stands_for_null() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether a field of this type may be absent.
    fn may_be_absent(&self) -> bool {
        false
    }

    /// Whether there is nothing to write.
    fn is_none(&self) -> bool {
        false
    }
}

/// How a field is written, where its type leaves a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the type does it by itself: a decimal as a number.
    Plain,
    /// As text: a decimal as a string.
    Text,
}

/// Reading or writing came to an end. Why is kept by the source or the sink, unless the value itself objects.
#[derive(Debug)]
pub struct Failed(pub(super) Option<Box<str>>);

impl Failed {
    /// An objection of the value.
    pub(crate) fn because(message: impl ToString) -> Self {
        Self(Some(message.to_string().into()))
    }

    /// The source or sink knows why.
    pub(super) fn told() -> Self {
        Self(None)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_deref().unwrap_or("the value is not what it should be"))
    }
}
