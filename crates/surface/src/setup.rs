//! Prepares the client of a surface: where its settings come from, and who is told of its attempts.

use std::ffi::OsString;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{Extensions, StatusCode};
use meterforge_runtime::codegen_v1::{ClientBuilder, Service};
use meterforge_runtime::{AttemptInfo, Body, BoxFuture, Middleware, Next, RequestBody, Result, TransportError};
use tokio::sync::watch;

/// How the clients behind surfaces are made.
#[derive(Clone)]
pub struct Setup {
    variables: Arc<Variables>,
    user_agent: String,
    call_time: Option<Duration>,
    observer: Option<Arc<dyn Observer>>,
}

/// Looks a variable up.
type Variables = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// Is told of every attempt that the client of a surface makes.
pub trait Observer: fmt::Debug + Send + Sync + 'static {
    /// An attempt has ended, or at least its headers are there.
    fn ended(&self, report: &AttemptReport<'_>);

    /// A request for a route or a tool was answered.
    fn served(&self, report: &ServedReport<'_>) {
        let _ = report;
    }
}

/// How a request for a route or a tool was answered.
#[derive(Clone, Copy, Debug)]
pub struct ServedReport<'a> {
    /// The adapter or server.
    pub namespace: &'a str,
    /// The route's path with its method, or the tool's name.
    pub name: &'a str,
    /// The status of a route's answer; none for a tool.
    pub status: Option<StatusCode>,
    /// Whether it was answered as asked.
    pub is_good: bool,
    /// From the request's arrival until its answer.
    pub took: Duration,
    /// What the listener has put into the HTTP request that a tool's answer goes to. None for routes, for tools that are
    /// called in another way, and for calls that were taken back.
    pub request: Option<&'a Extensions>,
}

/// How an attempt went.
#[derive(Clone, Copy, Debug)]
pub struct AttemptReport<'a> {
    /// The operation.
    pub operation: &'a str,
    /// Which attempt of its call it was, from 1.
    pub attempt: u32,
    /// The vendor's status; none when no answer came.
    pub status: Option<StatusCode>,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// From handing the request over until the answer's headers, or until there was no more hope of them.
    pub took: Duration,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptOutcome {
    /// The vendor answered, whatever it said.
    Answered,
    /// The way to the vendor failed.
    Failed,
    /// Its time was up, or its caller went away.
    GivenUp,
}

impl Setup {
    /// Settings from the environment; `program` is named at the end of the user agent, such as `meterforge/0.1.0`.
    pub fn new(program: impl Into<String>) -> Self {
        Self {
            variables: Arc::new(|name| std::env::var_os(name)),
            user_agent: program.into(),
            call_time: None,
            observer: None,
        }
    }

    /// Takes the settings from elsewhere: a file, a test.
    pub fn variables(mut self, lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        self.variables = Arc::new(lookup);
        self
    }

    /// Limits each call as a whole, with its retries and waits; otherwise the SDK's own limit holds.
    pub fn call_time(mut self, limit: Duration) -> Self {
        self.call_time = Some(limit);
        self
    }

    /// Tells someone of every attempt and every answer.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Who is told.
    pub(crate) fn told(&self) -> Option<Arc<dyn Observer>> {
        self.observer.clone()
    }

    /// The client of an SDK.
    ///
    /// # Errors
    /// [`is_configuration`](meterforge_runtime::Error::is_configuration) naming the variable that is missing or unusable.
    pub fn client<C: Service>(&self, builder: ClientBuilder<C>) -> Result<C> {
        let builder = builder.from_variables(|name| (self.variables)(name))?.user_agent_suffix(&self.user_agent);
        let builder = match self.call_time {
            Some(limit) => builder.timeout(limit),
            None => builder,
        };
        builder.middleware(Observing(self.observer.clone())).build()
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup")
            .field("user_agent", &self.user_agent)
            .field("call_time", &self.call_time)
            .field("observer", &self.observer)
            .finish_non_exhaustive()
    }
}

tokio::task_local! {
    /// Which attempt the call of this task is at.
    static ATTEMPTS: watch::Sender<u32>;
}

/// Runs a call and counts its attempts into a channel.
pub(crate) async fn counted<T>(attempts: watch::Sender<u32>, call: impl Future<Output = T>) -> T {
    ATTEMPTS.scope(attempts, call).await
}

/// Stands around each attempt and tells of it.
#[derive(Debug)]
struct Observing(Option<Arc<dyn Observer>>);

impl Middleware for Observing {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, std::result::Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let Some(attempt) = request.extensions().get::<AttemptInfo>().cloned() else {
                return next.send(request).await;
            };
            // A call that nobody counts has no channel.
            let _ = ATTEMPTS.try_with(|attempts| attempts.send_replace(attempt.attempt()));
            let mut report = Report { observer: self.0.as_deref(), attempt, began: Instant::now(), answer: None };
            let answer = next.send(request).await;
            report.answer = Some(answer.as_ref().ok().map(http::Response::status));
            answer
        })
    }
}

/// Tells of an attempt when it is dropped: one that runs out of time never comes to an end of its own.
struct Report<'a> {
    observer: Option<&'a dyn Observer>,
    attempt: AttemptInfo,
    began: Instant,
    /// The status, if one came, of an attempt that has ended.
    answer: Option<Option<StatusCode>>,
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        let Some(observer) = self.observer else { return };
        let outcome = match self.answer {
            Some(Some(_)) => AttemptOutcome::Answered,
            Some(None) => AttemptOutcome::Failed,
            None => AttemptOutcome::GivenUp,
        };
        observer.ended(&AttemptReport {
            operation: self.attempt.operation(),
            attempt: self.attempt.attempt(),
            status: self.answer.flatten(),
            outcome,
            took: self.began.elapsed(),
        });
    }
}
