//! Judges one attempt: an answer, or a failure with the error it becomes if it is the last.

use http::{Method, StatusCode};

use super::attempt::{End, Exchange};
use super::timeouts::Timeouts;
use crate::clock::Clock;
use crate::error::{Error, Fate, Kind, Reply};
use crate::json::DecodeError;
use crate::operation::Traits;
use crate::replay::ReplaySafety;
use crate::request::Request;
use crate::retry::{Failure, FailureKind, retry_after};
use crate::transport::{Body, TransportError, TransportErrorKind};

/// What is known when an attempt has ended.
pub(super) struct Circumstances<'a> {
    /// An earlier attempt may have arrived. One that was answered 401 has not.
    pub(super) is_replay: bool,
    pub(super) timeouts: Timeouts,
    /// The limit that held for this attempt was the end of the whole call.
    pub(super) is_last_moment: bool,
    /// Asked for the date when the vendor refuses: it may name one to wait for.
    pub(super) clock: &'a dyn Clock,
}

/// What one attempt amounts to.
pub(super) enum Verdict {
    Answer {
        reply: Reply,
        /// The body, where it is handed on as it arrives.
        unread: Option<Box<Body>>,
        is_duplicate: bool,
    },
    Failed {
        failure: Failure,
        error: Error,
    },
}

/// What failed attempts together say about the effect of a call.
#[derive(Default)]
pub(super) struct Effect {
    is_applied: bool,
    is_doubtful: bool,
}

/// Judges one attempt of `request`.
pub(super) fn judge(request: &Request, mut exchange: Exchange, end: End, around: &Circumstances<'_>) -> Verdict {
    let traits = &request.traits;
    let status = exchange.status();
    let is_sent = exchange.is_sent;
    let unread = exchange.unread.take();
    match (status, exchange.into_reply()) {
        (Some(status), Some(reply)) if traits.partial == Some(status.as_u16()) => {
            let error = Error::new(Kind::Partial).with(|inner| inner.reply = Some(reply));
            failed(Failure::new(FailureKind::Final), caused_by(end, error))
        }
        (Some(status), Some(reply)) if is_duplicate(request, status, around) => {
            Verdict::Answer { reply, unread, is_duplicate: true }
        }
        (Some(status), Some(reply)) if traits.is_answer(status) => match end {
            End::Complete => Verdict::Answer { reply, unread, is_duplicate: false },
            End::Broken(cause) => {
                let (failure, error) = broken_in_body(reply, cause);
                failed(failure, error.with(|inner| inner.fate = Fate::Applied))
            }
            end => {
                let (failure, error) = broken_off(end, is_sent, around);
                let error = error.with(|inner| {
                    inner.reply = Some(reply);
                    inner.fate = Fate::Applied;
                });
                failed(failure, error)
            }
        },
        (Some(status), Some(reply)) => refused(traits, status, reply, end, around),
        _ => {
            let (failure, error) = broken_off(end, is_sent, around);
            failed(failure, error)
        }
    }
}

/// A status that is no success. It is the error even when its body broke off: the vendor has spoken.
fn refused(traits: &Traits, status: StatusCode, reply: Reply, end: End, around: &Circumstances<'_>) -> Verdict {
    let wait = retry_after(&reply.headers, around.clock.system_time());
    let mut failure = Failure::new(FailureKind::Status(status));
    failure.retry_after = wait;
    failure.is_refusal = traits.refused.contains(&status.as_u16());
    let error = Error::new(Kind::Status).with(|inner| {
        inner.reply = Some(reply);
        inner.retry_after = wait;
    });
    failed(failure, caused_by(end, error))
}

/// The vendor's word stands; that its body could not be read to the end is the cause of what is missing.
fn caused_by(end: End, error: Error) -> Error {
    match end {
        End::Broken(cause) => error.because(cause.into_source()),
        _ => error,
    }
}

