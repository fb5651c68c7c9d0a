//! The table itself: every fault, and what is expected of the calls that meet it.

mod http2;
mod statuses;

use std::io::Write;
use std::sync::LazyLock;
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};
use sdk_tests::fault::{BodySeen, Handshake, Protocol, Reads, Step, Then};

use super::row::{Again, Fate, Limit, Row};

use Again::{All, Never, Replayable};
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
    ("Statuses", statuses::statuses),
    ("Redirects", statuses::redirects),
    ("HTTP/2", http2::frames),
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
        row("accepted and closed", || Step::HangUp, Replayable, "interrupted", Unknown, Nothing),
        row("reset while the request is sent", || reading_half(Then::Reset), Replayable, "interrupted", Unknown, Part),
        row(
            "stalls while the request is sent",
            || reading_half(Then::Stall),
            Replayable,
            "attempt_timeout",
            Unknown,
            Part,
        )
        .reaches(Limit::Attempt),
        row("closed before the answer", || Step::exchange("", Then::Close), Replayable, "interrupted", Unknown, Whole),
        row("reset before the answer", || Step::exchange("", Then::Reset), Replayable, "interrupted", Unknown, Whole),
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
        row(
            "no HTTP",
            || Step::exchange("220 mail.example ESMTP\r\n", Then::Close),
            Replayable,
            "interrupted",
            Unknown,
            Whole,
        ),
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
        row(
            "reset within the headers",
            || Step::exchange(HALF_HEAD, Then::Reset),
            Replayable,
            "interrupted",
            Unknown,
            Whole,
        ),
        row("headers drip in", || Step::exchange(HALF_HEAD, DRIP), Replayable, "attempt_timeout", Unknown, Whole)
            .reaches(Limit::Attempt),
        row(
            "reset within the body",
            || Step::exchange(HALF_BODY, Then::Reset),
            Replayable,
            "interrupted",
            Applied,
            Whole,
        ),
        row("body truncated", || Step::exchange(HALF_BODY, Then::Close), Replayable, "interrupted", Applied, Whole),
        row("body stalls", || Step::exchange(HALF_BODY, Then::Stall), Replayable, "attempt_timeout", Applied, Whole)
            .reaches(Limit::Attempt),
        row("body drips in", || Step::exchange(HALF_BODY, DRIP), Replayable, "attempt_timeout", Applied, Whole)
            .reaches(Limit::Attempt),
        row("chunked garbage", || Step::exchange(CHUNKED, Then::Close), Replayable, "interrupted", Applied, Whole),
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
            "interrupted",
            Unknown,
            Whole,
        ),
        applied("gzip that is none", || Step::answer(200, GZIPPED, "{}{}{}{}{}{}")),
        applied("gzip that ends too soon", || Step::answer(200, GZIPPED, &packed(b"{}")[..12])),
        row(
            "gzip that breaks off",
            || Step::exchange(format!("HTTP/1.1 200 OK\r\n{GZIPPED}content-length: 2000\r\n\r\n"), Then::Close),
            Replayable,
            "interrupted",
            Applied,
            Whole,
        ),
        row(
            "503 of gzip that is none",
            || Step::answer(503, GZIPPED, "busy"),
            Replayable,
            "server_error",
            Unknown,
            Whole,
        ),
    ]
}

pub(crate) const SHORT_LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"id\":\"bm_1\"}";
const LONG_LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"id\":\"bm_1\"}";
const TWO_LENGTHS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\n{\"id\":\"bm_1\"}";

const GZIPPED: &str = "content-encoding: gzip\r\n";

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn large() -> Vec<Row> {
    let large = |name, step| row(name, step, Never, "response_too_large", Applied, Whole).reaches(Limit::Size);
    vec![
        large("1 GiB of body", || {
            Step::exchange("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n", Then::Fill(1 << 30))
        }),
        large("endless body", || Step::exchange("HTTP/1.1 200 OK\r\n\r\n", Then::Fill(u64::MAX))),
        large("gzip bomb, 64 MiB in 64 KiB", || Step::answer(200, GZIPPED, &*BOMB)),
        large("headers of 128 KiB", || with_headers(128 << 10)),
        row("headers of 1 MiB", || with_headers(1 << 20), Replayable, "interrupted", Unknown, Whole),
    ]
}

/// An answer whose headers take so many bytes.
fn with_headers(bytes: usize) -> Step {
    Step::answer(200, &format!("x-large: {}\r\n", "x".repeat(bytes)), "{}")
}

/// Zeros, packed.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| packed(&vec![0; 64 << 20]));
