//! Bounds the retries of a whole client, so that a vendor that is down is not knocked on ever harder.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;
const RETRY_COST: u32 = 5;
const SUCCESS_GAIN: u32 = 1;

/// A bucket of tokens: each retry takes five, each success gives one back.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl RetryBudget {
    /// Pays for a retry; false when there is not enough left.
    pub(crate) fn spend(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(RETRY_COST)).is_ok()
    }

    /// Earns from a success. A full bucket, the ordinary case, is only read.
    pub(crate) fn earn(&self) {
        let filled = |left: u32| (left < CAPACITY).then(|| (left + SUCCESS_GAIN).min(CAPACITY));
        // Err says that the bucket is full already.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, filled);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_retries_empty_it_and_five_successes_pay_for_one() {
        let budget = RetryBudget::default();
        assert_eq!((0..200).filter(|_| budget.spend()).count(), 100);
        (0..4).for_each(|_| budget.earn());
        assert!(!budget.spend());
        budget.earn();
        assert!(budget.spend());
        assert!(!budget.spend());
    }

    #[test]
    fn it_never_holds_more_than_at_first() {
        let budget = RetryBudget::default();
        (0..1000).for_each(|_| budget.earn());
        assert_eq!((0..200).filter(|_| budget.spend()).count(), 100);
    }
}
