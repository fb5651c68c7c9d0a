//! Hands out what an error carries: the response, the keys, the times.

use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::{Error, Kind, vendor};
use crate::json::{self, Shape};
use crate::request_id::request_id;
use crate::response_header::ResponseHeader;

static NO_HEADERS: LazyLock<HeaderMap> = LazyLock::new(HeaderMap::new);
static NO_BODY: Bytes = Bytes::new();

impl Error {
    /// The operation that failed, such as `list_billable_metrics`; none when building the client failed.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner().operation
    }

    /// The status of the last answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner().reply.as_ref().map(|reply| reply.status)
    }

    /// The headers of the last answer; empty when none came.
    pub fn headers(&self) -> &HeaderMap {
        self.inner().reply.as_ref().map_or(&NO_HEADERS, |reply| &reply.headers)
    }

    /// A header of the last answer, read as its type; none when it is missing or something else.
    pub fn header<H>(&self, header: ResponseHeader<H>) -> Option<H> {
        header.read(self.headers())
    }

    /// The identifier that the vendor gave to the last attempt: what its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// The bytes of the last answer, decompressed; as many as arrived when the reading broke off.
    pub fn body(&self) -> &Bytes {
        self.inner().reply.as_ref().map_or(&NO_BODY, |reply| &reply.body)
    }

    /// The body as text; none when it is empty or not UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.body()).ok().filter(|text| !text.is_empty())
    }

    /// The body decoded on demand; none when it is not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        json::decode_serde(self.body()).ok()
    }

    /// The body as a type of the SDK, decoded on demand; none when it is not of this type.
    #[doc(hidden)]
    pub fn decoded<T: Shape>(&self) -> Option<T> {
        json::decode(self.body()).ok()
    }

    /// The body as a JSON string, or as bare text when it is none; none when it is empty or not UTF-8.
    pub fn string(&self) -> Option<String> {
        self.json().or_else(|| self.text().map(str::to_owned))
    }

    /// How often the request was sent, or tried to be; 0 when it never came to that.
    pub fn attempts(&self) -> u32 {
        self.inner().attempts
    }

    /// How long the vendor asks to wait, from when the answer arrived.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner().retry_after
    }

    /// Where the body is not what was expected, such as `.usageRecordGroups[3].records`; none when it is not read as JSON.
    pub fn json_path(&self) -> Option<&str> {
        match &self.inner().kind {
            Kind::Decode { path } if !path.is_empty() => Some(path),
            _ => None,
        }
    }

    /// The keys by which the vendor recognises this call when it is replayed; empty when it deduplicates nothing.
    pub fn dedup_keys(&self) -> &[String] {
        &self.inner().dedup_keys
    }

    /// What the vendor says happened, found in a JSON or short text body; never HTML.
    pub fn vendor_message(&self) -> Option<String> {
        self.inner().reply.as_ref().and_then(|reply| vendor::read(reply).message)
    }

    /// The vendor's own name or number for what happened.
    pub fn vendor_code(&self) -> Option<String> {
        self.inner().reply.as_ref().and_then(|reply| vendor::read(reply).code)
    }

    /// Where a redirect points to, as the vendor wrote it.
    pub fn location(&self) -> Option<&str> {
        self.headers().get(header::LOCATION).and_then(|location| location.to_str().ok())
    }
}
