//! The rows of answers that are no success: errors, waits that are asked for, redirects.

use std::time::{Duration, SystemTime};

use sdk_tests::fault::Step;

use super::{Never, Replayable, Told, Unknown, Whole, row};
use crate::row::{Again::TooLate, Row};

pub(super) fn statuses() -> Vec<Row> {
    const SECOND: Duration = Duration::from_secs(1);
    let limited = |name, step| row(name, step, Replayable, "rate_limited", Told, Whole);
    let broken = |name, step| row(name, step, Replayable, "server_error", Unknown, Whole);
    vec![
        limited("429", || Step::json(429, SLOW_DOWN)),
        limited("429, retry-after-ms: 60", || Step::answer(429, "retry-after-ms: 60\r\n", SLOW_DOWN))
            .waits(Duration::from_millis(60)),
        limited("429, Retry-After: 1", || Step::answer(429, "retry-after: 1\r\n", SLOW_DOWN)).waits(SECOND),
        Row {
            again: TooLate,
            ..limited("429, Retry-After: 3600", || Step::answer(429, "retry-after: 3600\r\n", SLOW_DOWN))
        },
        Row {
            again: TooLate,
            ..limited("429, Retry-After: a date an hour away", || Step::answer(429, &date(true), SLOW_DOWN))
        },
        limited("429, Retry-After: a date gone by", || Step::answer(429, &date(false), SLOW_DOWN)),
        limited("429, Retry-After: soon", || Step::answer(429, "retry-after: soon\r\n", SLOW_DOWN)),
        broken("500", || Step::json(500, "\"boom\"")),
        broken("502 with an HTML page", || {
            Step::answer(502, "content-type: text/html\r\n", "<html>Bad gateway</html>")
        }),
        broken("503", || Step::json(503, "")),
        broken("503, Retry-After: 1", || Step::answer(503, "retry-after: 1\r\n", "")).waits(SECOND),
        broken("504", || Step::json(504, "")),
        row("408", || Step::answer(408, "", ""), Replayable, "client_error", Unknown, Whole),
        row("425", || Step::answer(425, "", ""), Replayable, "client_error", Told, Whole),
        row("400", || Step::json(400, "\"no such dimension\""), Never, "client_error", Told, Whole),
        row("501", || Step::json(501, ""), Never, "server_error", Told, Whole),
    ]
}

const SLOW_DOWN: &str = "\"slow down\"";

/// A date an hour away, to come or gone by.
fn date(is_to_come: bool) -> String {
    const HOUR: Duration = Duration::from_secs(3600);
    let date = if is_to_come { SystemTime::now() + HOUR } else { SystemTime::now() - HOUR };
    format!("retry-after: {}\r\n", httpdate::fmt_http_date(date))
}

pub(super) fn redirects() -> Vec<Row> {
    let redirect = |name, step| row(name, step, Never, "redirect", Told, Whole);
    vec![
        redirect("301 to the same origin", || moved(301, "/elsewhere")),
        redirect("301 to another origin", || moved(301, "http://127.0.0.1:1/elsewhere")),
        redirect("302 to the same origin", || moved(302, "/elsewhere")),
        redirect("302 to another origin", || moved(302, "http://127.0.0.1:1/elsewhere")),
        redirect("307 to the same origin", || moved(307, "/elsewhere")),
        redirect("307 to another origin", || moved(307, "http://127.0.0.1:1/elsewhere")),
        redirect("308 to the same origin", || moved(308, "/elsewhere")),
        redirect("308 to another origin", || moved(308, "http://127.0.0.1:1/elsewhere")),
    ]
}

fn moved(status: u16, location: &str) -> Step {
    Step::answer(status, &format!("location: {location}\r\n"), "")
}
