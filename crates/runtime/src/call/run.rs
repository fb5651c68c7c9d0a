//! The attempt loop: tries, judges, waits, tries again, until there is an answer or no reason to go on.

use std::future::ready;
use std::mem;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue};
use tracing::{Instrument as _, Span};

use super::attempt::{Attempt, Exchange};
use super::body_stream::BodyStream;
use super::context::{CallContext, CallOptions};
use super::timeouts::Timeouts;
use super::trace;
use super::verdict::{Circumstances, Effect, Verdict, judge};
use crate::auth::Proof;
use crate::boxed::BoxFuture;
use crate::budget::Paid;
use crate::clock::race;
use crate::core::{Client, Core};
use crate::error::{Error, Result};
use crate::header;
use crate::replay::ReplaySafety;
use crate::request::Request;
use crate::response::{Answer, Response};
use crate::retry::{Failure, RetryDecision, RetryPolicy, RetryState};
use crate::transport::Body;

/// What came of a call that did not fail. Behind a pointer, because it is handed on by every future around it.
pub(crate) struct Arrived {
    pub(crate) answer: Answer,
    /// The body, where it is handed on as it arrives.
    unread: Option<Box<Body>>,
}

/// Begins a call; it runs as it is polled.
pub(crate) fn start(context: &CallContext, request: Result<Request>) -> BoxFuture<'static, Result<Box<Arrived>>> {
    match request.and_then(|request| Run::new(context, request, false)) {
        Ok(mut run) => Box::pin(async move { run.traced().await }),
        Err(error) => Box::pin(ready(Err(error))),
    }
}

/// Begins a call whose body is handed on as it arrives.
pub(crate) fn stream(
    context: &CallContext,
    request: Result<Request>,
) -> BoxFuture<'static, Result<Response<BodyStream>>> {
    match request.and_then(|request| Run::new(context, request, true)) {
        Ok(mut run) => Box::pin(async move {
            let Arrived { answer, unread } = *run.traced().await?;
            let body = BodyStream::new(&run.client, &answer, unread);
            answer.decoded(Ok(body))
        }),
        Err(error) => Box::pin(ready(Err(error))),
    }
}

/// A call with everything decided but its outcome.
struct Run {
    client: Client,
    /// In a box, so that the memory of a call is of a size that allocators are quick with.
    request: Box<Request>,
    /// The headers of this call alone, checked.
    own_headers: Vec<(HeaderName, HeaderValue)>,
    timeouts: Timeouts,
    /// The policy of this call alone.
    own_retry: Option<Arc<dyn RetryPolicy>>,
    safety: ReplaySafety,
    is_streamed: bool,
}

/// How far a call has come.
struct Progress {
    began: Instant,
    attempts: u32,
    /// The proof that took the place of one that was refused. It is asked for once.
    renewed: Option<Arc<Proof>>,
    /// How many attempts were refused for their proof alone, so that the vendor has not acted on them.
    unproven: u32,
}

impl Run {
    /// What the call says comes before what its client says, and that before what the operation says.
    fn new(context: &CallContext, request: Request, is_streamed: bool) -> Result<Self> {
        let client = context.client.clone();
        let core = &client.0;
        let none = CallOptions::default();
        let options = context.options().unwrap_or(&none);
        let timeouts = Timeouts {
            call: options.timeout.unwrap_or(core.limits.call),
            attempt: options.attempt_timeout.unwrap_or(core.limits.attempt),
        };
        let own_retry = options.retry.clone();
        let safety = options.replay.or(core.replay).unwrap_or(request.traits.safety);
        let checked = options.headers.iter().map(|(name, value)| header::checked(name, value));
        let own_headers = header::check_count(options.headers.len()).and_then(|()| checked.collect());
        let own_headers = own_headers.map_err(|error| error.of(request.operation))?;
        let request = Box::new(request);
        Ok(Self { client, request, own_headers, timeouts, own_retry, safety, is_streamed })
    }

    async fn traced(&mut self) -> Result<Box<Arrived>> {
        let span = trace::call(&self.client.0, &self.request);
        // Pinned first, here and below: a future that is wrapped by value is copied.
        pin!(self.finish(&span)).instrument(span.clone()).await
    }

