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

/// Writes `pages` and `items` for a call that is [`Paged`].
#[doc(hidden)]
#[macro_export]
macro_rules! paged_call {
    ($name:ident) => {
        impl $name {
            /// Streams every page, fetching each when it is asked for.
            pub fn pages(self) -> $crate::codegen_v1::Pages<Self> {
                $crate::codegen_v1::Pages::new(self)
            }

            /// Streams every item of every page, fetching each page when the one before it is used up.
            pub fn items(self) -> $crate::codegen_v1::Items<Self> {
                $crate::codegen_v1::Items::new(self)
            }
        }
    };
}

#[cfg(test)]
mod tests;
