//! Describes one operation of a vendor: its address and what its answers mean to the attempt loop.

use http::Method;

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

impl Operation {
    /// An operation of which nothing is promised: unsafe to replay.
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        let traits =
            Traits { safety: ReplaySafety::Unsafe, duplicate: None, partial: None, refused: &[], answers: &[] };
        Self { name, method, path, traits }
    }

    /// Changes nothing at the vendor.
    pub const fn safe(mut self) -> Self {
        self.traits.safety = ReplaySafety::Safe;
        self
    }

    /// Sent twice it leaves the vendor as if sent once.
    pub const fn idempotent(mut self) -> Self {
        self.traits.safety = ReplaySafety::Idempotent;
        self
    }

    /// The vendor recognises a second one by its dedup key.
    pub const fn keyed(mut self) -> Self {
        self.traits.safety = ReplaySafety::Keyed;
        self
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
