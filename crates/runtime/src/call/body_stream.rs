//! Hands on the body of an answer as it arrives, bounded by the wait for each piece.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::verdict::broken_in_body;
use crate::boxed::BoxFuture;
use crate::core::Client;
use crate::error::{Error, Fate, Kind, Reply, Result};
use crate::response::Answer;
use crate::transport::Body;

/// The body of an answer, decompressed, piece by piece: a `Stream` of bytes without limit of size or of time, but for
/// the wait for each piece (`idle_timeout` of the client).
///
/// An error is given once and is the end. It [`is_applied`](Error::is_applied): the vendor had said yes.
pub struct BodyStream {
    client: Client,
    operation: &'static str,
    attempts: u32,
    reply: Reply,
    /// None when the end was given.
    body: Option<Box<Body>>,
    idle: Option<BoxFuture<'static, ()>>,
}

impl BodyStream {
    pub(super) fn new(client: &Client, answer: &Answer, body: Option<Box<Body>>) -> Self {
        let Answer { operation, attempts, ref reply, .. } = *answer;
        Self { client: client.clone(), operation, attempts, reply: reply.clone(), body, idle: None }
    }

    fn limit(&self) -> Duration {
        self.client.0.limits.idle
    }

    /// The last thing that is given.
    fn end(&mut self, error: Error) -> Poll<Option<Result<Bytes>>> {
        self.body = None;
        self.idle = None;
        Poll::Ready(Some(Err(error.of(self.operation).with(|inner| {
            inner.attempts = self.attempts;
            inner.reply = Some(self.reply.clone());
            inner.fate = Fate::Applied;
        }))))
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        match Pin::new(&mut **body).poll_next(cx) {
            Poll::Ready(Some(Ok(piece))) => {
                self.idle = None;
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(Some(Err(error))) => {
                let (_, error) = broken_in_body(self.reply.clone(), error);
                self.end(error)
            }
            Poll::Ready(None) => {
                self.body = None;
                Poll::Ready(None)
            }
            Poll::Pending => {
                let limit = self.limit();
                let mut idle = match self.idle.take() {
                    Some(idle) => idle,
                    None => self.client.0.clock.sleep(limit),
                };
                if idle.as_mut().poll(cx).is_ready() {
                    return self.end(Error::new(Kind::IdleTimeout(limit)));
                }
                self.idle = Some(idle);
                Poll::Pending
            }
        }
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream").field("operation", &self.operation).field("body", &self.body).finish()
    }
}
