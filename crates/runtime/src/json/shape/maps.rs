//! Reads and writes maps, member by member, so that one may also stand beside the fields of an object.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Failed, Shape, Way};
use crate::json::{Sink, Source};

/// A map by the names of its members.
pub trait Members {
    /// Reads one more member.
    ///
    /// # Errors
    /// When its value is something else.
    fn read_member(&mut self, name: String, source: &mut dyn Source, way: Way) -> Result<(), Failed>;

    /// How many members there are.
    fn count(&self) -> usize;

    /// Hands every member on, in order.
    ///
    /// # Errors
    /// The first that `write` gives.
    fn write_members(&self, write: &mut dyn FnMut(&str, &dyn Shape) -> Result<(), Failed>) -> Result<(), Failed>;
}

impl<T: Shape> Members for BTreeMap<String, T> {
    fn read_member(&mut self, name: String, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        let mut value = T::blank();
        value.read(source, way)?;
        self.insert(name, value);
        Ok(())
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn write_members(&self, write: &mut dyn FnMut(&str, &dyn Shape) -> Result<(), Failed>) -> Result<(), Failed> {
        self.iter().try_for_each(|(name, value)| write(name, value))
    }
}

impl<T: Shape> Shape for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        source.map(self, way)
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        sink.map(self, way)
    }
}

impl Members for Map<String, Value> {
    fn read_member(&mut self, name: String, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        self.insert(name, source.value()?);
        Ok(())
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn write_members(&self, write: &mut dyn FnMut(&str, &dyn Shape) -> Result<(), Failed>) -> Result<(), Failed> {
        self.iter().try_for_each(|(name, value)| write(name, value))
    }
}

impl Shape for Map<String, Value> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, source: &mut dyn Source, way: Way) -> Result<(), Failed> {
        source.map(self, way)
    }

    fn write(&self, sink: &mut dyn Sink, way: Way) -> Result<(), Failed> {
        sink.map(self, way)
    }
}
