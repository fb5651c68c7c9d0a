//! The body of a request on its way to the transport.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::Sending;
use super::pieces::{Opened, Pieces, boxed};
use crate::boxed::BoxError;

/// The body of a request: bytes, as most are, or a stream of pieces that are produced while they are sent.
///
/// A [`Transport`](crate::Transport) reads it as a `Stream`, or takes the bytes where [`as_bytes`](Self::as_bytes) has
/// them. When the stream ends in an error, the request must not look complete to the vendor.
pub struct RequestBody(Source);

enum Source {
    Bytes(Bytes),
    /// In a box, because few requests have one and every request is moved.
    Streamed(Box<Streamed>),
}

struct Streamed {
    pieces: Pieces,
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
    sending: Option<Sending>,
}

impl RequestBody {
    /// A body that is produced while it is sent; `length` is how many bytes it will be, where that is known.
    pub fn from_stream<S, E>(pieces: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::opened(Opened { pieces: boxed(pieces), length }, None)
    }

    pub(super) fn opened(opened: Opened, sending: Option<Sending>) -> Self {
        let Opened { pieces, length: left } = opened;
        Self(Source::Streamed(Box::new(Streamed { pieces, left, sending })))
    }

    /// The bytes, where they are all there: what a signature can cover. None for a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes),
            Source::Streamed(_) => None,
        }
    }

    /// How many bytes are still to come; none when nobody knows.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
            Source::Streamed(streamed) => streamed.left,
        }
    }

    /// The bytes, or the body again where it is a stream.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Source::Bytes(bytes) => Ok(bytes),
            streamed => Err(Self(streamed)),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Bytes(bytes))
    }
}

impl Stream for RequestBody {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let streamed = match &mut self.0 {
            Source::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
            Source::Bytes(bytes) => return Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Streamed(streamed) => streamed,
        };
        let piece = ready!(streamed.pieces.as_mut().poll_next(cx));
        let piece = match (piece, streamed.left) {
            (Some(Ok(piece)), Some(left)) => match left.checked_sub(piece.len() as u64) {
                Some(left) => {
                    streamed.left = Some(left);
                    Some(Ok(piece))
                }
                None => Some(Err("there is more of it than its length says".into())),
            },
            (None, Some(left @ 1..)) => {
                streamed.left = None;
                Some(Err(format!("it ended {left} bytes before its length says").into()))
            }
            (piece, _) => piece,
        };
        if let Some(sending) = &streamed.sending {
            // Whoever was told the length does not ask for an end behind the last byte.
            sending.note(!matches!(piece, Some(Ok(_))) || streamed.left == Some(0));
        }
        Poll::Ready(piece.map(|piece| piece.map_err(|error| Unreadable(error).into())))
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Source::Bytes(bytes), _) => write!(f, "RequestBody({} bytes)", bytes.len()),
            (_, Some(length)) => write!(f, "RequestBody({length} bytes to come)"),
            (_, None) => f.write_str("RequestBody(in pieces)"),
        }
    }
}

/// What a body that could not be read leaves among the causes of an error, to tell it from a broken connection.
#[derive(Debug)]
pub(crate) struct Unreadable(BoxError);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body to send could not be read to its end")
    }
}

impl StdError for Unreadable {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}