/// A body that failed on the way, after the vendor had said yes: it is not what it claims to be, which another attempt
/// would not change, or its connection broke. Nothing else can have been, whatever a transport says: the vendor has
/// read the request.
pub(super) fn broken_in_body(reply: Reply, cause: TransportError) -> (Failure, Error) {
    match cause.kind() {
        TransportErrorKind::Undecodable => {
            (Failure::new(FailureKind::Final), Error::decode(reply, DecodeError::unpacking(cause.into_source())))
        }
        _ => {
            let error = Error::new(Kind::Interrupted).with(|inner| inner.reply = Some(reply));
            (Failure::new(FailureKind::Interrupted), error.because(cause.into_source()))
        }
    }
}

/// An exchange that ended before there was a whole answer.
fn broken_off(end: End, is_sent: bool, around: &Circumstances<'_>) -> (Failure, Error) {
    let transport = end.transport_kind();
    match end {
        End::Unsent(error) => (Failure::new(FailureKind::Final), error),
        End::TooLarge { part, limit } => {
            (Failure::new(FailureKind::Final), Error::new(Kind::ResponseTooLarge { part, limit }))
        }
        End::TimedOut => {
            let kind = if is_sent { FailureKind::TimedOut } else { FailureKind::NotConnected };
            let error = match around.is_last_moment {
                true => Kind::CallTimeout(around.timeouts.call),
                false => Kind::AttemptTimeout(around.timeouts.attempt),
            };
            (Failure::new(kind), Error::new(error))
        }
        End::Stalled(limit) => (Failure::new(FailureKind::TimedOut), Error::new(Kind::Stalled(limit))),
        End::Broken(cause) => {
            let (failure, kind) = match transport {
                Some(TransportErrorKind::ConnectTimeout) => (FailureKind::NotConnected, Kind::ConnectTimeout),
                Some(TransportErrorKind::NotConnected) => (FailureKind::NotConnected, Kind::Connect),
                Some(TransportErrorKind::Untrusted) => (FailureKind::Final, Kind::Untrusted),
                Some(TransportErrorKind::Unprocessed) => (FailureKind::Unprocessed, Kind::Unprocessed),
                Some(TransportErrorKind::Unreadable) => (FailureKind::Final, Kind::unreadable()),
                Some(TransportErrorKind::Unsendable) => (FailureKind::Final, Kind::unsendable()),
                _ => (FailureKind::Interrupted, Kind::Interrupted),
            };
            (Failure::new(failure), Error::new(kind).because(cause.into_source()))
        }
        End::Complete => (Failure::new(FailureKind::Interrupted), Error::new(Kind::Interrupted)),
    }
}

fn failed(failure: Failure, error: Error) -> Verdict {
    Verdict::Failed { failure, error }
}

/// The declared duplicate answer, when this call may have been sent before: by us, or by the caller who brought the key.
fn is_duplicate(request: &Request, status: StatusCode, around: &Circumstances<'_>) -> bool {
    request.traits.duplicate == Some(status.as_u16()) && (around.is_replay || request.keys_brought)
}

impl Effect {
    /// Adds what one failed attempt says.
    pub(super) fn note(&mut self, failure: &Failure, error: &Error) {
        self.is_applied |= error.inner().fate == Fate::Applied;
        self.is_doubtful |= failure.leaves_doubt();
    }

    /// What the call as a whole says, when `error` is its end.
    pub(super) fn fate(&self, request: &Request, error: &Error, is_replay: bool) -> Fate {
        let is_gone = matches!(error.status(), Some(StatusCode::NOT_FOUND | StatusCode::GONE));
        let changes_something = request.traits.safety != ReplaySafety::Safe;
        match error.inner().fate {
            Fate::Told if request.method == Method::DELETE && is_replay && is_gone => Fate::AlreadyGone,
            Fate::Told if self.is_applied && changes_something => Fate::Applied,
            Fate::Told if self.is_doubtful && changes_something => Fate::Unknown,
            told => told,
        }
    }
}
