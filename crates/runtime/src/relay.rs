//! Sends a call and keeps the bytes of its answer beside the value, for surfaces that hand answers on.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::call::{Call, SendFuture, start};
use crate::error::{Error, Kind};
use crate::json::DecodeError;
use crate::response::Answer;

/// An answer twice: as the value that it decodes to, and as the bytes that came.
pub struct Relayed<T> {
    /// What the contract makes of it.
    pub value: T,
    /// The body as it came, without the credential, which the vendor may have repeated.
    pub body: Bytes,
    /// The headers, without the credential as well.
    pub headers: HeaderMap,
    /// The dedup key, when the vendor said that it had this call before.
    pub duplicate: Option<String>,
}

/// Sends a call as it stands; its answer must decode, and its bytes are kept.
pub fn relay<C: Call>(call: &C) -> SendFuture<Relayed<C::Output>> {
    SendFuture::new(start(call.context(), call.request()), relayed::<C>)
}

fn relayed<C: Call>(answer: &Answer) -> Result<Relayed<C::Output>, DecodeError> {
    Ok(Relayed {
        value: C::decode(answer)?,
        body: answer.reply.redaction.hide_bytes(&answer.reply.body),
        headers: answer.reply.redaction.hide_headers(&answer.reply.headers),
        duplicate: answer.is_duplicate.then(|| answer.dedup_keys.first().cloned().unwrap_or_default()),
    })
}

/// The body of the answer that an error carries, without the credential, which the vendor may have repeated.
pub fn relayed_body(error: &Error) -> Bytes {
    let reply = error.inner().reply.as_ref();
    reply.map_or_else(Bytes::new, |reply| reply.redaction.hide_bytes(&reply.body))
}

/// The headers of the answer that an error carries, without the credential.
pub fn relayed_headers(error: &Error) -> HeaderMap {
    let reply = error.inner().reply.as_ref();
    reply.map_or_else(HeaderMap::new, |reply| reply.redaction.hide_headers(&reply.headers))
}

/// The parameter that must not be sent as it is, and what is wrong with it, when that is what the error says.
pub fn refused_parameter(error: &Error) -> Option<(&str, &str)> {
    match &error.inner().kind {
        Kind::InvalidInput { parameter, problem } => Some((parameter, problem)),
        _ => None,
    }
}

/// Shows no value and no body: both may hold what must not reach a log.
impl<T> fmt::Debug for Relayed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relayed")
            .field("body_bytes", &self.body.len())
            .field("is_duplicate", &self.duplicate.is_some())
            .finish_non_exhaustive()
    }
}
