//! Sends what the generated operations do not cover, with the same credential, retries and errors.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::boxed::BoxFuture;
use crate::call::{self, BodyFuture, BodyStream, CallContext, SendFuture};
use crate::core::Client;
use crate::error::Result;
use crate::operation::Operation;
use crate::replay::ReplaySafety;
use crate::request::RequestBuilder;
use crate::response::{Answer, Response};
use crate::retry::RetryPolicy;
use crate::upload::{Multipart, Upload};

/// A call by method and path. Awaiting gives the bytes of the body, [`json`](Self::json) a value.
///
/// GET and HEAD count as safe, everything else as unsafe to replay, unless [`with_replay`](Self::with_replay) says more.
///
/// ```no_run
/// # async fn sample(client: &meterforge_runtime::codegen_v1::Client) -> meterforge_runtime::Result<()> {
/// let call = client.raw(http::Method::GET, "/org/{org}/buyer").path("org", "org_1").query("limit", 10);
/// let buyers: Vec<serde_json::Value> = call.json().await?.into_body();
/// # Ok(()) }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    context: CallContext,
    request: RequestBuilder,
}

impl Client {
    /// A call by method and path; `{name}` in the path is a hole that [`RawCall::path`] fills.
    pub fn raw(&self, method: Method, path: &str) -> RawCall {
        let safety = if method.is_safe() { ReplaySafety::Safe } else { ReplaySafety::Unsafe };
        let operation = Operation::new("raw", method, "", safety);
        let template = Cow::Owned(path.to_owned());
        RawCall {
            context: CallContext::new(self),
            request: RequestBuilder::new(operation.name, operation.method, template, operation.traits),
        }
    }
}

impl RawCall {
    /// Fills the hole `{name}` of the path, percent-encoded.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.request = self.request.path(name, &value);
        self
    }

    /// Adds a query parameter, percent-encoded.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.request = self.request.query(name, Some(value));
        self
    }

    /// Sends a value as JSON.
    pub fn body_json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.request = self.request.json_text(serde_json::to_vec(body));
        self
    }

    /// Sends bytes, a file or a stream of the given media type.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Upload>) -> Self {
        self.request = self.request.upload(media_type, &body.into());
        self
    }

    /// Sends fields and files as `multipart/form-data`.
    pub fn body_multipart(mut self, form: &Multipart) -> Self {
        self.request = self.request.multipart(&self.context).parts(Some(form));
        self
    }

    /// Limits this call as a whole, with its retries and waits.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.context.set_timeout(limit);
        self
    }

    /// Limits each attempt of this call.
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.context.set_attempt_timeout(limit);
        self
    }

    /// Sends a header with this call.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.context.add_header(name, value);
        self
    }

    /// Decides about retries of this call.
    pub fn with_retry(mut self, policy: impl RetryPolicy) -> Self {
        self.context.set_retry(Arc::new(policy));
        self
    }

    /// Says how safe it is to send this call twice.
    pub fn with_replay(mut self, safety: ReplaySafety) -> Self {
        self.context.set_replay(safety);
        self.request = self.request.safety(safety);
        self
    }

    /// Sends it, for the whole response with the body as it came.
    pub fn send(self) -> SendFuture<Bytes> {
        SendFuture::new(call::start(&self.context, self.request.build()), Answer::bytes)
    }

    /// Sends it, for the response as soon as its headers are there; the body follows as a [`BodyStream`].
    ///
    /// Failures up to there are retried as with any call; what breaks off later is an error of the stream.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt;
    /// # async fn sample(client: &meterforge_runtime::codegen_v1::Client) -> meterforge_runtime::Result<()> {
    /// let mut export = client.raw(http::Method::GET, "/export").stream().await?.into_body();
    /// while let Some(piece) = export.try_next().await? {
    ///     println!("{} bytes", piece.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn stream(self) -> BoxFuture<'static, Result<Response<BodyStream>>> {
        call::start_stream(&self.context, self.request.build())
    }

    /// Sends it, for the whole response with the body decoded.
    pub fn json<T: DeserializeOwned>(self) -> SendFuture<T> {
        SendFuture::new(call::start(&self.context, self.request.build()), Answer::own_json)
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Bytes>;
    type IntoFuture = BodyFuture<Bytes>;

    fn into_future(self) -> Self::IntoFuture {
        BodyFuture::new(self.send())
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall").field("request", &self.request).field("context", &self.context).finish()
    }
}
