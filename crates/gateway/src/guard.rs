//! Stands before everything that is served: who may ask, how many at once, and for how long.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use meterforge_surface::rest::Problem;

use crate::deadline::within;
use crate::metrics::{Metrics, Reason};
use crate::record::Refused;
use crate::room::Room;
use crate::security::{Bearer, Hosts, Origins, strip};
use crate::token::Token;

/// What stands before one listener.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) hosts: Hosts,
    pub(crate) origins: Origins,
    pub(crate) token: Option<Token>,
    pub(crate) room: Room,
    pub(crate) request_time: Duration,
    pub(crate) metrics: Arc<Metrics>,
    /// Streams that a client of MCP keeps open to hear from us take no room, and end when we do.
    pub(crate) streams_are_free: bool,
}

impl Guard {
    /// What a request is told that a browser was tricked into.
    pub(crate) fn refusal(&self, request: &Request) -> Option<Response> {
        if !self.hosts.allow(request.uri(), request.headers()) {
            let problem =
                Problem::new(StatusCode::FORBIDDEN, "this host is not served here; --allow-host would let it in");
            return Some(refused(Reason::host, problem));
        }
        if !self.origins.allow(request.headers()) {
            let problem =
                Problem::new(StatusCode::FORBIDDEN, "pages of this origin may not ask; --allow-origin would let them");
            return Some(refused(Reason::origin, problem));
        }
        None
    }

    /// Lets in who has the token, while there is room and time.
    pub(crate) async fn admit<F>(&self, mut request: Request, serve: impl FnOnce(Request) -> F) -> Response
    where
        F: Future<Output = Response>,
    {
        if let Some(token) = &self.token {
            let challenge = match Bearer::of(request.headers(), token) {
                Bearer::Right => None,
                Bearer::Wrong => Some("Bearer realm=\"meterforge\", error=\"invalid_token\""),
                Bearer::Missing => Some("Bearer realm=\"meterforge\""),
            };
            if let Some(challenge) = challenge {
                let problem = Problem::new(StatusCode::UNAUTHORIZED, "this gateway asks for a bearer token");
                return with_header(refused(Reason::token, problem), WWW_AUTHENTICATE, challenge);
            }
        }
        strip(request.headers_mut());
        if self.streams_are_free && request.method() == Method::GET {
            return serve(request).await;
        }
        let Some(under_way) = self.room.enter(&self.metrics) else {
            let problem = Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many requests are under way; the vendor was not asked",
            );
            return with_header(refused(Reason::busy, problem), RETRY_AFTER, "1");
        };
        match within(self.request_time, request, serve).await {
            Ok(response) => under_way.until_sent(response),
            Err(problem) => refused(Reason::timeout, problem),
        }
    }
}

/// What a browser is told about every answer: it is data, nothing in it may run, and no other page has it. A page of our own
/// says what it needs.
pub(crate) fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// What comes of a fault of ours.
pub(crate) fn panicked() -> Response {
    refused(
        Reason::panic,
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the gateway has a fault; its log says more"),
    )
}

fn refused(reason: Reason, problem: Problem) -> Response {
    let mut response = problem.into_response();
    response.extensions_mut().insert(Refused(reason));
    response
}

fn with_header(mut response: Response, name: HeaderName, value: &'static str) -> Response {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}
