//! Reads how long a vendor asks to wait: `retry-after-ms`, and `Retry-After` in seconds or as a date (RFC 9110).

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};
use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};

/// How long to wait from `now`; a date that is past asks for no wait.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if let Some(wait) = text("retry-after-ms").and_then(number) {
        return Some(Duration::from_millis(wait));
    }
    let text = text(header::RETRY_AFTER.as_str())?;
    match number(text) {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => date(text).map(|date| SystemTime::from(date).duration_since(now).unwrap_or_default()),
    }
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}

/// RFC 9110 §5.6.7: the form that is sent today, and the two old ones that a reader must still know.
fn date(text: &str) -> Option<Timestamp> {
    let old = |format| strtime::parse(format, text).and_then(|parsed| parsed.to_datetime()).ok();
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok().or_else(|| {
        let civil = old("%A, %d-%b-%y %H:%M:%S GMT").or_else(|| old("%a %b %e %H:%M:%S %Y"))?;
        civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn reads_every_form() {
        // 1994-11-06 08:49:37 UTC, the moment that RFC 9110 takes for its examples.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 5);
        for (name, value, expected) in [
            ("retry-after", "7", Some(7_000)),
            ("retry-after", "0", Some(0)),
            ("retry-after", " 7 ", Some(7_000)),
            ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", Some(5_000)),
            ("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT", Some(5_000)),
            ("retry-after", "Sun Nov  6 08:49:37 1994", Some(5_000)),
            ("retry-after", "Sun, 06 Nov 1994 08:49:30 GMT", Some(0)),
            ("retry-after-ms", "1500", Some(1_500)),
            ("retry-after", "-1", None),
            ("retry-after", "+1", None),
            ("retry-after", "1.5", None),
            ("retry-after", "soon", None),
            ("retry-after", "", None),
            ("retry-after", "99999999999999999999999", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            assert_eq!(retry_after(&headers, now), expected.map(Duration::from_millis), "{name}: {value}");
        }
    }

    #[test]
    fn milliseconds_come_before_seconds() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", HeaderValue::from_static("2"));
        headers.insert("retry-after-ms", HeaderValue::from_static("1500"));
        assert_eq!(retry_after(&headers, SystemTime::UNIX_EPOCH), Some(Duration::from_millis(1_500)));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[ -~]{0,40}", milliseconds: u64, now in 0..4_000_000_000_u64) {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", HeaderValue::from_str(&text).unwrap());
            retry_after(&headers, now);
            headers.insert("retry-after-ms", HeaderValue::from(milliseconds));
            proptest::prop_assert_eq!(retry_after(&headers, now), Some(Duration::from_millis(milliseconds)));
        }

        #[test]
        fn seconds_and_dates_say_the_same(now in 0..4_000_000_000_i64, wait in 0..1_000_000_i64) {
            let date = Timestamp::from_second(now + wait).unwrap();
            let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap();
            let now = SystemTime::from(Timestamp::from_second(now).unwrap());
            for value in [date, wait.to_string()] {
                let mut headers = HeaderMap::new();
                headers.insert("retry-after", HeaderValue::from_str(&value).unwrap());
                let expected = Some(Duration::from_secs(wait.unsigned_abs()));
                proptest::prop_assert_eq!(retry_after(&headers, now), expected, "{}", value);
            }
        }
    }
}
