//! Makes one attempt: proves who is calling, sends, and reads the answer within its limits.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};

use crate::auth::{Placed, Proof};
use crate::boxed::BoxFuture;
use crate::clock::race;
use crate::core::Core;
use crate::error::{Error, Reply};
use crate::header;
use crate::redaction::Redaction;
use crate::request::Request;
use crate::transport::{AttemptInfo, Body, Next, TransportError, TransportErrorKind};
use crate::upload::{self, Payload, RequestBody, Sending, Upload, Way};

/// The headers that come on top of ours, so that the map need not grow: the credential, what the transport accepts and
/// the host, and the length and the kind of a body.
const LATER_HEADERS: usize = 4;

/// One attempt, ready to be made.
pub(super) struct Attempt<'a> {
    pub(super) core: &'a Core,
    pub(super) request: &'a Request,
    /// The headers that the options of the call add.
    pub(super) own_headers: &'a [(HeaderName, HeaderValue)],
    /// Which attempt of the call it is, from 1.
    pub(super) number: u32,
    /// The body of a good answer is handed on as it arrives.
    pub(super) is_streamed: bool,
}

/// How one attempt went: what arrived, and how it ended.
#[derive(Default)]
pub(super) struct Exchange {
    /// The request was handed to the transport.
    pub(super) is_sent: bool,
    head: Option<(StatusCode, HeaderMap)>,
    body: Collected,
    /// The body of a good answer that nobody has read.
    pub(super) unread: Option<Box<Body>>,
    /// How long a streamed request was on its way, a time that counts against no limit.
    pub(super) sending: Duration,
    redaction: Redaction,
}

/// How the reading ended.
pub(super) enum End {
    Complete,
    /// The headers or the body went beyond their limit, in bytes.
    TooLarge {
        part: &'static str,
        limit: u64,
    },
    /// The time limit came first.
    TimedOut,
    /// Nothing more of a streamed request went out within the limit.
    Stalled(Duration),
    /// The transport failed.
    Broken(TransportError),
    /// There was nothing to send: no credential.
    Unsent(Error),
}

/// A request on its way.
type Sent<'a> = BoxFuture<'a, Result<http::Response<Body>, TransportError>>;

/// Bytes that arrived. One chunk, the ordinary case, is not copied.
#[derive(Default)]
struct Collected {
    first: Bytes,
    all: BytesMut,
}

impl Exchange {
    /// The answer as far as it arrived.
    pub(super) fn into_reply(self) -> Option<Reply> {
        let (status, headers) = self.head?;
        let Collected { first, all } = self.body;
        let body = if all.is_empty() { first } else { all.freeze() };
        Some(Reply { status, headers, body, redaction: self.redaction })
    }

    /// Keeps status and headers, and gives the body unless the headers are too large.
    fn keep_head(&mut self, response: http::Response<Body>, limit: u32) -> Result<Body, End> {
        let (parts, body) = response.into_parts();
        let bytes = header::bytes(&parts.headers);
        self.head = Some((parts.status, parts.headers));
        let limit = u64::from(limit);
        if bytes as u64 > limit { Err(End::TooLarge { part: "header", limit }) } else { Ok(body) }
    }

    /// The status, once it is known.
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }
}

