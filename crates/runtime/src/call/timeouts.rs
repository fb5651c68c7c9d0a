//! Bounds how long a call and its attempts may take.

use std::time::Duration;

/// The limits that hold for one call.
#[derive(Clone, Copy)]
pub(super) struct Timeouts {
    /// The whole call, with its retries and waits.
    pub(super) call: Duration,
    pub(super) attempt: Duration,
}

impl Timeouts {
    /// What is left of the whole call.
    pub(super) fn left(&self, elapsed: Duration) -> Duration {
        self.call.saturating_sub(elapsed)
    }

    /// The time that one attempt may take, and whether the whole call ends with it.
    pub(super) fn of_attempt(&self, elapsed: Duration) -> (Duration, bool) {
        let left = self.left(elapsed);
        if left < self.attempt { (left, true) } else { (self.attempt, false) }
    }
}
