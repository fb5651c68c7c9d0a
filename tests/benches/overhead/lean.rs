//! A transport on hyper alone, to see what a leaner one than reqwest would give. It has neither TLS nor gzip nor
//! proxies, and no limit on connecting.

use futures::TryStreamExt;
use http_body_util::{BodyDataStream, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use meterforge_runtime::{Body, BoxFuture, Bytes, Transport, TransportError, TransportErrorKind};

/// hyper behind the seam.
#[derive(Debug)]
pub(crate) struct LeanTransport(Client<HttpConnector, Full<Bytes>>);

impl Default for LeanTransport {
    fn default() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }
}

impl Transport for LeanTransport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let sending = self.0.request(request.map(Full::new));
        Box::pin(async move {
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
