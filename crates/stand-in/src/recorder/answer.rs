//! Turns a scripted answer into a response.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::server::HangUp;

/// What the recorder says to one request.
#[derive(Clone, Debug)]
pub struct Answer {
    outcome: Outcome,
    wait: Duration,
}

#[derive(Clone, Debug)]
enum Outcome {
    Respond { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    HangUp,
}

impl Answer {
    /// An answer with neither headers nor body.
    pub fn empty(status: u16) -> Self {
        Self { outcome: Outcome::Respond { status, headers: Vec::new(), body: Vec::new() }, wait: Duration::ZERO }
    }

    /// An answer whose body is JSON, sent as it is written.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::empty(status).header("content-type", "application/json").body(body)
    }

    /// No answer at all: the connection is closed.
    pub fn hang_up() -> Self {
        Self { outcome: Outcome::HangUp, wait: Duration::ZERO }
    }

    /// Adds a header; a repeated name is sent repeatedly.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Outcome::Respond { headers, .. } = &mut self.outcome {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Replaces the body.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        if let Outcome::Respond { body, .. } = &mut self.outcome {
            *body = bytes.into();
        }
        self
    }

    /// Lets the request wait before it is answered.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    pub(super) async fn send(self) -> Response {
        if !self.wait.is_zero() {
            tokio::time::sleep(self.wait).await;
        }
        match self.outcome {
            Outcome::HangUp => HangUp.into_response(),
            Outcome::Respond { status, headers, body } => {
                let response = headers
                    .into_iter()
                    .fold(Response::builder().status(status), |response, (name, value)| response.header(name, value));
                // A script that is no valid HTTP is a fault of the test, which must see what is wrong with it.
                response.body(Body::from(body)).unwrap_or_else(|error| {
                    (StatusCode::NOT_IMPLEMENTED, format!("the scripted answer is not valid: {error}")).into_response()
                })
            }
        }
    }
}
