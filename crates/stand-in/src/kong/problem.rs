//! Turns a refusal into problem details (RFC 9457), with a list of invalid parameters where they are the reason.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A request that was not carried out, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    invalid_parameters: Vec<Value>,
}

impl Problem {
    pub(super) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Invalid credentials")
    }

    pub(super) fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "The token may only read")
    }

    pub(super) fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(super) fn gone() -> Self {
        Self::new(StatusCode::GONE, "The customer has been deleted")
    }

    pub(super) fn invalid(invalid_parameters: Vec<Value>) -> Self {
        Self { invalid_parameters, ..Self::new(StatusCode::BAD_REQUEST, "Some parameters are invalid") }
    }

    fn new(status: StatusCode, detail: &str) -> Self {
        Self { status, detail: detail.to_owned(), invalid_parameters: Vec::new() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status.as_u16();
        let mut body = json!({
            "status": status,
            "title": self.status.canonical_reason(),
            "type": format!("https://httpstatuses.com/{status}"),
            "instance": "kong:trace:1234567890",
            "detail": self.detail,
        });
        if self.status == StatusCode::BAD_REQUEST {
            body["invalid_parameters"] = self.invalid_parameters.into();
        }
        (self.status, [(CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}

/// An invalid parameter that breaks a rule without further figures.
pub(super) fn standard(field: &str, source: &str, rule: &str, reason: &str) -> Value {
    json!({ "field": field, "source": source, "rule": rule, "reason": reason })
}

/// An invalid parameter that is none of the values allowed.
pub(super) fn choice(field: &str, source: &str, choices: &[&str]) -> Value {
    let reason = format!("must be one of {}", choices.join(", "));
    json!({ "field": field, "source": source, "rule": "enum", "reason": reason, "choices": choices })
}

/// An invalid parameter that needs others.
pub(super) fn dependent(field: &str, dependents: &[&str]) -> Value {
    let reason = format!("needs {}", dependents.join(", "));
    json!({ "field": field, "source": "body", "rule": "dependent_fields", "reason": reason, "dependents": dependents })
}
