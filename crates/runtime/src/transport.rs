//! The seam to the network: one request out, one response back, no retries.

mod body;
mod error;
mod middleware;
mod reqwest;
#[cfg(feature = "rustls")]
mod tls;

use std::fmt;

use bytes::Bytes;

use crate::boxed::BoxFuture;

pub use body::Body;
pub use error::{TransportError, TransportErrorKind};
pub use middleware::{AttemptInfo, Middleware, Next};
pub(crate) use reqwest::HttpOptions;

/// Sends one request and returns its response.
///
/// The ordinary one is reqwest; bring your own to replace the network, or a [`Middleware`] to look at
/// what passes. Three promises are asked
/// of it: no retries, no redirects followed, and dropping the future ends the exchange (that is how time limits work).
///
/// ```
/// use bytes::Bytes;
/// use meterforge_runtime::{Body, BoxFuture, Transport, TransportError};
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
///         request: http::Request<Bytes>,
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
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
