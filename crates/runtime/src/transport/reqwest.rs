//! Sends requests with reqwest, its own retries and redirects off.

mod causes;
mod options;

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::{Body, Transport, TransportError, TransportErrorKind};
use crate::boxed::BoxFuture;

pub(crate) use options::HttpOptions;

/// reqwest behind the seam.
#[derive(Debug)]
pub(crate) struct ReqwestTransport(reqwest::Client);

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(classified)?;
            let response = self.0.execute(request).await.map_err(classified)?;
            Ok(http::Response::from(response).map(|body| Body::from_stream(Chunks(body))))
        })
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
                Some(Err(error)) => return Poll::Ready(Some(Err(classified(error)))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

/// Sorts reqwest's errors; the address goes, because a credential may be in its query.
fn classified(error: reqwest::Error) -> TransportError {
    let kind = match () {
        () if error.is_connect() && causes::is_untrusted(&error) => TransportErrorKind::Untrusted,
        () if error.is_connect() && error.is_timeout() => TransportErrorKind::ConnectTimeout,
        () if error.is_connect() => TransportErrorKind::NotConnected,
        () if error.is_builder() => TransportErrorKind::Unsendable,
        () if causes::is_unprocessed(&error) => TransportErrorKind::Unprocessed,
        () => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}
