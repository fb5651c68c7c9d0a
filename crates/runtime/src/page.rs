//! Turns single pages into streams of pages and of items.

mod cursor;
mod items;
mod pages;

use crate::{call::Call, error::Result};

pub use cursor::Cursor;
pub use items::Items;
pub use pages::Pages;

/// A call whose answer is one page of a list, and which can be asked for the page behind it.
pub trait Paged: Call {
    /// What a page holds.
    type Item;

    /// Where the page behind this one begins; none behind the last.
    fn next(&self, page: &Self::Output) -> Option<Cursor>;

    /// Makes this the call for the page at the cursor.
    ///
    /// # Errors
    /// [`crate::Error::is_invalid_input`] when the cursor is none of this list.
    fn resume(&mut self, cursor: &Cursor) -> Result<()>;

    /// The items of a page, in order.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}

#[cfg(test)]
mod tests;
