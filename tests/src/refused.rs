//! Plays every documented refusal of an operation and checks the error that a caller gets.

use std::fmt::Debug;
use std::future::IntoFuture;

use meterforge_runtime::{Error, Result};
use meterforge_stand_in::Recorder;

/// Lets the vendor refuse the call once with each status and checks what the error tells.
///
/// `body` makes the body of a refusal from a message, in the vendor's manner. The client must not retry.
///
/// # Panics
/// When a call succeeds or its error leaves something out.
pub async fn assert_refused<C, T>(
    vendor: &Recorder,
    operation: &str,
    statuses: &[u16],
    body: fn(u16, &str) -> String,
    call: impl Fn() -> C,
) where
    C: IntoFuture<Output = Result<T>>,
    T: Debug,
{
    for &status in statuses {
        let message = format!("refused with {status}, sorry – désolé");
        let body = body(status, &message);
        let request_id = format!("req-{status}");
        let headers = [("content-type", "application/json"), ("x-request-id", request_id.as_str())];
        vendor.answer(status, &headers, body.clone());
        match call().await {
            Ok(answer) => panic!("{operation} took {status} for a success: {answer:?}"),
            Err(error) => assert_tells(&error, operation, status, &message, &body, &request_id),
        }
    }
}

fn assert_tells(error: &Error, operation: &str, status: u16, message: &str, body: &str, request_id: &str) {
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(error.operation(), Some(operation));
    assert_eq!(error.text(), Some(body));
    assert_eq!(error.vendor_message().as_deref(), Some(message));
    assert_eq!(error.request_id(), Some(request_id));
    assert_eq!(error.attempts(), 1);
    let shown = error.to_string();
    for part in [operation, &status.to_string(), message, request_id] {
        assert!(shown.contains(part), "{part:?} is not in {shown:?}");
    }
    for (predicate, answer, expected) in [
        ("is_unauthenticated", error.is_unauthenticated(), status == 401),
        ("is_forbidden", error.is_forbidden(), status == 403),
        ("is_not_found", error.is_not_found(), status == 404),
        ("is_conflict", error.is_conflict(), status == 409),
        ("is_rate_limited", error.is_rate_limited(), status == 429),
        ("is_client_error", error.is_client_error(), (400..500).contains(&status)),
        ("is_server_error", error.is_server_error(), (500..600).contains(&status)),
        ("is_applied", error.is_applied(), false),
        ("is_decode", error.is_decode(), false),
        ("is_invalid_input", error.is_invalid_input(), false),
        ("is_already_gone", error.is_already_gone(), false),
        ("is_timeout", error.is_timeout(), false),
    ] {
        assert_eq!(answer, expected, "{predicate} of a {status}");
    }
}
