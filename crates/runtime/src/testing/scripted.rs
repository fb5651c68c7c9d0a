//! Answers from a script, and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use super::RecordedRequest;
use crate::boxed::BoxFuture;
use crate::transport::{Body, Transport, TransportError, TransportErrorKind};
use crate::upload::RequestBody;

/// A vendor made of a list of answers, each given once, in order. Clones share the list.
#[derive(Clone, Default)]
pub struct ScriptedTransport(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    steps: VecDeque<Step>,
    requests: Vec<RecordedRequest>,
}

enum Step {
    Answer(http::Response<Bytes>),
    /// The headers and some of the body, then nothing but this error.
    Cut(http::Response<Bytes>, TransportErrorKind),
    Fail(TransportErrorKind),
    Stall,
}

impl ScriptedTransport {
    /// Nothing in the script yet: a request beyond its end fails and is not tried again.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers with a status and a body of JSON.
    pub fn answer(&self, status: u16, body: impl Into<Bytes>) -> &Self {
        self.answer_with(json(status, body.into()))
    }

    /// Answers with a response of your own.
    pub fn answer_with(&self, response: http::Response<Bytes>) -> &Self {
        self.push(Step::Answer(response))
    }

    /// Answers with a status, then breaks the connection after the given part of the body.
    pub fn cut_off(&self, status: u16, part: impl Into<Bytes>) -> &Self {
        self.cut_off_by(TransportErrorKind::Interrupted, status, part)
    }

    /// Answers with a status, then fails like this after the given part of the body.
    pub(crate) fn cut_off_by(&self, kind: TransportErrorKind, status: u16, part: impl Into<Bytes>) -> &Self {
        self.push(Step::Cut(json(status, part.into()), kind))
    }

    /// Fails as an exchange does.
    pub fn fail(&self, kind: TransportErrorKind) -> &Self {
        self.push(Step::Fail(kind))
    }

    /// Never answers, so that a time limit ends the attempt.
    pub fn stall(&self) -> &Self {
        self.push(Step::Stall)
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.script().requests.clone()
    }

    fn push(&self, step: Step) -> &Self {
        self.script().steps.push_back(step);
        self
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows no answer: a test may have put a secret into one, to see that it stays hidden.
impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("ScriptedTransport")
            .field("answers_left", &script.steps.len())
            .field("requests", &script.requests)
            .finish()
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = RecordedRequest::read(request).await?;
            let step = {
                let mut script = self.script();
                script.requests.push(request);
                script.steps.pop_front()
            };
            match step {
                Some(Step::Answer(response)) => Ok(response.map(Body::from)),
                Some(Step::Cut(response, kind)) => Ok(response.map(|part| {
                    let chunks = [Ok(part), Err(TransportError::new(kind, "as the script says"))];
                    Body::from_stream(Chunks(chunks.into_iter().collect()))
                })),
                Some(Step::Fail(kind)) => Err(TransportError::new(kind, "as the script says")),
                Some(Step::Stall) => pending().await,
                None => Err(TransportError::new(TransportErrorKind::Unsendable, "the script has no answer left")),
            }
        })
    }
}

struct Chunks(VecDeque<Result<Bytes, TransportError>>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front())
    }
}

/// A status that is none becomes 500: the test will say so soon enough.
fn json(status: u16, body: Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
