//! What a scripted transport was asked to send.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, Method};
use serde_json::Value;

use crate::transport::{TransportError, TransportErrorKind};
use crate::upload::RequestBody;

/// One request as it would have gone out.
#[derive(Clone)]
pub struct RecordedRequest(http::Request<Bytes>);

impl RecordedRequest {
    /// Reads the body to its end, as a vendor does.
    pub(super) async fn read(request: http::Request<RequestBody>) -> Result<Self, TransportError> {
        let (head, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) => bytes,
            Err(streamed) => all(streamed).await?,
        };
        Ok(Self(http::Request::from_parts(head, body)))
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// The whole address.
    pub fn url(&self) -> String {
        self.0.uri().to_string()
    }

    /// The path, percent-encoded.
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// The query, percent-encoded, without its `?`.
    pub fn query(&self) -> Option<&str> {
        self.0.uri().query()
    }

    /// The headers, the credential among them.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(self.0.body()).unwrap_or(Value::Null)
    }
}

/// The pieces of a streamed body together.
async fn all(mut body: RequestBody) -> Result<Bytes, TransportError> {
    let mut all = BytesMut::new();
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        all.extend_from_slice(&piece.map_err(|error| TransportError::new(TransportErrorKind::Unreadable, error))?);
    }
    Ok(all.freeze())
}

/// Shows no query and no header: a failing test prints it, and the credential may be in either.
impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", self.0.method())
            .field("path", &self.path())
            .field("body_bytes", &self.0.body().len())
            .finish_non_exhaustive()
    }
}
