//! Says how one attempt fares: at the door, during the handshake, or while request and answer are exchanged.

use std::time::Duration;

use bytes::Bytes;

/// How one attempt fares.
#[derive(Clone, Debug)]
pub enum Step {
    /// Nobody listens: the connection is refused.
    Refuse,
    /// The connection is accepted and closed, nothing read.
    HangUp,
    /// TLS comes to nothing.
    Handshake(Handshake),
    /// A request is read and bytes are written, over HTTP/1.1.
    Exchange {
        /// How much of the request is read first.
        reads: Reads,
        /// What is written then, the head of the answer included.
        writes: Bytes,
        /// How it goes on.
        then: Then,
    },
    /// A request is answered, or not, over HTTP/2.
    Frames(Frames),
}

/// How a TLS handshake comes to nothing.
#[derive(Clone, Copy, Debug)]
pub enum Handshake {
    /// The server never says a word.
    Silent,
    /// The certificate's time is over.
    Expired,
    /// The certificate is for another host.
    OtherHost,
    /// Nobody known vouches for the certificate.
    UnknownAuthority,
}

/// How much of a request is read.
#[derive(Clone, Copy, Debug)]
pub enum Reads {
    /// The head, and half of the body.
    Half,
    /// All of it.
    All,
}

/// How an exchange goes on when its bytes are written.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// The connection takes the next request.
    GoOn,
    /// The connection is closed in good order.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing more comes, and the connection stays open.
    Stall,
    /// One byte comes at each interval, for ever.
    Drip(Duration),
    /// So many bytes follow.
    Fill(u64),
}

/// What is done with a request over HTTP/2.
#[derive(Clone, Copy, Debug)]
pub enum Frames {
    /// It is read and answered with `{}`.
    Answer,
    /// The connection is given up before the request is looked at: GOAWAY, the last stream being an earlier one.
    LeaveOver,
    /// The connection is given up after the request was read: GOAWAY, its stream included.
    GoAway,
    /// The stream is refused unread: RST_STREAM, REFUSED_STREAM.
    RefuseStream,
    /// The request is read, the head of an answer is sent, and then the stream is refused, which it cannot be any more.
    RefuseAnswered,
    /// The request is read and answered with a header of so many bytes.
    LargeHeader(usize),
    /// The stream is given up after the request was read: RST_STREAM, INTERNAL_ERROR.
    ResetStream,
    /// The request is read and nothing comes.
    Stall,
}

impl Step {
    /// An exchange that reads the whole request.
    pub fn exchange(writes: impl Into<Bytes>, then: Then) -> Self {
        Self::Exchange { reads: Reads::All, writes: writes.into(), then }
    }

    /// A whole answer over HTTP/1.1. Headers are lines, each ended by CRLF.
    pub fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = format!("HTTP/1.1 {status} Status\r\n{headers}content-length: {}\r\n\r\n", body.len());
        Self::exchange([head.as_bytes(), body].concat(), Then::GoOn)
    }

    /// A whole answer of JSON.
    pub fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::answer(status, "content-type: application/json\r\n", body)
    }

    /// Whether the attempt ends before anything is read of a request.
    pub(super) fn is_at_the_door(&self) -> bool {
        matches!(self, Self::HangUp | Self::Handshake(_) | Self::Frames(Frames::LeaveOver))
    }
}
