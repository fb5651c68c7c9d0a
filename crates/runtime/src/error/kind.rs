//! Lists the ways to fail, each with the sentence that says so.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{Error, Inner, Reply};
use crate::boxed::BoxError;
use crate::json::DecodeError;

/// Private, so that a new way to fail breaks nobody; the public questions are the predicates.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// The client cannot be built as it was asked to be.
    Configuration(Cow<'static, str>),
    /// An argument that must not be sent.
    InvalidInput { parameter: Cow<'static, str>, problem: Cow<'static, str> },
    /// The token provider gave no token.
    Credential,
    /// No connection within the limit.
    ConnectTimeout,
    /// No whole answer to one attempt within the limit.
    AttemptTimeout(Duration),
    /// No end of the whole call within the limit.
    CallTimeout(Duration),
    /// No connection.
    Connect,
    /// No connection, because the vendor's certificate is not trusted.
    Untrusted,
    /// A request that the vendor gave back unread.
    Unprocessed,
    /// A connection that broke; the vendor may have read the request.
    Interrupted,
    /// The vendor answered, and not with success.
    Status,
    /// The vendor took only some of what was sent.
    Partial,
    /// A successful answer that is not what the contract says.
    Decode { path: String },
    /// Headers or a body beyond the limit, in bytes.
    ResponseTooLarge { part: &'static str, limit: u64 },
    /// No further piece of a streamed body within the limit.
    IdleTimeout(Duration),
    /// No further piece of a streamed request within the limit.
    Stalled(Duration),
    /// A list that would go round in circles.
    RepeatedCursor(String),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(problem) => f.write_str(problem),
            Self::InvalidInput { parameter, problem } => write!(f, "`{parameter}` {problem}"),
            Self::Credential => f.write_str("the token provider gave no token"),
            Self::ConnectTimeout => f.write_str("no connection within the time limit"),
            Self::AttemptTimeout(limit) => write!(f, "no whole answer within {limit:?}, the limit of one attempt"),
            Self::CallTimeout(limit) => write!(f, "no end within {limit:?}, the limit of the whole call"),
            Self::Connect => f.write_str("no connection"),
            Self::Untrusted => f.write_str("no connection: the vendor's certificate is not trusted"),
            Self::Unprocessed => f.write_str("the vendor gave the request back unread"),
            Self::Interrupted => f.write_str("the connection broke before the answer was complete"),
            Self::Status => f.write_str("refused"),
            Self::Partial => f.write_str("only some of it was accepted"),
            Self::Decode { path } if path.is_empty() || path == "." => f.write_str("but the body does not decode"),
            Self::Decode { path } => write!(f, "but the body does not decode at `{path}`"),
            Self::ResponseTooLarge { part, limit } => write!(f, "but the {part} is larger than {limit} bytes"),
            Self::IdleTimeout(limit) => write!(f, "but nothing more of the body came within {limit:?}"),
            Self::Stalled(limit) => write!(f, "nothing more of the request went out within {limit:?}"),
            Self::RepeatedCursor(cursor) => write!(f, "the page cursor `{cursor}` was given before"),
        }
    }
}

impl Kind {
    /// A request that no transport could send.
    pub(crate) fn unsendable() -> Self {
        Self::InvalidInput { parameter: "request".into(), problem: "cannot be sent".into() }
    }

    /// A body that its source did not give to the end.
    pub(crate) fn unreadable() -> Self {
        Self::InvalidInput { parameter: "body".into(), problem: "cannot be read to its end".into() }
    }
}

impl Error {
    /// The client cannot be built as it was asked to be.
    pub(crate) fn configuration(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Configuration(problem.into()))
    }

    /// Names the environment variable that a bad setting came from.
    pub(crate) fn found_in(self, variable: Option<&'static str>) -> Self {
        self.with(|inner| {
            if let (Kind::Configuration(problem), Some(variable)) = (&mut inner.kind, variable) {
                problem.to_mut().push_str("; it comes from the environment variable ");
                problem.to_mut().push_str(variable);
            }
        })
    }

    /// An argument that must not be sent; the operation is filled in by whoever knows it.
    pub(crate) fn invalid_input(
        parameter: impl Into<Cow<'static, str>>,
        problem: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Kind::InvalidInput { parameter: parameter.into(), problem: problem.into() })
    }

    /// A list whose next page is one that it has already given.
    pub(crate) fn repeated_cursor(operation: &'static str, cursor: impl Into<String>) -> Self {
        Self::new(Kind::RepeatedCursor(cursor.into())).of(operation)
    }

    /// A successful answer that is not what the contract says.
    pub(crate) fn decode(reply: Reply, error: DecodeError) -> Self {
        let hidden = |text: &str| reply.redaction.hide(text).into_owned();
        let error = DecodeError { path: hidden(&error.path), message: hidden(&error.message), source: error.source };
        Self::new(Kind::Decode { path: error.path.clone() }).with(|inner| inner.reply = Some(reply)).because(error)
    }

    /// Names the operation.
    pub(crate) fn of(self, operation: &'static str) -> Self {
        self.with(|inner: &mut Inner| inner.operation = Some(operation))
    }

    /// Names the cause.
    pub(crate) fn because(self, source: impl Into<BoxError>) -> Self {
        let source = source.into();
        self.with(|inner| inner.source = Some(source))
    }
}
