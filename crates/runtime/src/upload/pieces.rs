//! Names the one form in which the bytes of an upload are read, and brings any stream into it.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::boxed::BoxError;

/// Pieces of a body, in order.
pub(super) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A source that is being read.
pub(super) struct Opened {
    pub(super) pieces: Pieces,
    /// How many bytes it will give, where that is known.
    pub(super) length: Option<u64>,
}

/// Any stream in the form in which all of them are read.
pub(super) fn boxed<S, B, E>(stream: S) -> Pieces
where
    S: Stream<Item = Result<B, E>> + Send + 'static,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    Box::pin(Converted(Box::pin(stream)))
}

/// Bytes that are all there.
pub(super) fn whole(bytes: Bytes) -> Opened {
    Opened { length: Some(bytes.len() as u64), pieces: Box::pin(One(Some(bytes))) }
}

struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|piece| piece.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

struct One(Option<Bytes>);

impl Stream for One {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
