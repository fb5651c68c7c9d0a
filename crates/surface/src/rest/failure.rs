//! Tells a caller why there is no good answer: the vendor's refusal as it came, or a problem of our own.

use axum::response::Response;
use http::StatusCode;
use meterforge_runtime::Error;
use meterforge_runtime::codegen_v1::{refused_parameter, relayed_body, relayed_headers};
use serde_json::Value;
use serde_json::value::RawValue;

use super::routes::Input;
use super::{Problem, answer};
use crate::binding::Source;
use crate::inputs::InputError;

/// What became of a call that failed.
pub(super) fn relay(error: &Error, inputs: &[Input]) -> Response {
    if let Some((parameter, problem)) = refused_parameter(error) {
        return unfit(InputError::new(parameter, problem), inputs);
    }
    match error.status() {
        Some(status) if error.is_response_too_large() => {
            upstream(StatusCode::BAD_GATEWAY, error).with("upstreamStatus", status.as_u16()).into()
        }
        // The answer is not what the contract says, but it is one: whoever called can read it as well as we can.
        Some(status) if error.is_decode() => {
            let body = relayed_body(error);
            match serde_json::from_slice::<&RawValue>(&body) {
                Ok(_) => answer::bare(status, &relayed_headers(error), body),
                Err(_) => answer::not_json(status),
            }
        }
        Some(status) if !error.is_applied() || error.is_partial() => {
            answer::bare(status, &relayed_headers(error), relayed_body(error))
        }
        Some(status) => upstream(StatusCode::BAD_GATEWAY, error).with("upstreamStatus", status.as_u16()).into(),
        None if error.is_timeout() => upstream(StatusCode::GATEWAY_TIMEOUT, error).into(),
        None => upstream(StatusCode::BAD_GATEWAY, error).into(),
    }
}

/// A problem with the way to the vendor. It says what a caller must know before asking again.
fn upstream(status: StatusCode, error: &Error) -> Problem {
    let outcome = match error {
        error if error.is_applied() => "applied",
        error if error.is_outcome_unknown() => "unknown",
        _ => "nothing done",
    };
    let problem = Problem::new(status, error.to_string()).with("outcome", outcome).with("attempts", error.attempts());
    match error.dedup_keys() {
        [] => problem,
        keys => problem.with("dedupKeys", keys.iter().map(|key| Value::from(key.as_str())).collect::<Vec<_>>()),
    }
}

/// An input that the call does not take, under the name by which the caller gave it.
pub(super) fn unfit(error: InputError, inputs: &[Input]) -> Response {
    let source = inputs.iter().find(|input| input.binding.input == error.input).map(|input| input.binding.source);
    let name = match source {
        Some(
            Source::Path(name, _)
            | Source::Query(name, _)
            | Source::Header(name, _)
            | Source::Cookie(name, _)
            | Source::Member(name),
        ) => name.to_owned(),
        Some(Source::Body) => "body".to_owned(),
        _ => error.input,
    };
    Problem::from(InputError { input: name, ..error }).into()
}

/// A route that is not served.
pub(super) fn not_served(why: &str) -> Response {
    Problem::new(StatusCode::FORBIDDEN, format!("this route is not served: {why}")).into()
}
