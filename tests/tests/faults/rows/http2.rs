//! The rows of faults that only HTTP/2 knows, or that it meets in its own way.

use sdk_tests::fault::{Frames, Protocol, Step};

use super::{All, Applied, Never, Nothing, Replayable, Told, Unknown, Whole, row};
use crate::row::{Limit, Row};

pub(super) fn frames() -> Vec<Row> {
    let framed = |row: Row| row.over(Protocol::Http2);
    vec![
        framed(row(
            "GOAWAY, the request left over",
            || Step::Frames(Frames::LeaveOver),
            All,
            "unprocessed",
            Told,
            Nothing,
        )),
        framed(row(
            "GOAWAY, the request included",
            || Step::Frames(Frames::GoAway),
            Replayable,
            "interrupted",
            Unknown,
            Whole,
        )),
        framed(row("stream refused", || Step::Frames(Frames::RefuseStream), All, "unprocessed", Told, Nothing)),
        framed(row(
            "stream refused within the body",
            || Step::Frames(Frames::RefuseAnswered),
            Replayable,
            "interrupted",
            Applied,
            Whole,
        )),
        framed(row("stream reset", || Step::Frames(Frames::ResetStream), Replayable, "interrupted", Unknown, Whole)),
        framed(row(
            "headers of 128 KiB",
            || Step::Frames(Frames::LargeHeader(128 << 10)),
            Never,
            "response_too_large",
            Applied,
            Whole,
        ))
        .reaches(Limit::Size),
        framed(row(
            "headers of 1 MiB",
            || Step::Frames(Frames::LargeHeader(1 << 20)),
            Replayable,
            "interrupted",
            Unknown,
            Whole,
        )),
        framed(row("stream stalls", || Step::Frames(Frames::Stall), Replayable, "attempt_timeout", Unknown, Whole))
            .reaches(Limit::Attempt),
    ]
}
