//! Answers "again?" from how safe the call is and how its last attempt failed.

use std::fmt;
use std::time::Duration;

use super::Failure;
use crate::backoff::Backoff;
use crate::replay::ReplaySafety;

/// Decides whether a failed attempt is followed by another.
///
/// ```
/// use meterforge_runtime::{Failure, RetryDecision, RetryPolicy, RetryState, StandardRetry};
///
/// /// The standard policy, but never after a rate limit.
/// #[derive(Debug)]
/// struct Polite(StandardRetry);
///
/// impl RetryPolicy for Polite {
///     fn on_error(&self, state: &RetryState, failure: &Failure) -> RetryDecision {
///         match failure.retry_after {
///             Some(_) => RetryDecision::Permanent,
///             None => self.0.on_error(state, failure),
///         }
///     }
/// }
/// ```
pub trait RetryPolicy: fmt::Debug + Send + Sync + 'static {
    /// Asked after a failed attempt. The client's retry budget and the time left are minded by the caller.
    fn on_error(&self, state: &RetryState, failure: &Failure) -> RetryDecision;

    /// How long to wait between attempts.
    fn backoff(&self) -> Backoff {
        Backoff::default()
    }
}

/// Where a call stands when its policy is asked.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RetryState {
    /// The attempts already made, from 1.
    pub attempts: u32,
    /// How safe it is to send the call again.
    pub safety: ReplaySafety,
    /// The time since the call began.
    pub elapsed: Duration,
}

impl RetryState {
    /// A state, for the tests of a policy.
    pub fn new(attempts: u32, safety: ReplaySafety, elapsed: Duration) -> Self {
        Self { attempts, safety, elapsed }
    }
}

/// What a policy can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// Another attempt would not help, or must not be made.
    Permanent,
    /// Another attempt might help, but enough were made.
    Exhausted,
    /// Another attempt, after the backoff.
    Retry {
        /// The least to wait, when the vendor said so.
        not_before: Option<Duration>,
    },
}

/// Replays what may be replayed after what may pass: 4 attempts unless told otherwise.
///
/// Safe, idempotent and keyed calls are sent again after any transient failure; unsafe ones only when it is certain
/// that the vendor did not act.
#[derive(Clone, Copy, Debug)]
pub struct StandardRetry {
    max_attempts: u32,
    backoff: Backoff,
}

impl StandardRetry {
    /// Four attempts, waiting 250 ms, doubled up to 10 s, with full jitter.
    pub const fn new() -> Self {
        Self { max_attempts: 4, backoff: Backoff::new(Duration::from_millis(250), Duration::from_secs(10)) }
    }

    /// The most attempts, the first one included; 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// How long to wait between attempts.
    pub const fn with_backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }
}

impl Default for StandardRetry {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy for StandardRetry {
    fn on_error(&self, state: &RetryState, failure: &Failure) -> RetryDecision {
        let may_replay = state.safety.is_replayable() || failure.is_unprocessed();
        if !failure.is_transient() || !may_replay {
            RetryDecision::Permanent
        } else if state.attempts >= self.max_attempts {
            RetryDecision::Exhausted
        } else {
            RetryDecision::Retry { not_before: failure.retry_after }
        }
    }

    fn backoff(&self) -> Backoff {
        self.backoff
    }
}

/// Never a second attempt, but for a token that the vendor refused and its provider has replaced.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn on_error(&self, _state: &RetryState, _failure: &Failure) -> RetryDecision {
        RetryDecision::Permanent
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::retry::FailureKind;

    const RETRY: RetryDecision = RetryDecision::Retry { not_before: None };

    fn decide(safety: ReplaySafety, attempts: u32, failure: &Failure) -> RetryDecision {
        StandardRetry::new().on_error(&RetryState::new(attempts, safety, Duration::ZERO), failure)
    }

    fn status(code: u16) -> FailureKind {
        FailureKind::Status(StatusCode::from_u16(code).unwrap())
    }

    #[test]
    fn what_is_replayable_is_replayed_after_what_may_pass() {
        use RetryDecision::Permanent;
        for (kind, replayable, once_only) in [
            (FailureKind::NotConnected, RETRY, RETRY),
            (FailureKind::Unprocessed, RETRY, RETRY),
            (FailureKind::Interrupted, RETRY, Permanent),
            (FailureKind::TimedOut, RETRY, Permanent),
            (status(408), RETRY, Permanent),
            (status(425), RETRY, Permanent),
            (status(429), RETRY, Permanent),
            (status(500), RETRY, Permanent),
            (status(502), RETRY, Permanent),
            (status(503), RETRY, Permanent),
            (status(504), RETRY, Permanent),
            (status(302), Permanent, Permanent),
            (status(400), Permanent, Permanent),
            (status(401), Permanent, Permanent),
            (status(404), Permanent, Permanent),
            (status(409), Permanent, Permanent),
            (status(501), Permanent, Permanent),
            (FailureKind::Final, Permanent, Permanent),
        ] {
            let failure = Failure::new(kind);
            for safety in [ReplaySafety::Safe, ReplaySafety::Idempotent, ReplaySafety::Keyed] {
                assert_eq!(decide(safety, 1, &failure), replayable, "{kind:?} {safety:?}");
            }
            assert_eq!(decide(ReplaySafety::Unsafe, 1, &failure), once_only, "{kind:?}");
        }
    }

    #[test]
    fn a_documented_refusal_is_replayed_even_when_unsafe() {
        let refusal = Failure { is_refusal: true, ..Failure::new(status(429)) };
        assert_eq!(decide(ReplaySafety::Unsafe, 1, &refusal), RETRY);
    }

    #[test]
    fn attempts_end_and_the_vendors_wait_is_passed_on() {
        let wait = Some(Duration::from_secs(7));
        let failure = Failure { retry_after: wait, ..Failure::new(status(503)) };
        for (attempts, expected) in [
            (1, RetryDecision::Retry { not_before: wait }),
            (3, RetryDecision::Retry { not_before: wait }),
            (4, RetryDecision::Exhausted),
            (5, RetryDecision::Exhausted),
        ] {
            assert_eq!(decide(ReplaySafety::Safe, attempts, &failure), expected, "{attempts}");
        }
    }

    #[test]
    fn retries_can_be_off() {
        let state = RetryState::new(1, ReplaySafety::Safe, Duration::ZERO);
        assert_eq!(NoRetry.on_error(&state, &Failure::new(status(503))), RetryDecision::Permanent);
    }

    #[test]
    fn doubt_is_what_no_answer_and_the_vendors_own_faults_leave() {
        for (kind, doubt) in [
            (FailureKind::NotConnected, false),
            (FailureKind::Unprocessed, false),
            (FailureKind::Interrupted, true),
            (FailureKind::TimedOut, true),
            (status(408), true),
            (status(429), false),
            (status(400), false),
            (status(500), true),
            (status(501), false),
            (status(503), true),
        ] {
            assert_eq!(Failure::new(kind).leaves_doubt(), doubt, "{kind:?}");
        }
        assert!(!Failure { is_refusal: true, ..Failure::new(status(503)) }.leaves_doubt());
    }
}
