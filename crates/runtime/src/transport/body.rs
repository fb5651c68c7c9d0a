//! The body of a response while it arrives.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;
use super::reqwest::Arriving;

/// The body of a response, decompressed, chunk by chunk.
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    /// Like chunks, without one more pointer.
    Arriving(Arriving),
    Chunks(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// A body that arrives in chunks.
    pub fn from_stream(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Source::Chunks(Box::pin(chunks)))
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> impl Future<Output = Option<Result<Bytes, TransportError>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
    }
}

impl From<Arriving> for Body {
    fn from(body: Arriving) -> Self {
        Self(Source::Arriving(body))
    }
}

impl From<Bytes> for Body {
    fn from(whole: Bytes) -> Self {
        Self(Source::Whole(whole))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Source::Arriving(body) => Pin::new(body).poll_next(cx),
            Source::Whole(whole) if whole.is_empty() => Poll::Ready(None),
            Source::Whole(whole) => Poll::Ready(Some(Ok(std::mem::take(whole)))),
            Source::Chunks(chunks) => chunks.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Whole(whole) => write!(f, "Body({} bytes)", whole.len()),
            Source::Arriving(_) | Source::Chunks(_) => f.write_str("Body(in chunks)"),
        }
    }
}
