//! Gathers arguments into a request and keeps the first one that cannot be sent.

mod body;
mod form;
mod parameters;
mod templates;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Method, header};

use super::Request;
use crate::dedup::DedupKeys;
use crate::error::{Error, Result};
use crate::header as headers;
use crate::operation::Traits;
use crate::path::PathValues;
use crate::query::Query;
use crate::replay::ReplaySafety;
use crate::upload::Payload;

use form::Form;

/// The longest path and query that are sent, in bytes; `http` itself ends a little below 64 KiB.
const LONGEST_TARGET: usize = 32 * 1024;

/// Gathers the arguments; the first one that cannot be sent is the error that [`build`](Self::build) returns.
pub struct RequestBuilder {
    request: Request,
    path: PathValues,
    query: Query,
    cookies: String,
    /// The parts of the body, where it has parts.
    form: Option<Box<Form>>,
    refused: Option<Error>,
}

impl RequestBuilder {
    pub(crate) fn new(operation: &'static str, method: Method, template: Cow<'static, str>, traits: Traits) -> Self {
        let request = Request {
            operation,
            method,
            template,
            target: PathAndQuery::from_static("/"),
            headers: HeaderMap::new(),
            body: Payload::Bytes(Bytes::new()),
            traits,
            dedup_keys: Vec::new(),
            keys_brought: false,
        };
        Self {
            request,
            path: PathValues::default(),
            query: Query::default(),
            cookies: String::new(),
            form: None,
            refused: None,
        }
    }

    /// Asks for another media type than JSON.
    pub fn accept(mut self, media_type: &'static str) -> Self {
        self.request.headers.insert(header::ACCEPT, HeaderValue::from_static(media_type));
        self
    }

    /// Keeps the dedup keys of the body, for the loop and for the error.
    pub fn dedup_keys(mut self, keys: &DedupKeys) -> Self {
        self.keep(keys.check(), |_, ()| ());
        self.request.dedup_keys = keys.as_slice().to_vec();
        self.request.keys_brought = keys.all_brought();
        self
    }

    /// Says how safe the call is to send twice, where no operation does.
    pub(crate) fn safety(mut self, safety: ReplaySafety) -> Self {
        self.request.traits.safety = safety;
        self
    }

    /// The request, or the first argument that cannot be sent.
    ///
    /// # Errors
    /// [`Error::is_invalid_input`]; it names the operation and the parameter.
    pub fn build(mut self) -> Result<Request> {
        let operation = self.request.operation;
        if let Some(error) = self.refused.take() {
            return Err(error.of(operation));
        }
        self.finish().map_err(|error| error.of(operation))
    }

    fn finish(mut self) -> Result<Request> {
        self.query.check()?;
        let query = self.query.as_str();
        let mut target = self.path.fill(&self.request.template, query.len() + 1)?;
        if !query.is_empty() {
            target.push('?');
            target.push_str(query);
        }
        if target.len() > LONGEST_TARGET {
            return Err(Error::invalid_input("path and query", format!("are longer than {LONGEST_TARGET} bytes")));
        }
        if !self.cookies.is_empty() {
            let cookies = match self.request.headers.get(header::COOKIE) {
                // A header of that name is a parameter, too.
                Some(given) => [given.to_str().unwrap_or_default(), self.cookies.as_str()].join("; "),
                None => self.cookies,
            };
            let (name, value) = headers::checked("cookie", &cookies)?;
            self.request.headers.insert(name, value);
        }
        if let Some(form) = self.form {
            form.finish(&mut self.request)?;
        }
        // Encoded and checked as it is, there is nothing in it to refuse.
        self.request.target = PathAndQuery::from_maybe_shared(Bytes::from(target))
            .map_err(|_| Error::invalid_input("path and query", "make no URL"))?;
        Ok(self.request)
    }

    /// Puts a checked value in its place, or keeps the first finding.
    fn keep<T>(&mut self, checked: Result<T>, place: impl FnOnce(&mut Self, T)) {
        match checked {
            Ok(value) => place(self, value),
            Err(error) => {
                self.refused.get_or_insert(error);
            }
        }
    }
}

impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("operation", &self.request.operation)
            .field("method", &self.request.method)
            .field("path", &self.request.template)
            .finish_non_exhaustive()
    }
}
