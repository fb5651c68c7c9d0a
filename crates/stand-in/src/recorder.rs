//! A vendor that turns each request into a record of it and answers from a script.

mod answer;
mod request;
mod script;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};

pub use answer::Answer;
pub use request::RecordedRequest;

use crate::server::Server;
use script::Script;

/// A scripted vendor on loopback.
///
/// ```
/// # async fn sample() -> std::io::Result<()> {
/// use meterforge_stand_in::{Answer, Recorder};
///
/// let vendor = Recorder::start().await?;
/// vendor.answer(503, &[("retry-after", "0")], "").answer_json(200, r#"{"id":"bm_1"}"#);
/// vendor.answer_at("GET", "/health", Answer::empty(204));
/// // … point a client at `vendor.url()`, then:
/// for request in vendor.requests() {
///     println!("{} {}", request.method, request.target);
/// }
/// # Ok(()) }
/// ```
///
/// Queued answers come first, in order; then those of the request's route, again and again; then a 501 that names the
/// request, so that a test which forgot to script an answer says so.
#[derive(Debug)]
pub struct Recorder {
    server: Server,
    script: SharedScript,
}

impl Recorder {
    /// Starts to listen.
    ///
    /// # Errors
    /// When loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into()).await
    }

    /// Starts to listen where another one did before.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start_at(address: SocketAddr) -> io::Result<Self> {
        let script = SharedScript::default();
        let router = Router::new().fallback(record).with_state(script.clone());
        Ok(Self { server: Server::start_at(router, address).await?, script })
    }

    /// The address it listens at.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The base URL to give to a client, without a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Queues an answer, headers and body as given.
    pub fn answer(&self, status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> &Self {
        let answer = headers.iter().fold(Answer::empty(status), |answer, (name, value)| answer.header(name, value));
        self.then(answer.body(body))
    }

    /// Queues an answer whose body is JSON.
    pub fn answer_json(&self, status: u16, body: impl Into<Vec<u8>>) -> &Self {
        self.then(Answer::json(status, body))
    }

    /// Queues the loss of an answer: the request is read and recorded, then the connection is closed.
    pub fn hang_up(&self) -> &Self {
        self.then(Answer::hang_up())
    }

    /// Queues an answer.
    pub fn then(&self, answer: Answer) -> &Self {
        self.script.lock().queue(answer);
        self
    }

    /// Gives every request with this method and exact raw path the same answer, once the queue is empty.
    pub fn answer_at(&self, method: &str, path: &str, answer: Answer) -> &Self {
        self.script.lock().route(method, path, answer);
        self
    }

    /// Every request so far, in the order in which they were read to the end.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.script.lock().requests().to_vec()
    }

    /// How many queued answers nobody has fetched yet.
    pub fn unanswered(&self) -> usize {
        self.script.lock().queued()
    }

    /// How many requests were let go by whoever made them, before the answer was due.
    pub fn abandoned(&self) -> usize {
        self.script.lock().abandoned()
    }
}

#[derive(Clone, Debug, Default)]
struct SharedScript(Arc<Mutex<Script>>);

impl SharedScript {
    fn lock(&self) -> MutexGuard<'_, Script> {
        // The script is whole between any two of its methods, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn record(State(script): State<SharedScript>, request: Request) -> Response {
    let request = match RecordedRequest::read(request).await {
        Ok(request) => request,
        Err(error) => return (axum::http::StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    };
    let answer = script.lock().play(request);
    let mut pending = Pending { script, is_done: false };
    let response = answer.send().await;
    pending.is_done = true;
    response
}

/// A request whose answer is not due yet. The server drops it when its connection is gone.
struct Pending {
    script: SharedScript,
    is_done: bool,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.is_done {
            self.script.lock().abandon();
        }
    }
}
