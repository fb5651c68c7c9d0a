//! The seam around attempts: code of the caller's between the finished request and the network.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Body, Transport, TransportError};
use crate::boxed::BoxFuture;
use crate::upload::RequestBody;

/// Sees each attempt: to sign it, to log it, to count it.
///
/// It gets the request as it goes out, the credential on it, because a signature covers what is sent. The credential
/// is a header marked sensitive, so printing the request does not show it; where a vendor wants it in the query it is
/// part of the address, so print the path. A signature of the body covers its bytes, which are there
/// ([`RequestBody::as_bytes`]) unless the caller gave a file or a stream. What it returns is judged as if the network had said so: it runs inside the
/// time limit of the attempt, and its errors are retried as their [kind](super::TransportErrorKind) says. It cannot
/// retry on its own, since [`Next`] goes on once.
///
/// ```
/// use meterforge_runtime::{AttemptInfo, Body, BoxFuture, Middleware, Next, RequestBody, TransportError};
///
/// /// Prints what is sent and what comes back.
/// #[derive(Debug)]
/// struct Printing;
///
/// impl Middleware for Printing {
///     fn handle<'a>(
///         &'a self,
///         request: http::Request<RequestBody>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async move {
///             let attempt = request.extensions().get::<AttemptInfo>().cloned();
///             let response = next.send(request).await?;
///             println!("{attempt:?}: {}", response.status());
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Middleware: fmt::Debug + Send + Sync + 'static {
    /// Sends the request on with `next`, changed or not, and returns the response, changed or not.
    ///
    /// # Errors
    /// That of `next`, or one of its own.
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>>;
}

/// The rest of the way to the network: the middleware behind this one, then the transport.
pub struct Next<'a> {
    middleware: &'a [Arc<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(middleware: &'a [Arc<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Self { middleware, transport }
    }

    /// Goes on.
    ///
    /// # Errors
    /// That of the transport, or of the middleware behind.
    pub fn send(
        self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        match self.middleware {
            [] => self.transport.send(request),
            [next, rest @ ..] => next.handle(request, Next::new(rest, self.transport)),
        }
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("middleware_left", &self.middleware.len()).finish_non_exhaustive()
    }
}

/// What a request does not say about itself; among the extensions of each that reaches a [`Middleware`].
#[derive(Clone, Debug)]
pub struct AttemptInfo {
    operation: &'static str,
    template: Cow<'static, str>,
    attempt: u32,
}

impl AttemptInfo {
    pub(crate) fn new(operation: &'static str, template: Cow<'static, str>, attempt: u32) -> Self {
        Self { operation, template, attempt }
    }

    /// The operation, such as `list_billable_metrics`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The path with its holes, such as `/org/{orgId}/billableMetric`: fit for a metric's label.
    pub fn path_template(&self) -> &str {
        &self.template
    }

    /// Which attempt of its call this is, from 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}
