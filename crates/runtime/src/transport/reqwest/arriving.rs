//! The body of a reqwest response, read in place, or as a stream where it is handed on.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::classified_in_body;
use crate::transport::TransportError;

/// A response whose body is on its way.
#[derive(Debug)]
pub(in crate::transport) struct Arriving(reqwest::Response);

impl Arriving {
    pub(super) fn new(response: reqwest::Response) -> Self {
        Self(response)
    }

    /// The next piece. Unlike the stream, it needs no box.
    pub(in crate::transport) async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        self.0.chunk().await.map_err(classified_in_body).transpose()
    }

    /// What is left, as a stream.
    pub(in crate::transport) fn into_stream(
        self,
    ) -> impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static {
        Chunks(http::Response::from(self.0).into_body())
    }
}

/// The data frames of a body; trailers are of no use here.
struct Chunks(reqwest::Body);

impl Stream for Chunks {
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
