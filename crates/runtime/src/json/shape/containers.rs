//! Carries reading and writing through options, lists and boxes, and with it the way a field is written.

use super::{Failed, Shape, Way};
use crate::json::{Sink, Source};

/// Room for a value that may be null.
pub trait Nullable {
    /// Makes room for the value that is there.
    fn fill(&mut self) -> &mut dyn Shape;

    /// Whether null fills the room too, with a blank value.
    fn keeps_null(&self) -> bool;
}

/// Values one behind the other.
pub trait List {
    /// Makes room for one more.
    fn add(&mut self) -> &mut dyn Shape;

    /// How many there are.
    fn count(&self) -> usize;

    /// The one at an index below [`count`](Self::count).
    fn item(&self, index: usize) -> &dyn Shape;
}

impl<T: Shape> Nullable for Option<T> {
    fn fill(&mut self) -> &mut dyn Shape {
        self.insert(T::blank())
    }

    fn keeps_null(&self) -> bool {
        T::stands_for_null()
    }
}

impl<T: Shape> Shape for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        source.option(self, way)
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        match self {
            Some(value) => value.write(sink, way),
            None => sink.null(),
        }
    }

    fn stands_for_null() -> bool {
        true
    }

    fn may_be_absent(&self) -> bool {
        true
    }

    fn is_none(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> List for Vec<T> {
    fn add(&mut self) -> &mut dyn Shape {
        let index = self.len();
        self.push(T::blank());
        &mut self[index]
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> &dyn Shape {
        &self[index]
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        source.list(self, way)
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        sink.list(self, way)
    }
}

impl<T: Shape> Shape for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        (**self).read(source, way)
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        (**self).write(sink, way)
    }

    fn stands_for_null() -> bool {
        T::stands_for_null()
    }

    fn may_be_absent(&self) -> bool {
        (**self).may_be_absent()
    }

    fn is_none(&self) -> bool {
        (**self).is_none()
    }
}
