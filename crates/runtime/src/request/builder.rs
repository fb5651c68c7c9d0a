//! Gathers arguments into a request and keeps the first one that cannot be sent.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Method, header};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::{Request, identifier};
use crate::dedup::DedupKeys;
use crate::error::{Error, Result};
use crate::header as headers;
use crate::operation::Traits;
use crate::path::{self, PathParameter, RESERVED};
use crate::query::{ListStyle, ObjectStyle, Query};
use crate::replay::ReplaySafety;

/// The longest path and query that are sent, in bytes; `http` itself ends a little below 64 KiB.
const LONGEST_TARGET: usize = 32 * 1024;

/// Gathers the arguments; the first one that cannot be sent is the error that [`build`](Self::build) returns.
pub struct RequestBuilder {
    request: Request,
    path: Vec<PathParameter>,
    query: Query,
    cookies: String,
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
            body: Bytes::new(),
            traits,
            dedup_keys: Vec::new(),
            keys_brought: false,
        };
        Self { request, path: Vec::new(), query: Query::default(), cookies: String::new(), refused: None }
    }

    /// Fills the hole `{name}`; the value is percent-encoded, and refused when it would name another address.
    pub fn path(mut self, name: &'static str, value: &dyn Display) -> Self {
        let parameter = path::parameter(name, value.to_string());
        self.keep(parameter, |builder, parameter| builder.path.push(parameter));
        self
    }

    /// Refuses a value that is no UUID.
    pub fn uuid<'a, T: Display + 'a>(mut self, name: &'static str, value: impl Into<Option<&'a T>>) -> Self {
        if let Some(value) = value.into() {
            self.keep(identifier::uuid(name, &value.to_string()), |_, ()| ());
        }
        self
    }

    /// Refuses a value that is no ULID.
    pub fn ulid<'a, T: Display + 'a>(mut self, name: &'static str, value: impl Into<Option<&'a T>>) -> Self {
        if let Some(value) = value.into() {
            self.keep(identifier::ulid(name, &value.to_string()), |_, ()| ());
        }
        self
    }

    /// Adds a query parameter, if there is a value.
    pub fn query<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.query.push(name, &value);
        }
        self
    }

    /// Adds a list to the query; none and an empty one leave nothing behind.
    pub fn query_list<T: Display>(mut self, name: &str, values: Option<&[T]>, style: ListStyle) -> Self {
        let mut values = values.unwrap_or_default().iter().map(|value| value as &dyn Display);
        self.query.push_list(name, &mut values, style);
        self
    }

    /// Adds an object to the query, if there is one.
    pub fn query_object<T: Serialize>(mut self, name: &str, value: Option<&T>, style: ObjectStyle) -> Self {
        if let Some(value) = value {
            let json = serde_json::to_vec(value).map_err(|error| unwritable(name, error));
            let pushed = json.and_then(|json| self.query.push_object(name, &json, style));
            self.keep(pushed, |_, ()| ());
        }
        self
    }

    /// Sets a header, if there is a value.
    pub fn header<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.keep(headers::checked(name, &value.to_string()), |builder, (name, value)| {
                builder.request.headers.insert(name, value);
            });
        }
        self
    }

    /// Adds a cookie, if there is a value; percent-encoded.
    pub fn cookie<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            let separator = if self.cookies.is_empty() { "" } else { "; " };
            let value = value.to_string();
            if value.chars().any(char::is_control) {
                self.refused.get_or_insert(Error::invalid_input(name.to_owned(), "holds a control character"));
            }
            let name = utf8_percent_encode(name, RESERVED);
            // Writing into a string does not fail.
            let _ = write!(self.cookies, "{separator}{name}={}", utf8_percent_encode(&value, RESERVED));
        }
        self
    }

    /// Sends the value as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let json = serde_json::to_vec(body).map_err(|error| unwritable("body", error));
        self.keep(json, |builder, json| builder.body("application/json", json.into()));
        self
    }

    /// Sends the value as JSON, if there is one.
    pub fn json_if_some<T: Serialize>(self, body: Option<&T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sends the members of an object as a form (`application/x-www-form-urlencoded`).
    pub fn form<T: Serialize>(mut self, body: &T) -> Self {
        let mut form = Query::default();
        let json = serde_json::to_vec(body).map_err(|error| unwritable("body", error));
        let pushed = json.and_then(|json| form.push_object("body", &json, ObjectStyle::Form));
        self.keep(pushed, |builder, ()| {
            builder.body("application/x-www-form-urlencoded", Bytes::copy_from_slice(form.as_str().as_bytes()));
        });
        self
    }

    /// Sends the members of an object as a form, if there is one.
    pub fn form_if_some<T: Serialize>(self, body: Option<&T>) -> Self {
        match body {
            Some(body) => self.form(body),
            None => self,
        }
    }

    /// Sends text of the given media type.
    pub fn text(mut self, media_type: &'static str, body: &str) -> Self {
        self.body(media_type, Bytes::copy_from_slice(body.as_bytes()));
        self
    }

    /// Sends text of the given media type, if there is any.
    pub fn text_if_some(self, media_type: &'static str, body: Option<&String>) -> Self {
        match body {
            Some(body) => self.text(media_type, body),
            None => self,
        }
    }

    /// Sends bytes of the given media type.
    pub fn bytes(mut self, media_type: &'static str, body: &Bytes) -> Self {
        self.body(media_type, body.clone());
        self
    }

    /// Sends bytes of the given media type, if there are any.
    pub fn bytes_if_some(self, media_type: &'static str, body: Option<&Bytes>) -> Self {
        match body {
            Some(body) => self.bytes(media_type, body),
            None => self,
        }
    }

    /// Names another media type for a body that is there.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        if let Some(content_type) = self.request.headers.get_mut(header::CONTENT_TYPE) {
            *content_type = HeaderValue::from_static(media_type);
        }
        self
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
        let mut target = path::fill(&self.request.template, &self.path, query.len() + 1)?;
        if !query.is_empty() {
            target.push('?');
            target.push_str(query);
        }
        if target.len() > LONGEST_TARGET {
            return Err(Error::invalid_input("path and query", format!("are longer than {LONGEST_TARGET} bytes")));
        }
        if !self.cookies.is_empty() {
            let (name, value) = headers::checked("cookie", &self.cookies)?;
            self.request.headers.insert(name, value);
        }
        // Encoded and checked as it is, there is nothing in it to refuse.
        self.request.target = PathAndQuery::from_maybe_shared(Bytes::from(target))
            .map_err(|_| Error::invalid_input("path and query", "make no URL"))?;
        Ok(self.request)
    }

    fn body(&mut self, media_type: &'static str, body: Bytes) {
        self.request.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
        self.request.body = body;
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

fn unwritable(parameter: &str, error: serde_json::Error) -> Error {
    Error::invalid_input(parameter.to_owned(), "cannot be written as JSON").because(error)
}
