//! Sends requests with reqwest, its own retries and redirects off.

mod arriving;
mod causes;
mod options;
mod outgoing;

use std::fmt::Write;

use super::{Body, Transport, TransportError, TransportErrorKind};
use crate::boxed::BoxFuture;
use crate::upload::RequestBody;

pub(super) use arriving::Arriving;
pub(crate) use options::HttpOptions;
use outgoing::Outgoing;

/// Enough for most addresses, so that few grow twice.
const ADDRESS_ROOM: usize = 256;

/// reqwest behind the seam.
#[derive(Debug)]
pub(crate) struct ReqwestTransport(reqwest::Client);

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let response = self.0.execute(outgoing(request)?).await.map_err(classified)?;
            Ok(answered(response))
        })
    }
}

/// The request as reqwest has it; its own conversion would write the address piece by piece.
fn outgoing(request: http::Request<RequestBody>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let mut address = String::with_capacity(ADDRESS_ROOM);
    // Writing into a string does not fail.
    let _ = write!(address, "{}", parts.uri);
    // The error would not show the address, which may hold a credential.
    let url =
        address.parse().map_err(|error: url::ParseError| TransportError::new(TransportErrorKind::Unsendable, error))?;
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    *request.version_mut() = parts.version;
    match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => {}
        Ok(bytes) => *request.body_mut() = Some(bytes.into()),
        Err(streamed) => *request.body_mut() = Some(reqwest::Body::wrap(Outgoing::new(streamed))),
    }
    Ok(request)
}

/// The response, its body still on its way.
fn answered(mut response: reqwest::Response) -> http::Response<Body> {
    let mut answered = http::Response::new(());
    *answered.status_mut() = response.status();
    *answered.version_mut() = response.version();
    *answered.headers_mut() = std::mem::take(response.headers_mut());
    answered.map(|()| Body::from(Arriving::new(response)))
}

/// Sorts reqwest's errors; the address goes, because a credential may be in its query.
fn classified(error: reqwest::Error) -> TransportError {
    let kind = match () {
        () if error.is_connect() && causes::is_untrusted(&error) => TransportErrorKind::Untrusted,
        () if error.is_connect() && error.is_timeout() => TransportErrorKind::ConnectTimeout,
        () if error.is_connect() => TransportErrorKind::NotConnected,
        () if error.is_builder() => TransportErrorKind::Unsendable,
        () if causes::is_unreadable(&error) => TransportErrorKind::Unreadable,
        () if causes::is_unprocessed(&error) => TransportErrorKind::Unprocessed,
        () => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}

/// Sorts the errors of a body. The vendor has answered, so it has read the request, whatever it says now.
fn classified_in_body(error: reqwest::Error) -> TransportError {
    let kind = match causes::is_undecodable(&error) {
        true => TransportErrorKind::Undecodable,
        false => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}
