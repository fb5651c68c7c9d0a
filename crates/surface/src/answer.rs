//! The vendor's answer to a call, ready to be handed on.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use meterforge_runtime::{Cursor, Response, codegen_v1::Relayed};

/// A good answer of the vendor.
#[derive(Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers, without the credential.
    pub headers: HeaderMap,
    /// Its body as it came, without the credential.
    pub body: Bytes,
    /// The dedup key, when the vendor had this call before.
    pub duplicate: Option<String>,
    /// How often the request was sent, from 1.
    pub attempts: u32,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl Answer {
    /// The answer of a call, and what its value says about the next page.
    pub(crate) fn new<T>(response: Response<Relayed<T>>, next: impl FnOnce(&T) -> Option<Cursor>) -> Self {
        let (status, attempts) = (response.status(), response.attempts());
        let Relayed { value, body, headers, duplicate } = response.into_body();
        Self { status, headers, body, duplicate, attempts, next: next(&value) }
    }
}

/// Shows no header and no body: both may hold what must not reach a log.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
