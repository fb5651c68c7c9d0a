//! The futures of a call. They are generic over the decoded value only, so that an SDK compiles no loop of its own.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::run::Arrived;
use crate::boxed::BoxFuture;
use crate::error::Result;
use crate::json::DecodeError;
use crate::response::{Answer, Response};

/// What `.send()` returns: a call under way, giving the whole response.
#[must_use = "a call does nothing until it is awaited"]
pub struct SendFuture<T> {
    arriving: BoxFuture<'static, Result<Box<Arrived>>>,
    decode: fn(&Answer) -> Result<T, DecodeError>,
}

impl<T> SendFuture<T> {
    pub(crate) fn new(
        arriving: BoxFuture<'static, Result<Box<Arrived>>>,
        decode: fn(&Answer) -> Result<T, DecodeError>,
    ) -> Self {
        Self { arriving, decode }
    }
}

impl<T> Future for SendFuture<T> {
    type Output = Result<Response<T>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let arrived = ready!(self.arriving.as_mut().poll(cx))?;
        let body = (self.decode)(&arrived.answer);
        Poll::Ready(arrived.answer.decoded(body))
    }
}

impl<T> fmt::Debug for SendFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendFuture")
    }
}

/// What awaiting a call gives: a call under way, giving the body alone.
#[must_use = "a call does nothing until it is awaited"]
#[derive(Debug)]
pub struct BodyFuture<T>(SendFuture<T>);

impl<T> BodyFuture<T> {
    /// Keeps the body of what is sent.
    pub fn new(sending: SendFuture<T>) -> Self {
        Self(sending)
    }
}

impl<T> Future for BodyFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let arrived = ready!(self.0.arriving.as_mut().poll(cx))?;
        Poll::Ready((self.0.decode)(&arrived.answer).map_err(|error| arrived.answer.undecodable(error)))
    }
}
