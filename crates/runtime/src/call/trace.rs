//! Records calls and attempts as spans, with OpenTelemetry's names for HTTP clients; never bodies, never secrets.

use http::StatusCode;
use tracing::field::{Empty, display};
use tracing::{Span, info_span};

use crate::core::Core;
use crate::error::{Error, Kind};
use crate::request::Request;

/// The span around a call with all its attempts and waits.
pub(super) fn call(core: &Core, request: &Request) -> Span {
    info_span!(
        "call",
        otel.name = request.operation,
        otel.kind = "internal",
        sdk.package = core.package,
        http.request.method = %request.method,
        url.template = &*request.template,
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

/// The span around one attempt. `http.request.resend_count` is left out of the first, as the convention has it.
pub(super) fn attempt(core: &Core, request: &Request, attempts: u32) -> Span {
    let span = info_span!(
        "attempt",
        otel.name = %format_args!("{} {}", request.method, request.template),
        otel.kind = "client",
        http.request.method = %request.method,
        url.template = &*request.template,
        server.address = core.base.host,
        server.port = core.base.port,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
    );
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    span
}

/// Notes an answer.
pub(super) fn status(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
}

/// Notes an error: the status where there is one, else one of a few words.
pub(super) fn failure(span: &Span, error: &Error) {
    if let Some(status) = error.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    let word = match &error.inner().kind {
        Kind::Configuration(_) => "configuration",
        Kind::InvalidInput { .. } => "invalid_input",
        Kind::Credential => "credential_unavailable",
        Kind::ConnectTimeout => "connect_timeout",
        Kind::AttemptTimeout(_) => "attempt_timeout",
        Kind::CallTimeout(_) => "call_timeout",
        Kind::Connect => "connect",
        Kind::Untrusted => "untrusted_certificate",
        Kind::Unprocessed => "unprocessed",
        Kind::Interrupted => "interrupted",
        Kind::Decode { .. } => "decode",
        Kind::IdleTimeout(_) | Kind::Stalled(_) => "idle_timeout",
        Kind::ResponseTooLarge { .. } => "response_too_large",
        Kind::RepeatedCursor(_) => "repeated_cursor",
        Kind::Status | Kind::Partial => match error.status() {
            Some(status) => {
                span.record("error.type", display(status.as_u16()));
                return;
            }
            None => "status",
        },
    };
    span.record("error.type", word);
}
