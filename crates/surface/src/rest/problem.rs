//! Writes what we refuse ourselves as problem details (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde_json::{Map, Value};

use crate::inputs::InputError;

/// A refusal of our own.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    members: Map<String, Value>,
}

impl Problem {
    /// A problem of this status; `detail` is a sentence for people.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let members = Map::from_iter([
            ("title".to_owned(), status.canonical_reason().unwrap_or("Error").into()),
            ("status".to_owned(), status.as_u16().into()),
            ("detail".to_owned(), detail.into().into()),
        ]);
        Self { status, members }
    }

    /// The same with one more member for programs.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }
}

impl From<InputError> for Problem {
    fn from(error: InputError) -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, error.to_string()).with("input", error.input);
        if error.pointer.is_empty() { problem } else { problem.with("pointer", error.pointer) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Value::Object(self.members).to_string();
        (self.status, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

impl From<Problem> for Response {
    fn from(problem: Problem) -> Self {
        problem.into_response()
    }
}

/// The path is served, but not by this method.
pub fn method_not_allowed(allowed: &[&str]) -> Response {
    let allowed = allowed.join(", ");
    let detail = format!("this route takes {allowed}");
    let mut response = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).into_response();
    if let Ok(allowed) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}
