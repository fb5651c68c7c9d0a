//! Sends requests with reqwest, its own retries and redirects off.

mod arriving;
mod causes;
mod options;
mod outgoing;
mod usual;

use std::future::ready;

use url::Url;

use super::{Body, Transport, TransportError, TransportErrorKind};
use crate::base_url::BaseUrl;
use crate::boxed::BoxFuture;
use crate::upload::RequestBody;
use usual::Usual;

pub(super) use arriving::Arriving;
pub(crate) use options::HttpOptions;
use outgoing::Outgoing;

/// reqwest behind the seam.
#[derive(Debug)]
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    usual: Usual,
}

impl ReqwestTransport {
    /// `base`: where nearly all requests will go.
    fn new(client: reqwest::Client, base: &BaseUrl) -> Self {
        Self { client, usual: Usual::of(base) }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        match self.usual.url(request.uri()) {
            Ok(url) => {
                // Begun here, because what is begun is a pointer and the request is not.
                let sending = self.client.execute(outgoing(url, request));
                Box::pin(async move { sending.await.map(answered).map_err(classified) })
            }
            // The error does not show the address, which may hold a credential.
            Err(error) => Box::pin(ready(Err(TransportError::new(TransportErrorKind::Unsendable, error)))),
        }
    }
}

/// The request as reqwest has it; its own conversion would write the address piece by piece.
fn outgoing(url: Url, request: http::Request<RequestBody>) -> reqwest::Request {
    let (parts, body) = request.into_parts();
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    *request.version_mut() = parts.version;
    match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => {}
        Ok(bytes) => *request.body_mut() = Some(bytes.into()),
        Err(streamed) => *request.body_mut() = Some(reqwest::Body::wrap(Outgoing::new(streamed))),
    }
    request
}

/// The response, its body still on its way.
fn answered(response: reqwest::Response) -> http::Response<Body> {
    http::Response::from(response).map(|body| Body::from(Arriving::new(body)))
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
