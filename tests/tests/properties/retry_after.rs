//! Whatever a vendor writes into `Retry-After` is a wait or is none, and every wait is read as it was meant.

use std::time::{Duration, SystemTime};

use meterforge_runtime::testing::{PausedClock, ScriptedTransport};
use meterforge_runtime::{Clock, http};
use proptest::prelude::*;

use super::{client, finish};

/// The wait that a call is told of by these headers.
fn wait(headers: &[(&str, &str)]) -> Option<Duration> {
    let mut response = http::Response::builder().status(429);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let transport = ScriptedTransport::new();
    transport.answer_with(response.body("".into()).unwrap());
    let error = finish(client(&transport).get_billable_metric("org_1", "bm_1").send()).unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    error.retry_after()
}

proptest! {
    #[test]
    fn seconds_are_seconds_and_milliseconds_come_first(seconds: u64, milliseconds: u64) {
        let (in_seconds, in_milliseconds) = (seconds.to_string(), milliseconds.to_string());
        prop_assert_eq!(wait(&[("retry-after", &in_seconds)]), Some(Duration::from_secs(seconds)));
        let both = [("retry-after", in_seconds.as_str()), ("retry-after-ms", &in_milliseconds)];
        prop_assert_eq!(wait(&both), Some(Duration::from_millis(milliseconds)));
    }

    /// From 1970 to 2100, written by another library than the one that reads.
    #[test]
    fn a_date_is_the_time_until_then(seconds in 0..4_102_444_800_u64) {
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let until = date.duration_since(PausedClock::default().system_time()).unwrap_or_default();
        prop_assert_eq!(wait(&[("retry-after", &httpdate::fmt_http_date(date))]), Some(until));
    }

    /// Half a number, a number too large, half a date: no wait, and no panic.
    #[test]
    fn what_is_neither_number_nor_date_is_no_wait(text in "[ -~]{0,30}") {
        let is_number = text.trim().parse::<u64>().is_ok() && !text.trim().starts_with('+');
        let is_date = httpdate::parse_http_date(text.trim()).is_ok();
        prop_assume!(!is_date);
        prop_assert_eq!(wait(&[("retry-after", &text)]).is_some(), is_number, "{:?}", text);
    }
}
