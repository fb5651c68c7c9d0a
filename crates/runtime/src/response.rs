//! Turns the vendor's answer into a typed response that keeps everything around the body.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::error::{Error, Reply};
use crate::json::{self, DecodeError, Shape};
use crate::receipt::Receipt;
use crate::request_id::request_id;
use crate::response_header::ResponseHeader;

/// An answer before it is decoded.
#[derive(Clone)]
pub struct Answer {
    pub(crate) operation: &'static str,
    pub(crate) reply: Reply,
    pub(crate) attempts: u32,
    pub(crate) dedup_keys: Vec<String>,
    /// The vendor said that it had this call before.
    pub(crate) is_duplicate: bool,
}

impl Answer {
    /// The status as a number.
    pub fn status(&self) -> u16 {
        self.reply.status.as_u16()
    }

    /// Whether there are bytes to decode.
    pub fn has_body(&self) -> bool {
        !self.reply.body.is_empty()
    }

    /// Whether the body is of one of these media types, given in lower case and without parameters.
    pub fn is(&self, media_types: &[&str]) -> bool {
        let media_type = self.media_type();
        media_types.iter().any(|wanted| media_type.eq_ignore_ascii_case(wanted))
    }

    /// The body as JSON.
    pub fn json<T: Shape>(&self) -> Result<T, DecodeError> {
        json::decode(&self.reply.body).map_err(|error| self.explained(error))
    }

    /// The address that the vendor leads to, as it wrote it.
    pub fn location(&self) -> Result<String, DecodeError> {
        let location = self.reply.headers.get(header::LOCATION).map(|location| location.to_str());
        match location {
            Some(Ok(location)) => Ok(location.to_owned()),
            _ => Err(DecodeError {
                path: String::new(),
                message: "there is no address in the `location` header".to_owned(),
                source: None,
            }),
        }
    }

    fn media_type(&self) -> &str {
        let content_type = self.reply.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim()
    }

    /// Says what the body is instead, where its headers tell.
    fn explained(&self, error: DecodeError) -> DecodeError {
        let encoding = self.reply.headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
        let media_type = self.media_type().to_ascii_lowercase();
        let is_json = media_type.is_empty() || media_type.ends_with("json");
        let what = match encoding.filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            Some(encoding) => format!("the body is encoded as `{encoding}`, which was not asked for"),
            None if !is_json => format!("the body is `{media_type}`"),
            None => return error,
        };
        DecodeError { message: format!("{what}: {}", error.message), ..error }
    }

    /// The body as JSON, in a type of the caller's own.
    pub(crate) fn own_json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        json::decode_serde(&self.reply.body).map_err(|error| self.explained(error))
    }

    /// The body as JSON; `null` and no body at all are the empty value, as some vendors write an empty list.
    pub fn json_or_default<T: Shape + Default>(&self) -> Result<T, DecodeError> {
        match self.reply.body.trim_ascii() {
            b"" | b"null" => Ok(T::default()),
            _ => self.json(),
        }
    }

    /// The body as a JSON string, or as bare text when it is no JSON string.
    pub fn string(&self) -> Result<String, DecodeError> {
        match self.reply.body.trim_ascii_start().first() {
            Some(b'"') => self.json().or_else(|_: DecodeError| self.text()),
            _ => self.text(),
        }
    }

    /// The body as text, whatever it holds.
    pub fn text(&self) -> Result<String, DecodeError> {
        std::str::from_utf8(&self.reply.body).map(str::to_owned).map_err(|error| DecodeError {
            path: String::new(),
            message: "the body is not UTF-8".to_owned(),
            source: Some(error.into()),
        })
    }

    /// The body as it came.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.reply.body.clone())
    }

    /// Nothing: whatever the body holds is not asked for.
    pub fn nothing(&self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// The body, unless there is none.
    pub fn optional<T>(&self, decode: impl FnOnce(&Self) -> Result<T, DecodeError>) -> Result<Option<T>, DecodeError> {
        if self.has_body() { decode(self).map(Some) } else { Ok(None) }
    }

    /// The body of a fresh call, or the key of one that the vendor had before.
    pub fn receipt<T>(&self, decode: impl FnOnce(&Self) -> Result<T, DecodeError>) -> Result<Receipt<T>, DecodeError> {
        if self.is_duplicate {
            return Ok(Receipt::AlreadyAccepted { key: self.dedup_keys.first().cloned().unwrap_or_default() });
        }
        decode(self).map(Receipt::Accepted)
    }

    /// The typed response, or the error that the vendor's yes could not be read.
    pub(crate) fn decoded<T>(self, body: Result<T, DecodeError>) -> Result<Response<T>, Error> {
        match body {
            Ok(body) => {
                let Reply { status, headers, .. } = self.reply;
                Ok(Response { status, headers, attempts: self.attempts, body })
            }
            Err(error) => Err(self.undecodable(error)),
        }
    }

    /// The error that the vendor's yes could not be read.
    pub(crate) fn undecodable(self, error: DecodeError) -> Error {
        Error::decode(self.reply, error).of(self.operation).with(|inner| {
            inner.attempts = self.attempts;
            inner.dedup_keys = self.dedup_keys;
            inner.fate = crate::error::Fate::Applied;
        })
    }
}

/// Shows no header and no body: both may hold what must not reach a log.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("operation", &self.operation)
            .field("status", &self.reply.status)
            .field("attempts", &self.attempts)
            .field("body_bytes", &self.reply.body.len())
            .finish_non_exhaustive()
    }
}

/// The whole answer of a vendor: what `.send()` gives when the body alone is not enough.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    body: T,
}

impl<T> Response<T> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, read as its type; none when it is missing or something else.
    pub fn header<H>(&self, header: ResponseHeader<H>) -> Option<H> {
        header.read(&self.headers)
    }

    /// The identifier that the vendor gave to the request: what its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How often the request was sent, from 1.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The decoded body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The decoded body, the rest let go.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same response around another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { status: self.status, headers: self.headers, attempts: self.attempts, body: change(self.body) }
    }
}

/// Shows the body but no header: those may hold session cookies.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
