//! The seam to the network: one request out, one response back, no retries.

mod body;
mod error;
mod middleware;
mod reqwest;
#[cfg(feature = "rustls")]
mod tls;

use std::fmt;

use crate::boxed::BoxFuture;
use crate::upload::RequestBody;

pub use body::Body;
pub use error::{TransportError, TransportErrorKind};
pub use middleware::{AttemptInfo, Middleware, Next};
pub(crate) use reqwest::HttpOptions;

/// Sends one request and returns its response.
///
/// The ordinary one is reqwest; bring your own to replace the network, or a [`Middleware`] to look at what passes. Four
/// promises are asked of it: no retries, no redirects followed, dropping the future ends the exchange (that is how time
/// limits work), and a body that breaks off does not look complete to the vendor.
///
/// The body is bytes ([`RequestBody::as_bytes`]) unless the caller gave a file or a stream.
///
/// ```
/// use meterforge_runtime::{Body, BoxFuture, RequestBody, Transport, TransportError};
///
/// /// Counts what passes through.
/// #[derive(Debug)]
/// struct Counting<T> {
///     inner: T,
///     sent: std::sync::atomic::AtomicU64,
/// }
///
/// impl<T: Transport> Transport for Counting<T> {
///     fn send(
///         &self,
///         request: http::Request<RequestBody>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         self.sent.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         self.inner.send(request)
///     }
/// }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends the request; the response is returned when its headers are there, its body follows as it arrives.
    ///
    /// # Errors
    /// The [kind](TransportErrorKind) says whether the vendor can have seen the request.
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
