//! The body of a request in the form in which reqwest reads a stream.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use crate::boxed::BoxError;
use crate::upload::RequestBody;

/// A streamed body. reqwest wants it to be shared between threads, which it never does: nobody ever waits for the lock.
pub(super) struct Outgoing {
    body: Mutex<RequestBody>,
    left: Option<u64>,
}

impl Outgoing {
    pub(super) fn new(body: RequestBody) -> Self {
        let left = body.length();
        Self { body: Mutex::new(body), left }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = Pin::new(&mut *body).poll_next(cx);
        let left = body.length();
        self.left = left;
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map(SizeHint::with_exact).unwrap_or_default()
    }
}
