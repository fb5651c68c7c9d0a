//! Writes an error as a sentence and as a list of what is known.

use std::fmt;

use super::{Error, Kind, vendor};

/// Operation, status, the vendor's code and message, attempts and request id.
pub(super) struct Sentence<'a>(pub(super) &'a Error);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, inner) = (self.0, self.0.inner());
        if let Some(operation) = inner.operation {
            write!(f, "{operation}: ")?;
        }
        match &inner.reply {
            None => write!(f, "{}", inner.kind)?,
            Some(reply) => {
                match inner.kind {
                    Kind::Status => write!(f, "{}", reply.status)?,
                    _ => write!(f, "{}, {}", reply.status, inner.kind)?,
                }
                let vendor = vendor::read(reply);
                if let Some(code) = vendor.code {
                    write!(f, ": {code}")?;
                }
                if let Some(message) = vendor.message {
                    write!(f, ": {message}")?;
                }
            }
        }
        match (inner.attempts, error.request_id()) {
            (0 | 1, None) => Ok(()),
            (0 | 1, Some(id)) => write!(f, " (request id {id})"),
            (attempts, None) => write!(f, " ({attempts} attempts)"),
            (attempts, Some(id)) => write!(f, " ({attempts} attempts, request id {id})"),
        }
    }
}

/// What happened, but no body and no header.
pub(super) struct Fields<'a>(pub(super) &'a Error);

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, inner) = (self.0, self.0.inner());
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("operation", &inner.operation)
            .field("status", &error.status())
            .field("request_id", &error.request_id())
            .field("attempts", &inner.attempts)
            .field("fate", &inner.fate)
            .field("dedup_keys", &inner.dedup_keys)
            .field("body_bytes", &error.body().len())
            .field("source", &inner.source)
            .finish()
    }
}
