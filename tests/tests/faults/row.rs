//! One row of the table: a fault, and what is expected of every call that meets it.

use std::time::Duration;

use meterforge_runtime::ReplaySafety;
use sdk_tests::fault::{BodySeen, Protocol, Step};

use super::ATTEMPTS;

/// A fault, and what is expected of every call that meets it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) protocol: Protocol,
    pub(crate) step: fn() -> Step,
    /// The limit that is set so low that it may be reached.
    pub(crate) low: Limit,
    /// Which calls are sent again.
    pub(crate) again: Again,
    /// The predicate that is true of the error.
    pub(crate) error: &'static str,
    pub(crate) fate: Fate,
    /// How much the vendor read of the body, where there was one.
    pub(crate) body: BodySeen,
    /// The least wait before each further attempt.
    pub(crate) wait: Duration,
}

/// A limit that can end an attempt or a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    None,
    Connect,
    Attempt,
    Call,
    Size,
}

/// Which calls are sent again after a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// Every call: the vendor cannot have acted.
    All,
    /// Those that may be replayed: safe, idempotent and keyed ones.
    Replayable,
    /// None, although some might be: the wait would go beyond the time left.
    TooLate,
    /// None: another attempt would not change it.
    Never,
}

/// What the error says about the effect of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing: no effect, as far as the vendor says.
    Told,
    /// That it is unknown, unless the call changes nothing.
    Unknown,
    /// That it is done.
    Applied,
}

/// What is expected, or was observed, of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) attempts: u32,
    /// Names of predicates, without `is_`; empty for none, or for an answer.
    pub(crate) error: String,
    pub(crate) fate: Fate,
    pub(crate) ended_by: Limit,
    pub(crate) bodies: Vec<BodySeen>,
}

impl Row {
    /// Whether the fault is one of waiting.
    pub(crate) fn takes_time(&self) -> bool {
        matches!(self.low, Limit::Connect | Limit::Attempt | Limit::Call) || !self.wait.is_zero()
    }

    /// How many attempts a call of this safety makes when the fault stays.
    pub(crate) fn attempts(&self, safety: ReplaySafety) -> u32 {
        let is_sent_again = match self.again {
            Again::All => true,
            Again::Replayable => safety != ReplaySafety::Unsafe,
            Again::TooLate | Again::Never => false,
        };
        if is_sent_again { ATTEMPTS } else { 1 }
    }

    /// What becomes of a call of this safety when the fault stays.
    pub(crate) fn expected(&self, safety: ReplaySafety) -> Outcome {
        let attempts = self.attempts(safety);
        let body = if safety == ReplaySafety::Safe { BodySeen::Nothing } else { self.body };
        // The vendor cannot count the connections that it refuses.
        let is_seen = !matches!((self.step)(), Step::Refuse);
        Outcome {
            attempts,
            error: self.error.to_owned(),
            fate: if self.fate == Fate::Unknown && safety == ReplaySafety::Safe { Fate::Told } else { self.fate },
            ended_by: self.ended_by(safety),
            bodies: if is_seen { vec![body; attempts as usize] } else { Vec::new() },
        }
    }

    /// The limit that ends an attempt or the call.
    pub(crate) fn ended_by(&self, safety: ReplaySafety) -> Limit {
        match self.again {
            // Not the time, but the safety of the call is why it is not sent again.
            Again::TooLate if safety == ReplaySafety::Unsafe => Limit::None,
            Again::TooLate => Limit::Call,
            _ => self.low,
        }
    }
}
