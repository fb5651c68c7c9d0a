//! Describes one operation of a vendor: its address and what its answers mean to the attempt loop.

use http::{Method, StatusCode};

use crate::replay::ReplaySafety;

/// What is known of an operation before any argument is.
#[derive(Clone, Debug)]
pub struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) traits: Traits,
}

/// What the attempt loop must know of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traits {
    pub(crate) safety: ReplaySafety,
    /// The status by which the vendor says "I have had this key before".
    pub(crate) duplicate: Option<u16>,
    /// The status by which the vendor says that it took only some of what was sent.
    pub(crate) partial: Option<u16>,
    /// Statuses that promise that nothing was processed.
    pub(crate) refused: &'static [u16],
    /// Statuses outside 2xx that are answers and no errors.
    pub(crate) answers: &'static [u16],
}

impl Traits {
    /// Whether the vendor says yes by this status.
    pub(crate) fn is_answer(&self, status: StatusCode) -> bool {
        status.is_success() || self.answers.contains(&status.as_u16())
    }
}

impl Operation {
    /// An operation; what else is known of it is added.
    pub const fn new(name: &'static str, method: Method, path: &'static str, safety: ReplaySafety) -> Self {
        let traits = Traits { safety, duplicate: None, partial: None, refused: &[], answers: &[] };
        Self { name, method, path, traits }
    }

    /// The status by which the vendor says that it has had this dedup key before.
    pub const fn duplicate(mut self, status: u16) -> Self {
        self.traits.duplicate = Some(status);
        self
    }

    /// The status by which the vendor says that it took only some of what was sent.
    pub const fn partial(mut self, status: u16) -> Self {
        self.traits.partial = Some(status);
        self
    }

    /// The statuses with which the vendor promises that it processed nothing.
    pub const fn refused(mut self, statuses: &'static [u16]) -> Self {
        self.traits.refused = statuses;
        self
    }

    /// The statuses outside 2xx that the contract lists as answers, such as a 302 whose location is the result.
    pub const fn answers(mut self, statuses: &'static [u16]) -> Self {
        self.traits.answers = statuses;
        self
    }
}
