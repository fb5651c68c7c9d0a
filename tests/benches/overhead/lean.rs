//! A transport on hyper alone, to see what a leaner one than reqwest would give. It has neither TLS nor gzip nor
//! proxies, and no limit on connecting.

use futures::TryStreamExt;
use http_body_util::{BodyDataStream, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use meterforge_runtime::{Body, BoxFuture, Bytes, RequestBody, Transport, TransportError, TransportErrorKind};

/// hyper behind the seam.
#[derive(Debug)]
pub(crate) struct LeanTransport(Client<HttpConnector, Full<Bytes>>);

impl Default for LeanTransport {
    fn default() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }
}

impl Transport for LeanTransport {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (parts, body) = request.into_parts();
        let bytes = body.as_bytes().cloned();
        let sending = bytes.map(|bytes| self.0.request(http::Request::from_parts(parts, Full::new(bytes))));
        Box::pin(async move {
            let sending =
                sending.ok_or_else(|| TransportError::new(TransportErrorKind::Unsendable, "it sends no streams"))?;
            let response = sending.await.map_err(|error| {
                let is_unsent = error.is_connect();
                let kind = if is_unsent { TransportErrorKind::NotConnected } else { TransportErrorKind::Interrupted };
                TransportError::new(kind, error)
            })?;
            Ok(response.map(|body| {
                let broken = |error| TransportError::new(TransportErrorKind::Interrupted, error);
                Body::from_stream(BodyDataStream::new(body).map_err(broken))
            }))
        })
    }
}
