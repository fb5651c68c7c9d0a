//! The body of a reqwest response as a stream of its data.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;

use super::classified_in_body;
use crate::transport::TransportError;

/// The data frames of a body that is on its way; trailers are of no use here.
#[derive(Debug)]
pub(in crate::transport) struct Arriving(reqwest::Body);

impl Arriving {
    pub(super) fn new(body: reqwest::Body) -> Self {
        Self(body)
    }
}

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
