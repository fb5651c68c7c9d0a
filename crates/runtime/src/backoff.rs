//! Computes how long to wait between attempts: doubling, bounded, and spread by chance.

use std::time::Duration;

/// Waits that double up to a bound.
///
/// ```
/// use std::time::Duration;
/// use meterforge_runtime::Backoff;
///
/// let backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(10));
/// assert_eq!(backoff.delay(1), Duration::from_millis(250));
/// assert_eq!(backoff.delay(3), Duration::from_secs(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    initial: Duration,
    maximum: Duration,
}

impl Backoff {
    /// The first wait, and the one that is never exceeded.
    pub const fn new(initial: Duration, maximum: Duration) -> Self {
        Self { initial, maximum }
    }

    /// The longest wait after so many attempts, from 1.
    pub fn delay(&self, attempts: u32) -> Duration {
        let doubled = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        self.initial.saturating_mul(doubled).min(self.maximum)
    }

    /// The wait itself: anything from nothing to [`delay`](Self::delay), as `unit` (0 to 1) has it, so that many
    /// callers that failed together do not come back together.
    pub fn jittered(&self, attempts: u32, unit: f64) -> Duration {
        let delay = self.delay(attempts);
        let share = if unit.is_nan() { 1.0 } else { unit.clamp(0.0, 1.0) };
        // Only a delay beyond what a double can say fails here; it is then waited in full.
        // A double may also be a little above what it stands for.
        Duration::try_from_secs_f64(delay.as_secs_f64() * share).map_or(delay, |wait| wait.min(delay))
    }
}

/// 250 ms, doubled up to 10 s.
impl Default for Backoff {
    fn default() -> Self {
        Self::new(Duration::from_millis(250), Duration::from_secs(10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_the_bound() {
        let expected =
            [(0, 250), (1, 250), (2, 500), (3, 1_000), (6, 8_000), (7, 10_000), (40, 10_000), (u32::MAX, 10_000)];
        for (attempts, milliseconds) in expected {
            assert_eq!(Backoff::default().delay(attempts), Duration::from_millis(milliseconds), "{attempts}");
        }
    }

    #[test]
    fn jitter_spreads_over_the_whole_delay() {
        for (unit, milliseconds) in [(0.0, 0), (0.5, 250), (1.0, 500), (7.0, 500), (-1.0, 0)] {
            assert_eq!(Backoff::default().jittered(2, unit), Duration::from_millis(milliseconds), "{unit}");
        }
    }

    #[test]
    fn extreme_settings_do_not_overflow() {
        let endless = Backoff::new(Duration::MAX, Duration::MAX);
        assert_eq!(endless.delay(9), Duration::MAX);
        assert_eq!(endless.jittered(9, f64::NAN), Duration::MAX);
        let long = Backoff::new(Duration::new(972, 928_101_000), Duration::MAX);
        assert_eq!(long.jittered(33, 1.0), long.delay(33));
        assert_eq!(Backoff::new(Duration::ZERO, Duration::ZERO).jittered(3, 0.9), Duration::ZERO);
    }

    proptest::proptest! {
        #[test]
        fn waits_stay_in_bounds(
            initial in 0..1_000_000_u64,
            maximum in 0..1_000_000_u64,
            attempts: u32,
            unit in 0.0..1.0_f64,
        ) {
            let backoff = Backoff::new(Duration::from_millis(initial), Duration::from_millis(maximum));
            let (delay, next) = (backoff.delay(attempts), backoff.delay(attempts.saturating_add(1)));
            proptest::prop_assert!(delay <= next && next <= Duration::from_millis(maximum));
            proptest::prop_assert!(delay >= Duration::from_millis(initial.min(maximum)));
            proptest::prop_assert!(backoff.jittered(attempts, unit) <= delay);
        }
    }
}
