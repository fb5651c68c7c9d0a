//! Sends requests with reqwest, its own retries and redirects off.

mod arriving;
mod causes;
mod options;
mod outgoing;
mod usual;

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

    /// The request as reqwest has it; its own conversion would write the address piece by piece.
    fn outgoing(&self, request: http::Request<RequestBody>) -> Result<reqwest::Request, TransportError> {
        let (parts, body) = request.into_parts();
        // The error would not show the address, which may hold a credential.
        let unfit = |error: url::ParseError| TransportError::new(TransportErrorKind::Unsendable, error);
        let mut request = reqwest::Request::new(parts.method, self.usual.url(&parts.uri).map_err(unfit)?);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        match body.into_bytes() {
            Ok(bytes) if bytes.is_empty() => {}
            Ok(bytes) => *request.body_mut() = Some(bytes.into()),
            Err(streamed) => *request.body_mut() = Some(reqwest::Body::wrap(Outgoing::new(streamed))),
        }
        Ok(request)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let request = self.outgoing(request);
        Box::pin(async move { self.client.execute(request?).await.map(answered).map_err(classified) })
    }
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
