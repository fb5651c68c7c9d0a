//! The capabilities that this binary serves.

use meterforge_surface::Served;

/// Every capability of every SDK crate that is built in: the one place where their lists are joined.
pub(crate) fn capabilities() -> Vec<&'static dyn Served> {
    let lists: &[&[&'static dyn Served]] = &[];
    lists.concat()
}
