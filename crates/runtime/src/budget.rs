//! Bounds the retries of a whole client, so that a vendor that is down is not knocked on ever harder.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs, in successes.
const RETRY_COST: u32 = 5;

/// A bucket of tokens: each retry takes five, each success gives one back.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: AtomicU32,
    /// None where nothing is counted.
    capacity: Option<u32>,
}

/// A retry that is paid for. Its price comes back when it is let go before it is made: a call that is dropped while it
/// waits has asked nothing of the vendor.
#[must_use = "it is given back when it is dropped"]
#[derive(Debug)]
pub(crate) struct Paid<'a>(Option<&'a RetryBudget>);

impl RetryBudget {
    /// A full budget that pays for so many retries; without a number, for all.
    pub(crate) fn of(retries: Option<u32>) -> Self {
        let capacity = retries.map(|retries| retries.saturating_mul(RETRY_COST));
        Self { tokens: AtomicU32::new(capacity.unwrap_or_default()), capacity }
    }

    /// Pays for a retry; none when there is not enough left.
    pub(crate) fn spend(&self) -> Option<Paid<'_>> {
        if self.capacity.is_some() {
            let rest = |left: u32| left.checked_sub(RETRY_COST);
            self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, rest).ok()?;
        }
        Some(Paid(Some(self)))
    }

    /// Earns from a success.
    pub(crate) fn earn(&self) {
        self.fill(1);
    }

    /// Adds tokens. A full bucket, the ordinary case, is only read.
    fn fill(&self, tokens: u32) {
        let Some(capacity) = self.capacity else { return };
        let filled = |left: u32| (left < capacity).then(|| left.saturating_add(tokens).min(capacity));
        // Err says that the bucket is full already.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, filled);
    }
}

impl Paid<'_> {
    /// The retry is made.
    pub(crate) fn use_up(mut self) {
        self.0 = None;
    }
}

impl Drop for Paid<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.fill(RETRY_COST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of so many retries are paid for.
    fn paid(budget: &RetryBudget, retries: u32) -> usize {
        (0..retries).filter_map(|_| budget.spend()).map(Paid::use_up).count()
    }

    #[test]
    fn a_hundred_retries_empty_it_and_five_successes_pay_for_one() {
        let budget = RetryBudget::of(Some(100));
        assert_eq!(paid(&budget, 200), 100);
        (0..4).for_each(|_| budget.earn());
        assert_eq!(paid(&budget, 1), 0);
        budget.earn();
        assert_eq!(paid(&budget, 2), 1);
    }

    #[test]
    fn it_never_holds_more_than_at_first() {
        let budget = RetryBudget::of(Some(100));
        (0..1000).for_each(|_| budget.earn());
        assert_eq!(paid(&budget, 200), 100);
    }

    #[test]
    fn what_is_not_made_is_given_back() {
        let budget = RetryBudget::of(Some(1));
        drop(budget.spend().unwrap());
        assert_eq!(paid(&budget, 2), 1);
    }

    #[test]
    fn it_is_as_large_as_it_is_made() {
        for (retries, expected) in [(Some(1), 1), (Some(3), 3), (Some(u32::MAX), 10_000), (None, 10_000)] {
            assert_eq!(paid(&RetryBudget::of(retries), 10_000), expected, "{retries:?}");
        }
        let endless = RetryBudget::of(None);
        endless.earn();
        assert_eq!(paid(&endless, 3), 3);
    }
}
