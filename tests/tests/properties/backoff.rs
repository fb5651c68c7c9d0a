//! Waits between attempts stay within their bounds, whatever the settings and the chance.

use std::time::Duration;

use meterforge_runtime::testing::{FixedChance, PausedClock, ScriptedTransport};
use meterforge_runtime::{Backoff, StandardRetry};
use proptest::prelude::*;
use suger_metering::Client;

use super::finish;

/// Any time up to some months, and oftener than chance would have it the extremes.
fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![(0..10_000_000_000_u64).prop_map(Duration::from_micros), Just(Duration::ZERO), Just(Duration::MAX),]
}

proptest! {
    #[test]
    fn delays_grow_up_to_the_bound(initial in duration(), maximum in duration(), attempts in 1..u32::MAX) {
        let backoff = Backoff::new(initial, maximum);
        prop_assert_eq!(backoff.delay(1), initial.min(maximum));
        prop_assert!(backoff.delay(attempts) <= backoff.delay(attempts + 1));
        prop_assert!(backoff.delay(attempts + 1) <= maximum);
        prop_assert!(backoff.delay(attempts + 1) <= backoff.delay(attempts).saturating_mul(2));
    }

    #[test]
    fn jitter_only_shortens(initial in duration(), maximum in duration(), attempts in 1..80_u32, unit: f64) {
        let backoff = Backoff::new(initial, maximum);
        prop_assert!(backoff.jittered(attempts, unit) <= backoff.delay(attempts));
        prop_assert!(backoff.jittered(attempts, 0.0).is_zero());
    }

    /// A call waits between its attempts only, no longer than the backoff says, and never into its end.
    #[test]
    fn a_call_waits_between_its_attempts(
        initial in 0..5_000_u64,
        maximum in 0..5_000_u64,
        attempts in 1..8_u32,
        unit in 0.0..1.0_f64,
        limit in 1..20_000_u64,
    ) {
        let [initial, maximum, limit] = [initial, maximum, limit].map(Duration::from_millis);
        let backoff = Backoff::new(initial, maximum);
        let (transport, clock) = (ScriptedTransport::new(), PausedClock::default());
        for _ in 0..attempts {
            transport.answer(503, "");
        }
        let builder = Client::builder().base_url("https://vendor.example").credential("s3cret").timeout(limit);
        let retry = StandardRetry::new().max_attempts(attempts).with_backoff(backoff);
        let builder = builder.retry(retry).chance(FixedChance(unit)).transport(transport).clock(clock.clone());
        let call = builder.build().unwrap().get_billable_metric("org_1", "bm_1");
        let error = finish(call.send()).unwrap_err();

        let slept = clock.slept();
        prop_assert!(error.is_server_error() && error.attempts() <= attempts);
        prop_assert_eq!(slept.len(), error.attempts() as usize - 1);
        for (made, wait) in (1..).zip(&slept) {
            prop_assert_eq!(*wait, backoff.jittered(made, unit));
        }
        let total: Duration = slept.iter().sum();
        prop_assert!(total < limit);
        // It gave up early only because the next wait would have taken what was left.
        let next = backoff.jittered(error.attempts(), unit);
        prop_assert!(error.attempts() == attempts || total + next >= limit);
    }
}
