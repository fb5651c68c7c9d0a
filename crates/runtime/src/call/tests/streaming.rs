//! Bodies that are handed on as they arrive.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::{Stream, StreamExt};

use super::*;
use crate::boxed::BoxFuture;
use crate::call::{BodyStream, start_stream};
use crate::response::Response;
use crate::transport::{Body, Transport, TransportError};
use crate::upload::RequestBody;

/// Answers every request with a piece of a body, and then says nothing more.
#[derive(Debug)]
struct Silent;

struct OnePiece(Option<Bytes>);

impl Stream for OnePiece {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.take().map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(piece))))
    }
}

impl Transport for Silent {
    fn send(&self, _: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = Body::from_stream(OnePiece(Some("abc".into())));
        Box::pin(async { Ok(http::Response::new(body)) })
    }
}

async fn streamed(stage: &Stage) -> Result<Response<BodyStream>, Error> {
    start_stream(&CallContext::new(&stage.client), Request::new(&SAFE).build()).await
}

#[tokio::test]
async fn a_body_beyond_every_limit_is_handed_on_after_a_retry() {
    let stage = staged(|builder| builder.max_response_bytes(2));
    stage.transport.answer(503, "busy").answer(200, "abcdef");
    let response = streamed(&stage).await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 2));
    let pieces: Vec<Bytes> = response.into_body().map(Result::unwrap).collect().await;
    assert_eq!(pieces.concat(), b"abcdef");
}

#[tokio::test]
async fn a_no_is_read_as_any_other() {
    let stage = stage();
    stage.transport.answer(404, r#"{"message":"no export"}"#);
    let error = streamed(&stage).await.unwrap_err();
    assert_eq!(error.to_string(), "list_things: 404 Not Found: no export");
}

#[tokio::test]
async fn what_breaks_off_is_told_once() {
    let stage = stage();
    stage.transport.cut_off(200, "abc");
    let mut body = streamed(&stage).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "abc");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(error.is_interrupted() && error.is_applied() && error.status().is_some() && !error.is_timeout());
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn what_does_not_unpack_is_told_from_what_breaks_off() {
    let stage = stage();
    stage.transport.cut_off_by(Undecodable, 200, "abc");
    let mut body = streamed(&stage).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "abc");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && error.is_applied() && !error.is_interrupted());
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn silence_ends_at_the_idle_limit() {
    let stage = staged(|builder| builder.transport(Silent).idle_timeout(Duration::from_secs(7)));
    let mut body = streamed(&stage).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "abc");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(error.is_idle_timeout() && error.is_timeout() && !error.is_attempt_timeout());
    assert_eq!(error.to_string(), "list_things: 200 OK, but nothing more of the body came within 7s");
    assert_eq!(stage.slept(), [7_000]);
    assert!(body.next().await.is_none());
}
