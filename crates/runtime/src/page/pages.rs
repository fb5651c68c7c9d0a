//! Turns a paged call into a stream of its pages.

use std::{
    collections::HashSet,
    fmt,
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{FusedStream, Stream};

use super::{Cursor, Paged};
use crate::{
    call::{SendFuture, send},
    error::{Error, Result},
};

/// Every page of a list, each fetched when it is asked for and none ahead.
///
/// An empty page in the middle does not end the list. An error is given once and ends the stream; the list can then be
/// resumed from [`cursor`](Self::cursor).
///
/// ```
/// use futures::{Stream, TryStreamExt};
/// use meterforge_runtime::{Paged, Pages, Result};
///
/// async fn count<C: Paged>(mut pages: Pages<C>) -> Result<usize> {
///     let mut items = 0;
///     while let Some(page) = pages.try_next().await? {
///         items += C::into_items(page).len();
///     }
///     Ok(items)
/// }
/// ```
///
/// # Errors
/// Those of the call, and [`Error::is_repeated_cursor`] when the vendor points to a page that this stream has given:
/// following it would never end.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<C: Paged> {
    call: C,
    state: State<C::Output>,
    /// The position of the page given last, or from which the stream was resumed.
    current: Option<Cursor>,
    /// The position of the page not yet given.
    next: Option<Cursor>,
    /// Every position that this stream has been sent to.
    seen: HashSet<Cursor>,
}

enum State<T> {
    Ready,
    Sending(SendFuture<T>),
    Failed(Error),
    Ended,
}

impl<C: Paged> Pages<C> {
    /// The pages from the one that the call asks for.
    #[doc(hidden)]
    pub fn new(call: C) -> Self {
        Self { call, state: State::Ready, current: None, next: None, seen: HashSet::new() }
    }

    /// Begins at a position kept from an earlier stream of the same call.
    ///
    /// A cursor that is none of this list is the stream's first and only item, an [`Error::is_invalid_input`].
    pub fn resume_from(mut self, cursor: Cursor) -> Self {
        self.seen.clear();
        self.current = Some(cursor.clone());
        self.move_to(cursor);
        self
    }

    /// The position of the page not yet given; none before the first page and behind the last.
    ///
    /// After an error it is the position of the page that could not be fetched.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.next.as_ref()
    }

    /// The position of the page given last, or from which the stream was resumed; none for the first of the call.
    pub(super) fn current(&self) -> Option<&Cursor> {
        self.current.as_ref()
    }

    fn move_to(&mut self, cursor: Cursor) {
        self.state = if self.seen.insert(cursor.clone()) {
            match self.call.resume(&cursor) {
                Ok(()) => State::Ready,
                Err(error) => State::Failed(error.of(C::OPERATION.name)),
            }
        } else {
            State::Failed(Error::repeated_cursor(C::OPERATION.name, cursor.text()))
        };
        self.next = Some(cursor);
    }

    fn move_behind(&mut self, page: &C::Output) {
        self.current = self.next.take();
        match self.call.next(page) {
            Some(cursor) => self.move_to(cursor),
            None => self.state = State::Ended,
        }
    }
}

impl<C: Paged> Stream for Pages<C> {
    type Item = Result<C::Output>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if matches!(self.state, State::Ready) {
            self.state = State::Sending(send(&self.call));
        }
        if let State::Sending(sending) = &mut self.state {
            let result = ready!(Pin::new(sending).poll(cx));
            self.state = State::Ended;
            return Poll::Ready(Some(result.map(|response| {
                let page = response.into_body();
                self.move_behind(&page);
                page
            })));
        }
        match mem::replace(&mut self.state, State::Ended) {
            State::Failed(error) => Poll::Ready(Some(Err(error))),
            _ => Poll::Ready(None),
        }
    }
}

impl<C: Paged> FusedStream for Pages<C> {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Ended)
    }
}

/// Nothing in it is pinned in place: the call is plain data and the future is behind a pointer.
impl<C: Paged> Unpin for Pages<C> {}

impl<C: Paged + fmt::Debug> fmt::Debug for Pages<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.call).field("cursor", &self.next).finish_non_exhaustive()
    }
}
