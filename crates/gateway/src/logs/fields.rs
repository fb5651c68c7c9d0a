//! Keeps the fields of spans until a line needs them.
//!
//! The library's own way writes the fields of every span as JSON at once, and reads and writes them again for every field
//! that is recorded later. Most spans are in no line at all.

use std::fmt;

use serde::ser::SerializeMap;
use serde_json::Value;
use tracing::field::{Field, Visit};

/// Fields by their names, in the order in which they came.
#[derive(Debug)]
pub(super) struct Fields(Vec<(&'static str, Value)>);

impl Default for Fields {
    fn default() -> Self {
        // As many as most spans come to have.
        Self(Vec::with_capacity(8))
    }
}

impl Fields {
    /// Puts a field where it was before, or at the end.
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        // As the library writes a name that is a keyword.
        let name = field.name().strip_prefix("r#").unwrap_or(field.name());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value.into(),
            None => self.0.push((name, value.into())),
        }
    }

    /// Writes them into an object.
    pub(super) fn write<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(name, value)| object.serialize_entry(name, value))
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        self.put(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, format!("{value:?}"));
    }
}
