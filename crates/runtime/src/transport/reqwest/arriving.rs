//! The body of a reqwest response as a stream of its data.

use std::future::{Future as _, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::classified_in_body;
use crate::transport::{Body, TransportError};

/// The data frames of a body that is on its way; trailers are of no use here.
#[derive(Debug)]
pub(in crate::transport) struct Arriving(reqwest::Body);

impl Stream for Arriving {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(pin!(&mut self.0).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(classified_in_body(error)))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

/// What has come of a body together with its head.
pub(super) enum Begun {
    /// All of it.
    Whole(Bytes),
    /// Some pieces; the last of them may say how it broke.
    Partly(Vec<Result<Bytes, TransportError>>),
}

impl Begun {
    /// Takes what is there, and waits for nothing.
    pub(super) async fn of(response: &mut reqwest::Response) -> Self {
        poll_fn(|cx| Poll::Ready(Self::polled(response, cx))).await
    }

    fn polled(response: &mut reqwest::Response, cx: &mut Context<'_>) -> Self {
        let mut next = || pin!(response.chunk()).poll(cx).map_err(classified_in_body);
        let first = match next() {
            Poll::Ready(Ok(Some(first))) => first,
            Poll::Ready(Ok(None)) => return Self::Whole(Bytes::new()),
            Poll::Ready(Err(error)) => return Self::Partly(vec![Err(error)]),
            Poll::Pending => return Self::Partly(Vec::new()),
        };
        match next() {
            Poll::Ready(Ok(Some(second))) => Self::Partly(vec![Ok(first), Ok(second)]),
            Poll::Ready(Ok(None)) => Self::Whole(first),
            Poll::Ready(Err(error)) => Self::Partly(vec![Ok(first), Err(error)]),
            Poll::Pending => Self::Partly(vec![Ok(first)]),
        }
    }
}

/// A body of which some pieces are there and the rest is on its way.
pub(super) fn resumed(pieces: Vec<Result<Bytes, TransportError>>, rest: reqwest::Body) -> Body {
    let rest = Arriving(rest);
    if pieces.is_empty() {
        return rest.into();
    }
    Body::from_stream(Resumed { pieces: pieces.into_iter(), rest: Some(rest) })
}

struct Resumed {
    pieces: vec::IntoIter<Result<Bytes, TransportError>>,
    /// Nothing follows an error.
    rest: Option<Arriving>,
}

impl Stream for Resumed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(piece) = self.pieces.next() {
            self.rest = self.rest.take().filter(|_| piece.is_ok());
            return Poll::Ready(Some(piece));
        }
        match &mut self.rest {
            Some(rest) => Pin::new(rest).poll_next(cx),
            None => Poll::Ready(None),
        }
    }
}
