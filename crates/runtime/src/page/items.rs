//! Turns a paged call into a stream of the items of its pages.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::{FusedStream, Stream};

use super::{Cursor, Paged, Pages};
use crate::error::Result;

/// Every item of a list; a page is fetched when the one before it is used up, and none ahead.
///
/// An error is given once and ends the stream; the list can then be resumed from [`cursor`](Self::cursor).
///
/// ```
/// use futures::TryStreamExt;
/// use meterforge_runtime::{Cursor, Items, Paged, Result};
///
/// /// Handles every item, and after a crash begins again with the page that was at hand.
/// async fn work<C: Paged>(items: Items<C>, kept: Option<Cursor>) -> Result<()> {
///     let mut items = match kept {
///         Some(cursor) => items.resume_from(cursor),
///         None => items,
///     };
///     while let Some(item) = items.try_next().await? {
///         handle(item);
///         keep(items.cursor());
///     }
///     Ok(())
/// }
/// # fn handle<T>(_: T) {}
/// # fn keep(_: Option<&Cursor>) {}
/// ```
///
/// # Errors
/// Those of [`Pages`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<C: Paged> {
    pages: Pages<C>,
    page: vec::IntoIter<C::Item>,
}

impl<C: Paged> Items<C> {
    /// The items from the page that the call asks for.
    #[doc(hidden)]
    pub fn new(call: C) -> Self {
        Self { pages: Pages::new(call), page: Vec::new().into_iter() }
    }

    /// Begins with the page at a position kept from an earlier stream of the same call.
    ///
    /// A cursor that is none of this list is the stream's first and only item, an
    /// [`Error::is_invalid_input`](crate::Error::is_invalid_input).
    pub fn resume_from(self, cursor: Cursor) -> Self {
        Self { pages: self.pages.resume_from(cursor), page: Vec::new().into_iter() }
    }

    /// The position of the page whose items are being given; none for the first page of the call.
    ///
    /// Resuming from here repeats the items of this page that were given, and nothing before it.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.pages.current()
    }
}

impl<C: Paged> Stream for Items<C> {
    type Item = Result<C::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.page = C::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<C: Paged> FusedStream for Items<C> {
    fn is_terminated(&self) -> bool {
        self.page.as_slice().is_empty() && self.pages.is_terminated()
    }
}

/// Nothing in it is pinned in place.
impl<C: Paged> Unpin for Items<C> {}

impl<C: Paged + fmt::Debug> fmt::Debug for Items<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).field("in_hand", &self.page.len()).finish()
    }
}
