//! The body of a response while it arrives.

use std::fmt;
use std::future::poll_fn;
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
    /// Read in place while nobody asks for a stream.
    Arriving(Arriving),
    Chunks(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// A body that arrives in chunks.
    pub fn from_stream(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Source::Chunks(Box::pin(chunks)))
    }

    /// The next piece, like the stream's.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        match &mut self.0 {
            Source::Arriving(response) => response.next().await,
            _ => poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await,
        }
    }
}

impl From<Arriving> for Body {
    fn from(response: Arriving) -> Self {
        Self(Source::Arriving(response))
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
        if let Source::Arriving(_) = self.0 {
            if let Source::Arriving(response) = std::mem::replace(&mut self.0, Source::Whole(Bytes::new())) {
                self.0 = Source::Chunks(Box::pin(response.into_stream()));
            }
        }
        match &mut self.0 {
            // It has just become chunks.
            Source::Arriving(_) => Poll::Ready(None),
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
