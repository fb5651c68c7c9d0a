//! Turns whatever went wrong into one opaque error that never loses the vendor's answer.

mod data;
mod kind;
mod predicates;
mod text;
mod vendor;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::boxed::BoxError;
use crate::redaction::Redaction;

pub(crate) use kind::Kind;

/// What every fallible function of an SDK returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call did not end in an answer.
///
/// Ask it with the `is_*` predicates, which never break when the vendor or the SDK learns a new way to fail. It keeps
/// the whole response: [`status`](Self::status), [`headers`](Self::headers), [`body`](Self::body),
/// [`request_id`](Self::request_id).
///
/// ```
/// use meterforge_runtime::{Error, Result};
///
/// fn explain(error: &Error) -> &'static str {
///     match error {
///         error if error.is_rate_limited() => "slow down",
///         error if error.is_outcome_unknown() => "ask the vendor whether it arrived",
///         error if error.is_unauthenticated() => "check the API key",
///         _ => "see the text",
///     }
/// }
/// ```
///
/// `Display` names the operation, the status, the vendor's code and message, and the request id. Causes are in
/// [`source`](StdError::source) only, so a chain never says a thing twice.
pub struct Error(Box<Inner>);

pub(crate) struct Inner {
    pub(crate) kind: Kind,
    pub(crate) operation: Option<&'static str>,
    pub(crate) reply: Option<Reply>,
    pub(crate) attempts: u32,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) dedup_keys: Vec<String>,
    pub(crate) fate: Fate,
    pub(crate) source: Option<BoxError>,
}

/// The vendor's answer, as far as it arrived.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What the request carried and the vendor may have repeated.
    pub(crate) redaction: Redaction,
}

/// What is known about the effect of a call that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The error says it all: the vendor refused, or was never asked.
    #[default]
    Told,
    /// The vendor said yes; only its answer could not be used.
    Applied,
    /// The vendor may have acted and nobody can tell.
    Unknown,
    /// A repeated DELETE found nothing more to delete.
    AlreadyGone,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            reply: None,
            attempts: 0,
            retry_after: None,
            dedup_keys: Vec::new(),
            fate: Fate::Told,
            source: None,
        }))
    }

    /// Fills in what the constructor of a kind does not know.
    pub(crate) fn with(mut self, fill: impl FnOnce(&mut Inner)) -> Self {
        fill(&mut self.0);
        self
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Writes a text without the credential, which the vendor may have repeated anywhere in its answer.
    fn write_hidden(&self, f: &mut fmt::Formatter<'_>, text: &fmt::Arguments<'_>) -> fmt::Result {
        match &self.0.reply {
            Some(reply) => f.write_str(&reply.redaction.hide(&text.to_string())),
            None => f.write_fmt(*text),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_hidden(f, &format_args!("{}", text::Sentence(self)))
    }
}

/// Shows what happened but no body and no header: both may hold what must not reach a log.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.alternate() {
            true => self.write_hidden(f, &format_args!("{:#?}", text::Fields(self))),
            false => self.write_hidden(f, &format_args!("{:?}", text::Fields(self))),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