    async fn finish(&mut self, span: &Span) -> Result<Box<Arrived>> {
        let core = &*self.client.0;
        let mut effect = Effect::default();
        let mut now = core.clock.now();
        let mut progress = Progress { began: now, attempts: 0, renewed: None, unproven: 0 };
        loop {
            let (failure, error) = match self.attempt(&mut progress, now).await {
                Verdict::Answer { reply, unread, is_duplicate } => {
                    core.budget.earn();
                    trace::status(span, reply.status);
                    let (operation, attempts) = (self.request.operation, progress.attempts);
                    let dedup_keys = mem::take(&mut self.request.dedup_keys);
                    let answer = Answer { operation, reply, attempts, dedup_keys, is_duplicate };
                    return Ok(Box::new(Arrived { answer, unread }));
                }
                Verdict::Failed { failure, error } => (failure, error),
            };
            effect.note(&failure, &error);
            if !self.is_renewed(&mut progress, &error).await {
                let Some((wait, paid)) = self.wait(&progress, &failure) else {
                    trace::failure(span, &error);
                    let fate = effect.fate(&self.request, &error, progress.is_replay());
                    return Err(error.of(self.request.operation).with(|inner| {
                        inner.attempts = progress.attempts;
                        inner.dedup_keys = mem::take(&mut self.request.dedup_keys);
                        inner.fate = fate;
                    }));
                };
                core.clock.sleep(wait).await;
                paid.use_up();
            }
            now = core.clock.now();
        }
    }

    async fn attempt(&self, progress: &mut Progress, now: Instant) -> Verdict {
        let core = &*self.client.0;
        progress.attempts += 1;
        let span = trace::attempt(core, &self.request, progress.attempts);
        let (limit, is_last_moment) = self.timeouts.of_attempt(now.saturating_duration_since(progress.began));
        let attempt = Attempt {
            core,
            request: &self.request,
            own_headers: &self.own_headers,
            number: progress.attempts,
            is_streamed: self.is_streamed,
        };
        let mut exchange = Exchange::default();
        let renewed = progress.renewed.take();
        let end = pin!(attempt.make(renewed, limit, &mut exchange)).instrument(span.clone()).await;
        // A request that was long on its way leaves as much time for what follows as any other.
        progress.began += exchange.sending;
        let (is_replay, clock) = (progress.is_replay(), &*core.clock);
        let around = Circumstances { is_replay, timeouts: self.timeouts, is_last_moment, clock };
        let verdict = judge(&self.request, exchange, end, &around);
        match &verdict {
            Verdict::Answer { reply, .. } => trace::status(&span, reply.status),
            Verdict::Failed { error, .. } => trace::failure(&span, error),
        }
        verdict
    }

    /// Whether the vendor refused the token and its provider has another: then the call is sent once more, at once.
    async fn is_renewed(&self, progress: &mut Progress, error: &Error) -> bool {
        let core = &*self.client.0;
        let is_due = error.is_unauthenticated() && progress.unproven == 0 && self.request.body.is_ready();
        let Some(reply) = error.inner().reply.as_ref().filter(|_| is_due) else { return false };
        let left = self.timeouts.left(progress.elapsed(core));
        let renewing = pin!(core.authenticator.renewed(&reply.redaction, &*core.clock));
        progress.renewed = race(renewing, core.clock.sleep(left)).await.flatten();
        progress.unproven += u32::from(progress.renewed.is_some());
        progress.renewed.is_some()
    }

    /// How long to wait for the next attempt, which is paid for then; none when there is to be none.
    fn wait(&self, progress: &Progress, failure: &Failure) -> Option<(Duration, Paid<'_>)> {
        if !self.request.body.is_ready() {
            return None;
        }
        let core = &*self.client.0;
        let (attempts, elapsed) = (progress.attempts, progress.elapsed(core));
        let state = RetryState { attempts, safety: self.safety, elapsed };
        let retry = self.own_retry.as_ref().unwrap_or(&core.retry);
        let RetryDecision::Retry { not_before } = retry.on_error(&state, failure) else { return None };
        let wait = retry.backoff().jittered(attempts, core.chance.unit()).max(not_before.unwrap_or_default());
        // A wait that would use the time up is given up now: the caller learns the same, sooner.
        if wait >= self.timeouts.left(elapsed) {
            return None;
        }
        Some((wait, core.budget.spend()?))
    }
}

impl Progress {
    fn elapsed(&self, core: &Core) -> Duration {
        core.clock.now().saturating_duration_since(self.began)
    }

    /// Whether an attempt before this one may have arrived.
    fn is_replay(&self) -> bool {
        self.attempts > 1 + self.unproven
    }
}
