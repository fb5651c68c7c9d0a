//! Hands a text on inside the visitor, so that an objection carries the position of this very text.

use std::fmt;

use serde::de::{Error, Visitor};

use crate::json::shape::Failed;

pub(super) struct Reader<'a> {
    pub(super) expected: &'static str,
    pub(super) take: &'a mut dyn FnMut(&str) -> Result<(), Failed>,
}

impl Visitor<'_> for Reader<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        (self.take)(text).map_err(E::custom)
    }
}
