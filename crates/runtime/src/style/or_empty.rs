//! Shows a value, or nothing at all where there is none.

use std::fmt;

/// A parameter that may go out without a value (`allowEmptyValue`).
#[derive(Clone, Copy, Debug)]
pub struct OrEmpty<'a, T>(pub &'a Option<T>);

impl<T: fmt::Display> fmt::Display for OrEmpty<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}
