//! Turns the arguments of an operation into a request as data; nothing is sent here.

mod builder;
mod identifier;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method};

use crate::operation::{Operation, Traits};
use crate::upload::Payload;

pub use builder::RequestBuilder;

/// One request, complete but for the base URL and the credential.
#[derive(Clone)]
pub struct Request {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) template: Cow<'static, str>,
    /// Path and query, encoded.
    pub(crate) target: PathAndQuery,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Payload,
    pub(crate) traits: Traits,
    pub(crate) dedup_keys: Vec<String>,
    /// Each key is the caller's own, so that even a first attempt may be a replay.
    pub(crate) keys_brought: bool,
}

impl Request {
    /// Begins a request of an operation.
    #[expect(clippy::new_ret_no_self, reason = "generated code reads better this way round")]
    pub fn new(operation: &Operation) -> RequestBuilder {
        RequestBuilder::new(operation.name, operation.method.clone(), operation.path.into(), operation.traits)
    }

    /// The path and the query, percent-encoded, without the base URL.
    pub fn target(&self) -> &str {
        self.target.as_str()
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The headers that the operation itself sets.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, empty when there is none; none where it is not there as bytes.
    pub fn body(&self) -> Option<&Bytes> {
        self.body.as_bytes()
    }
}

/// Shows no query and no body: both may hold what must not reach a log.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.target.path())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
