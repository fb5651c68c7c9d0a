//! Says how an exchange failed, and whether the vendor can have seen the request.

use std::error::Error as StdError;
use std::fmt;

use crate::boxed::BoxError;

/// Why there is no response, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// What a failed exchange says about the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: the vendor has seen nothing.
    NotConnected,
    /// No connection came about in time: the vendor has seen nothing.
    ConnectTimeout,
    /// The vendor's certificate is not trusted: expired, for another host, by nobody known. It has seen nothing, and
    /// another attempt would not help.
    Untrusted,
    /// The vendor gave the request back unread: an HTTP/2 stream refused, or left over by a connection going away.
    Unprocessed,
    /// The connection broke; the vendor may have read the request.
    Interrupted,
    /// The body to send could not be read to its end; what the vendor has seen of it is not complete.
    Unreadable,
    /// The body of a response came whole and is not what its `Content-Encoding` says; another attempt would not help.
    Undecodable,
    /// The request cannot be sent at all; another attempt would not help.
    Unsendable,
}

impl TransportError {
    /// An error of this kind, with its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What it says about the vendor.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::NotConnected => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Untrusted => "the vendor's certificate is not trusted",
            TransportErrorKind::Unprocessed => "the vendor gave the request back unread",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Unreadable => "the body to send could not be read to its end",
            TransportErrorKind::Undecodable => "the body cannot be unpacked",
            TransportErrorKind::Unsendable => "the request cannot be sent",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
