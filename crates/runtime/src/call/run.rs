//! The attempt loop: tries, judges, waits, tries again, until there is an answer or no reason to go on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue};
use tracing::{Instrument, Span};

use super::attempt::attempt;
use super::context::{CallContext, CallOptions};
use super::trace;
use super::verdict::{Circumstances, Effect, Verdict, attempt_limit, judge};
use crate::boxed::BoxFuture;
use crate::core::{Client, Core, Limits};
use crate::error::Result;
use crate::header;
use crate::replay::ReplaySafety;
use crate::request::Request;
use crate::response::Answer;
use crate::retry::{Failure, RetryDecision, RetryPolicy, RetryState};

/// Begins a call; it runs as it is polled.
pub(crate) fn start(context: &CallContext, request: Result<Request>) -> BoxFuture<'static, Result<Answer>> {
    let run = request.and_then(|request| Run::new(context, request));
    Box::pin(async move {
        let run = run?;
        let span = trace::call(&run.client.0, &run.request);
        run.finish(span.clone()).instrument(span).await
    })
}

/// A call with everything decided but its outcome.
struct Run {
    client: Client,
    request: Request,
    /// The headers of this call alone, checked.
    own_headers: Vec<(HeaderName, HeaderValue)>,
    limits: Limits,
    retry: Arc<dyn RetryPolicy>,
    safety: ReplaySafety,
}

impl Run {
    /// What the call says comes before what its client says, and that before what the operation says.
    fn new(context: &CallContext, request: Request) -> Result<Self> {
        let client = context.client.clone();
        let core = &client.0;
        let none = CallOptions::default();
        let options = context.options().unwrap_or(&none);
        let mut limits = core.limits;
        limits.call = options.timeout.unwrap_or(limits.call);
        limits.attempt = options.attempt_timeout.unwrap_or(limits.attempt);
        let retry = options.retry.as_ref().unwrap_or(&core.retry).clone();
        let safety = options.replay.or(core.replay).unwrap_or(request.traits.safety);
        let own_headers =
            options.headers.iter().map(|(name, value)| header::checked(name, value)).collect::<Result<_>>();
        let own_headers = own_headers.map_err(|error| error.of(request.operation))?;
        Ok(Self { client, request, own_headers, limits, retry, safety })
    }

    async fn finish(self, span: Span) -> Result<Answer> {
        let core = &*self.client.0;
        let began = core.clock.now();
        let mut effect = Effect::default();
        let mut attempts = 0;
        loop {
            attempts += 1;
            match self.attempt(began, attempts).await {
                Verdict::Answer { reply, is_duplicate } => {
                    core.budget.earn();
                    trace::status(&span, reply.status);
                    let Request { operation, dedup_keys, .. } = self.request;
                    return Ok(Answer { operation, reply, attempts, dedup_keys, is_duplicate });
                }
                Verdict::Failed { failure, error } => {
                    effect.note(&failure, &error);
                    match self.wait(began, attempts, &failure) {
                        Some(wait) => core.clock.sleep(wait).await,
                        None => {
                            trace::failure(&span, &error);
                            let fate = effect.fate(&self.request, &error, attempts);
                            return Err(error.of(self.request.operation).with(|inner| {
                                inner.attempts = attempts;
                                inner.dedup_keys = self.request.dedup_keys;
                                inner.fate = fate;
                            }));
                        }
                    }
                }
            }
        }
    }

    async fn attempt(&self, began: Instant, attempts: u32) -> Verdict {
        let core = &*self.client.0;
        let span = trace::attempt(core, &self.request, attempts);
        let (limit, is_last_moment) = attempt_limit(&self.limits, elapsed(core, began));
        let work = attempt(core, &self.request, &self.own_headers, limit);
        let (exchange, end) = work.instrument(span.clone()).await;
        let now = core.clock.system_time();
        let around = Circumstances { attempts, limits: self.limits, is_last_moment, now };
        let verdict = judge(&self.request, exchange, end, &around);
        match &verdict {
            Verdict::Answer { reply, .. } => trace::status(&span, reply.status),
            Verdict::Failed { error, .. } => trace::failure(&span, error),
        }
        verdict
    }

    /// How long to wait for the next attempt; none when there is to be none.
    fn wait(&self, began: Instant, attempts: u32, failure: &Failure) -> Option<Duration> {
        let core = &*self.client.0;
        let elapsed = elapsed(core, began);
        let state = RetryState { attempts, safety: self.safety, elapsed };
        let RetryDecision::Retry { not_before } = self.retry.on_error(&state, failure) else { return None };
        let wait = self.retry.backoff().jittered(attempts, core.chance.unit()).max(not_before.unwrap_or_default());
        // A wait that would use the time up is given up now: the caller learns the same, sooner.
        let fits = wait < self.limits.call.saturating_sub(elapsed);
        (fits && core.budget.spend()).then_some(wait)
    }
}

fn elapsed(core: &Core, began: Instant) -> Duration {
    core.clock.now().saturating_duration_since(began)
}
