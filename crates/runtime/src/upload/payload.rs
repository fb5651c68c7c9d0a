//! What a request carries, in the form in which it can be sent once more.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::pieces::{Opened, Pieces};
use super::{RequestBody, Sending, Upload};
use crate::boxed::{BoxError, BoxFuture};

/// The body of a request before an attempt makes it a [`RequestBody`].
#[derive(Clone)]
pub(crate) enum Payload {
    Bytes(Bytes),
    /// One after the other.
    Uploads(Arc<[Upload]>),
}

impl Payload {
    /// What these are together; bytes where all of them are.
    pub(crate) fn of(uploads: Vec<Upload>) -> Self {
        let all: Option<Vec<&Bytes>> = uploads.iter().map(Upload::as_bytes).collect();
        match all.as_deref() {
            Some([only]) => Self::Bytes((*only).clone()),
            Some(all) => {
                let mut together = BytesMut::with_capacity(all.iter().map(|bytes| bytes.len()).sum());
                all.iter().for_each(|bytes| together.extend_from_slice(bytes));
                Self::Bytes(together.freeze())
            }
            None => Self::Uploads(uploads.into()),
        }
    }

    /// The bytes, where they are all there.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Uploads(_) => None,
        }
    }

    /// Whether it can be sent now.
    pub(crate) fn is_ready(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Uploads(uploads) => uploads.iter().all(Upload::is_ready),
        }
    }
}

/// Shows how much there is and never what.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Uploads(uploads) => uploads.fmt(f),
        }
    }
}

/// Opens what is no bytes; all of it, so that what is missing is told before anything is sent.
pub(crate) fn open(uploads: Arc<[Upload]>, sending: Sending) -> BoxFuture<'static, Result<RequestBody, BoxError>> {
    Box::pin(async move {
        let mut opened = VecDeque::with_capacity(uploads.len());
        for upload in uploads.iter() {
            opened.push_back(upload.open().await?);
        }
        let length = opened.iter().try_fold(0_u64, |sum, opened| sum.checked_add(opened.length?));
        let pieces = opened.into_iter().map(|opened| opened.pieces).collect();
        Ok(RequestBody::opened(Opened { pieces: Box::pin(Chain(pieces)), length }, Some(sending)))
    })
}

/// Streams, one after the other.
struct Chain(VecDeque<Pieces>);

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(first.as_mut().poll_next(cx)) {
                Some(piece) => return Poll::Ready(Some(piece)),
                None => self.0.pop_front(),
            };
        }
        Poll::Ready(None)
    }
}
