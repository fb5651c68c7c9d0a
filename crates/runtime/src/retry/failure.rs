//! Sorts what went wrong with an attempt by what it says about the vendor.

use std::time::Duration;

use http::StatusCode;

/// What went wrong with one attempt.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// How long the vendor asks to wait.
    pub retry_after: Option<Duration>,
    /// The vendor promises that an answer of this status was not processed.
    pub is_refusal: bool,
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// The connection never opened: the vendor has seen nothing.
    NotConnected,
    /// The vendor gave the request back unread.
    Unprocessed,
    /// The connection broke; the vendor may have read the request.
    Interrupted,
    /// No whole answer in time; the vendor may have read the request.
    TimedOut,
    /// An answer that is no success.
    Status(StatusCode),
    /// Anything that another attempt would not change.
    Final,
}

impl Failure {
    /// A failure of which the vendor said nothing.
    pub fn new(kind: FailureKind) -> Self {
        Self { kind, retry_after: None, is_refusal: false }
    }

    /// Whether the next attempt may fare better.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            FailureKind::NotConnected | FailureKind::Unprocessed | FailureKind::Interrupted | FailureKind::TimedOut => {
                true
            }
            FailureKind::Status(status) => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504) || self.is_refusal
            }
            FailureKind::Final => false,
        }
    }

    /// Whether it is certain that the vendor did not act.
    pub fn is_unprocessed(&self) -> bool {
        self.is_refusal || matches!(self.kind, FailureKind::NotConnected | FailureKind::Unprocessed)
    }

    /// Whether the vendor may have acted without our knowing: no answer, or one that blames the vendor's own side.
    pub fn leaves_doubt(&self) -> bool {
        match self.kind {
            FailureKind::Interrupted | FailureKind::TimedOut => true,
            // 501 and 505 are said before anything is done.
            FailureKind::Status(status) => match status.as_u16() {
                501 | 505 => false,
                408 => !self.is_refusal,
                _ => status.is_server_error() && !self.is_refusal,
            },
            FailureKind::NotConnected | FailureKind::Unprocessed | FailureKind::Final => false,
        }
    }
}
