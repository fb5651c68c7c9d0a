//! The table itself: every fault, and what is expected of the calls that meet it.

use std::io::Write;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use flate2::{Compression, write::GzEncoder};
use sdk_tests::fault::{BodySeen, Frames, Handshake, Protocol, Reads, Step, Then};

use super::row::{Again, Fate, Limit, Row};

use Again::{All, Never, Replayable, TooLate};
use BodySeen::{Nothing, Part, Whole};
use Fate::{Applied, Told, Unknown};

/// The largest body that the clients of the table accept.
pub(crate) const MAX_BODY: u64 = 1024 * 1024;

/// A heading, and the rows under it.
pub(crate) type Group = (&'static str, fn() -> Vec<Row>);

/// All rows.
pub(crate) const GROUPS: [Group; 8] = [
    ("No connection", connection),
    ("No answer", silence),
    ("Half an answer", half),
    ("An answer that cannot be read", unreadable),
    ("Too much of an answer", large),
    ("Statuses", statuses),
    ("Redirects", redirects),
    ("HTTP/2", http2),
];

/// A row whose fault is met over plain HTTP and reaches no limit.
fn row(name: &'static str, step: fn() -> Step, again: Again, error: &'static str, fate: Fate, body: BodySeen) -> Row {
    Row { name, protocol: Protocol::Http, step, low: Limit::None, again, error, fate, body, wait: Duration::ZERO }
}

impl Row {
    /// The limit that the fault is meant to reach.
    fn reaches(self, low: Limit) -> Self {
        Self { low, ..self }
    }

    fn over(self, protocol: Protocol) -> Self {
        Self { protocol, ..self }
    }

    fn waits(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }
}

fn connection() -> Vec<Row> {
    let tls = |name, step, again, error| row(name, step, again, error, Told, Nothing).over(Protocol::Https);
    let untrusted = |name, step| tls(name, step, Never, "untrusted_certificate");
    vec![
        row("connection refused", || Step::Refuse, All, "connect", Told, Nothing),
        tls("TLS: the vendor stays silent", || Step::Handshake(Handshake::Silent), All, "connect_timeout")
            .reaches(Limit::Connect),
        untrusted("TLS: certificate expired", || Step::Handshake(Handshake::Expired)),
        untrusted("TLS: certificate of another host", || Step::Handshake(Handshake::OtherHost)),
        untrusted("TLS: unknown authority", || Step::Handshake(Handshake::UnknownAuthority)),
    ]
}

fn silence() -> Vec<Row> {
    vec![
        row("accepted and closed", || Step::HangUp, Replayable, "", Unknown, Nothing),
        row("reset while the request is sent", || reading_half(Then::Reset), Replayable, "", Unknown, Part),
        row(
            "stalls while the request is sent",
            || reading_half(Then::Stall),
            Replayable,
            "attempt_timeout",
            Unknown,
            Part,
        )
        .reaches(Limit::Attempt),
        row("closed before the answer", || Step::exchange("", Then::Close), Replayable, "", Unknown, Whole),
        row("reset before the answer", || Step::exchange("", Then::Reset), Replayable, "", Unknown, Whole),
        row(
            "stalls before the answer",
            || Step::exchange("", Then::Stall),
            Replayable,
            "attempt_timeout",
            Unknown,
            Whole,
        )
        .reaches(Limit::Attempt),
        row("stalls until the call is over", || Step::exchange("", Then::Stall), Never, "call_timeout", Unknown, Whole)
            .reaches(Limit::Call),
        row("no HTTP", || Step::exchange("220 mail.example ESMTP\r\n", Then::Close), Replayable, "", Unknown, Whole),
    ]
}

/// Half of the request is read.
fn reading_half(then: Then) -> Step {
    Step::Exchange { reads: Reads::Half, writes: "".into(), then }
}

const HALF_HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: applica";
pub(crate) const HALF_BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n{\"id\":";
const DRIP: Then = Then::Drip(Duration::from_millis(50));

fn half() -> Vec<Row> {
    vec![
        row("reset within the headers", || Step::exchange(HALF_HEAD, Then::Reset), Replayable, "", Unknown, Whole),
        row("headers drip in", || Step::exchange(HALF_HEAD, DRIP), Replayable, "attempt_timeout", Unknown, Whole)
            .reaches(Limit::Attempt),
        row("reset within the body", || Step::exchange(HALF_BODY, Then::Reset), Replayable, "", Applied, Whole),
        row("body truncated", || Step::exchange(HALF_BODY, Then::Close), Replayable, "", Applied, Whole),
        row("body stalls", || Step::exchange(HALF_BODY, Then::Stall), Replayable, "attempt_timeout", Applied, Whole)
            .reaches(Limit::Attempt),
        row("body drips in", || Step::exchange(HALF_BODY, DRIP), Replayable, "attempt_timeout", Applied, Whole)
            .reaches(Limit::Attempt),
        row("chunked garbage", || Step::exchange(CHUNKED, Then::Close), Replayable, "", Applied, Whole),
        row(
            "503 whose body is truncated",
            || Step::exchange(HALF_503, Then::Close),
            Replayable,
            "server_error",
            Unknown,
            Whole,
        ),
    ]
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"\r\nnonsense\r\n";
const HALF_503: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2000\r\n\r\nplease";

fn unreadable() -> Vec<Row> {
    let applied = |name, step| row(name, step, Never, "decode", Applied, Whole);
    vec![
        applied("invalid UTF-8", || Step::json(200, b"{\"id\":\"\xff\xfe\"}")),
        applied("invalid JSON", || Step::json(200, "{\"id\":")),
        applied("another type than the contract's", || Step::json(200, "{\"id\":[]}")),
        applied("200 with an HTML page", || Step::answer(200, "content-type: text/html\r\n", "<html>Sign in</html>")),
        applied("200 without a body", || Step::answer(200, "", "")),
        applied("Content-Length too small", || Step::exchange(SHORT_LENGTH, Then::GoOn)),
        row(
            "Content-Length too large",
            || Step::exchange(LONG_LENGTH, Then::Stall),
            Replayable,
            "attempt_timeout",
            Applied,
            Whole,
        )
        .reaches(Limit::Attempt),
        row(
            "Content-Length twice, and not the same",
            || Step::exchange(TWO_LENGTHS, Then::GoOn),
            Replayable,
            "",
            Unknown,
            Whole,
        ),
        row(
            "gzip that is none",
            || Step::answer(200, "content-encoding: gzip\r\n", "{}{}{}{}{}{}"),
            Replayable,
            "",
            Applied,
            Whole,
        ),
    ]
}

pub(crate) const SHORT_LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"id\":\"bm_1\"}";
const LONG_LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"id\":\"bm_1\"}";
const TWO_LENGTHS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\n{\"id\":\"bm_1\"}";

fn large() -> Vec<Row> {
    let large = |name, step| row(name, step, Never, "response_too_large", Applied, Whole).reaches(Limit::Size);
    vec![
        large("1 GiB of body", || {
            Step::exchange("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n", Then::Fill(1 << 30))
        }),
        large("endless body", || Step::exchange("HTTP/1.1 200 OK\r\n\r\n", Then::Fill(u64::MAX))),
        large("gzip bomb, 64 MiB in 64 KiB", || Step::answer(200, "content-encoding: gzip\r\n", &*BOMB)),
        large("headers of 128 KiB", || with_headers(128 << 10)),
        row("headers of 1 MiB", || with_headers(1 << 20), Replayable, "", Unknown, Whole),
    ]
}

/// An answer whose headers take so many bytes.
fn with_headers(bytes: usize) -> Step {
    Step::answer(200, &format!("x-large: {}\r\n", "x".repeat(bytes)), "{}")
}

/// Zeros, packed.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        packed.write_all(&vec![0; 1 << 20]).unwrap();
    }
    packed.finish().unwrap()
});

fn statuses() -> Vec<Row> {
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

fn redirects() -> Vec<Row> {
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

fn http2() -> Vec<Row> {
    let frames = |row: Row| row.over(Protocol::Http2);
    vec![
        frames(row("GOAWAY, the request left over", || Step::Frames(Frames::LeaveOver), All, "", Told, Nothing)),
        frames(row("GOAWAY, the request included", || Step::Frames(Frames::GoAway), Replayable, "", Unknown, Whole)),
        frames(row("stream refused", || Step::Frames(Frames::RefuseStream), All, "", Told, Nothing)),
        frames(row("stream reset", || Step::Frames(Frames::ResetStream), Replayable, "", Unknown, Whole)),
        frames(row("stream stalls", || Step::Frames(Frames::Stall), Replayable, "attempt_timeout", Unknown, Whole))
            .reaches(Limit::Attempt),
    ]
}