impl Attempt<'_> {
    /// Sends the request and reads its answer; whatever arrived before the end is kept in `exchange`. `proof` is what
    /// proves who is calling, where that is known already.
    pub(super) async fn make(&self, proof: Option<Arc<Proof>>, limit: Duration, exchange: &mut Exchange) -> End {
        let ended = match &self.request.body {
            Payload::Bytes(_) => {
                let sleep = self.core.clock.sleep(limit);
                race(pin!(self.exchange(proof, exchange, None)), sleep).await.unwrap_or(Err(End::TimedOut))
            }
            // In a box, so that calls without a stream do not carry the room for one.
            Payload::Uploads(_) => Box::pin(self.make_streamed(proof, exchange, limit)).await,
        };
        ended.err().unwrap_or(End::Complete)
    }

    /// While the request is on its way only standing still is limited; the limit of the attempt begins behind its last
    /// piece.
    async fn make_streamed(
        &self,
        proof: Option<Arc<Proof>>,
        exchange: &mut Exchange,
        limit: Duration,
    ) -> Result<(), End> {
        let (core, idle) = (self.core, self.core.limits.idle);
        let sending = Sending::new(core.clock.clone());
        let ended = {
            let mut work = pin!(self.exchange(proof, exchange, Some(sending.clone())));
            loop {
                let left = match sending.way() {
                    Way::On(still) if still >= idle => break Err(End::Stalled(idle)),
                    // Awake no later than the limit of an answer that begins to be waited for now.
                    Way::On(still) => limit.min(idle - still),
                    Way::Over(ago) if ago >= limit => break Err(End::TimedOut),
                    Way::Over(ago) => limit - ago,
                };
                if let Some(ended) = race(work.as_mut(), core.clock.sleep(left)).await {
                    break ended;
                }
            }
        };
        exchange.sending = sending.took();
        ended
    }

    async fn exchange(
        &self,
        proof: Option<Arc<Proof>>,
        exchange: &mut Exchange,
        sending: Option<Sending>,
    ) -> Result<(), End> {
        let core = self.core;
        let proof = match proof {
            Some(proof) => proof,
            None => core.authenticator.proof(&*core.clock).await.map_err(End::Unsent)?,
        };
        exchange.redaction = proof.redaction.clone();
        let body = match (&self.request.body, sending) {
            (Payload::Uploads(uploads), Some(sending)) => opened(uploads, sending).await.map_err(End::Unsent)?,
            (body, _) => body.as_bytes().cloned().unwrap_or_default().into(),
        };
        let sending = self.sent(&proof.placed, body).map_err(End::Unsent)?;
        exchange.is_sent = true;
        let response = sending.await.map_err(End::Broken)?;
        let mut body = exchange.keep_head(response, core.limits.response_header_bytes)?;
        if self.is_streamed && exchange.status().is_some_and(|status| self.request.traits.is_answer(status)) {
            exchange.unread = Some(Box::new(body));
            return Ok(());
        }
        while let Some(chunk) = body.next().await {
            exchange.body.push(chunk.map_err(End::Broken)?, core.limits.response_bytes)?;
        }
        Ok(())
    }

    /// Hands the request to the first middleware, or to the transport.
    fn sent(&self, placed: &Placed, body: RequestBody) -> Result<Sent<'_>, Error> {
        let pair = if let Placed::Query(pair) = placed { Some(pair.expose()) } else { None };
        let address = self.core.base.join(&self.request.target, pair)?;
        Ok(Next::new(&self.core.middleware, &*self.core.transport).send(self.assembled(address, placed, body)))
    }

    /// The request as it goes out. The nearer to the call a header is set, the later it is put on; the credential comes
    /// last, so that no header of the caller's can take its place.
    fn assembled(&self, address: Uri, placed: &Placed, body: RequestBody) -> http::Request<RequestBody> {
        let (core, request) = (self.core, self.request);
        let ours = core.headers.len() + request.headers.len() + self.own_headers.len();
        let mut headers = HeaderMap::with_capacity(ours + LATER_HEADERS);
        let own = self.own_headers.iter().map(|(name, value)| (name, value));
        for (name, value) in core.headers.iter().chain(&request.headers).chain(own) {
            headers.insert(name, value.clone());
        }
        if let Placed::Header(name, value) = placed {
            headers.insert(name, value.clone());
        }
        let mut assembled = http::Request::new(body);
        *assembled.method_mut() = request.method.clone();
        *assembled.uri_mut() = address;
        *assembled.headers_mut() = headers;
        if !core.middleware.is_empty() {
            let info = AttemptInfo::new(request.operation, request.template.clone(), self.number);
            assembled.extensions_mut().insert(info);
        }
        assembled
    }
}

/// A body to read from; what cannot be opened is the fault of whoever gave it.
async fn opened(uploads: &Arc<[Upload]>, sending: Sending) -> Result<RequestBody, Error> {
    upload::open(uploads.clone(), sending)
        .await
        .map_err(|error| Error::invalid_input("body", "cannot be read").because(error))
}

impl Collected {
    /// Keeps a chunk, up to the limit.
    fn push(&mut self, chunk: Bytes, limit: u64) -> Result<(), End> {
        let room = limit.saturating_sub((self.first.len().max(self.all.len())) as u64);
        let kept = chunk.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        match (self.first.is_empty(), self.all.is_empty()) {
            (true, true) => self.first = chunk.slice(..kept),
            (_, true) => {
                self.all.extend_from_slice(&self.first);
                self.all.extend_from_slice(&chunk[..kept]);
            }
            _ => self.all.extend_from_slice(&chunk[..kept]),
        }
        if kept < chunk.len() { Err(End::TooLarge { part: "body", limit }) } else { Ok(()) }
    }
}

impl End {
    /// The error of the transport, if that is how it ended.
    pub(super) fn transport_kind(&self) -> Option<TransportErrorKind> {
        match self {
            Self::Broken(error) => Some(error.kind()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(chunks: &[&'static str], limit: u64) -> (bool, Bytes) {
        let mut exchange = Exchange { head: Some((StatusCode::OK, HeaderMap::new())), ..Exchange::default() };
        let fits = chunks.iter().all(|chunk| exchange.body.push(Bytes::from_static(chunk.as_bytes()), limit).is_ok());
        (fits, exchange.into_reply().unwrap().body)
    }

    #[test]
    fn collects_chunks_up_to_the_limit() {
        for (chunks, limit, fits, body) in [
            (&[][..], 4, true, ""),
            (&["abcd"][..], 4, true, "abcd"),
            (&["abcde"][..], 4, false, "abcd"),
            (&["ab", "", "cd"][..], 4, true, "abcd"),
            (&["ab", "cd", "e"][..], 4, false, "abcd"),
            (&["", "ab", "c", "d"][..], 4, true, "abcd"),
            (&["a"][..], 0, false, ""),
        ] {
            assert_eq!(collected(chunks, limit), (fits, Bytes::from_static(body.as_bytes())), "{chunks:?}");
        }
    }
}
