//! Bodies that are read while they are sent, and what can be sent again.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::{Stream, stream};

use super::*;
use crate::boxed::{BoxError, BoxFuture};
use crate::transport::{Body, Transport, TransportError};
use crate::upload::{RequestBody, Upload};

fn pieces() -> impl Stream<Item = Result<Bytes, BoxError>> + Send {
    stream::iter([Ok("ab".into()), Ok("cd".into())])
}

fn reopened() -> Upload {
    Upload::from_fn(|| async { Ok::<_, BoxError>(pieces()) })
}

async fn sent(stage: &Stage, operation: &Operation, upload: &Upload) -> Result<Answer, Error> {
    let request = Request::new(operation).upload("application/octet-stream", upload).build();
    start(&CallContext::new(&stage.client), request).await.map(|arrived| arrived.answer)
}

#[tokio::test]
async fn what_can_be_opened_again_is_sent_again() {
    let stage = stage();
    stage.transport.answer(503, "").fail(Interrupted).answer(200, "{}");
    let answer = sent(&stage, &IDEMPOTENT, &reopened()).await.unwrap();
    assert_eq!(answer.attempts, 3);
    for request in stage.transport.requests() {
        assert_eq!(request.body(), "abcd");
        assert_eq!(request.header("content-type"), Some("application/octet-stream"));
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let stage = stage();
    stage.transport.answer(503, "").answer(200, "{}");
    let error = sent(&stage, &IDEMPOTENT, &Upload::from_stream(pieces())).await.unwrap_err();
    assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (1, 503));
    assert!(stage.slept().is_empty());
}

#[tokio::test]
async fn a_stream_that_was_sent_is_refused() {
    let stage = stage();
    stage.transport.answer(200, "{}");
    let upload = Upload::from_stream(pieces());
    sent(&stage, &UNSAFE, &upload).await.unwrap();
    let error = sent(&stage, &UNSAFE, &upload).await.unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("`body` cannot be read"), "{error}");
    assert_eq!(stage.transport.requests().len(), 1);
}

/// Fails before it reads anything, once, and then sends as the script says.
#[derive(Debug)]
struct Unconnected {
    inner: ScriptedTransport,
    fails: std::sync::atomic::AtomicBool,
}

impl Transport for Unconnected {
    fn send(&self, request: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        if self.fails.swap(false, std::sync::atomic::Ordering::Relaxed) {
            drop(request);
            return Box::pin(async { Err(TransportError::new(NotConnected, "no route")) });
        }
        self.inner.send(request)
    }
}

#[tokio::test]
async fn a_stream_of_which_nothing_was_taken_is_sent_again() {
    let inner = ScriptedTransport::new();
    inner.answer(200, "{}");
    let transport = Unconnected { inner: inner.clone(), fails: true.into() };
    let stage = staged(|builder| builder.transport(transport));
    let answer = sent(&stage, &UNSAFE, &Upload::from_stream(pieces())).await.unwrap();
    assert_eq!((answer.attempts, inner.requests()[0].body().as_ref()), (2, &b"abcd"[..]));
}

#[tokio::test]
async fn a_source_that_fails_is_the_callers_matter() {
    let stage = stage();
    let broken = || stream::iter([Ok(Bytes::from("ab")), Err("disk gone".into())]);
    let upload = Upload::from_fn(move || async move { Ok::<_, BoxError>(broken()) });
    let error = sent(&stage, &IDEMPOTENT, &upload).await.unwrap_err();
    assert_eq!(error.to_string(), "put_thing: `body` cannot be read to its end");
    assert!(error.is_invalid_input() && !error.is_outcome_unknown() && error.attempts() == 1);
    let mut causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    assert!(causes.any(|cause| cause.to_string() == "disk gone"));
}

/// Gives pieces as time passes: one each, and then says nothing more when it should not end.
struct Slow {
    clock: PausedClock,
    pieces: u32,
    ends: bool,
}

impl Stream for Slow {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pieces == 0 {
            return if self.ends { Poll::Ready(None) } else { Poll::Pending };
        }
        self.pieces -= 1;
        self.clock.advance(Duration::from_secs(10));
        Poll::Ready(Some(Ok("x".into())))
    }
}

#[tokio::test]
async fn the_time_on_its_way_counts_against_no_limit() {
    let stage = stage();
    stage.transport.answer(503, "").answer(200, "{}");
    let clock = stage.clock.clone();
    let upload = Upload::from_fn(move || {
        let clock = clock.clone();
        async move { Ok::<_, BoxError>(Slow { clock, pieces: 60, ends: true }) }
    });
    // Two attempts of ten minutes each, where an attempt may take 15 seconds and the call a minute.
    let answer = sent(&stage, &IDEMPOTENT, &upload).await.unwrap();
    assert_eq!((answer.attempts, stage.transport.requests()[1].body().len()), (2, 60));
}

#[tokio::test]
async fn a_vendor_that_does_not_answer_ends_at_the_limit_of_the_attempt() {
    let stage = staged(|builder| builder.attempt_timeout(Duration::from_secs(5)).idle_timeout(Duration::from_secs(7)));
    stage.transport.stall();
    let error = sent(&stage, &UNSAFE, &Upload::from_stream(pieces())).await.unwrap_err();
    assert!(error.is_attempt_timeout() && error.is_outcome_unknown(), "{error}");
    assert_eq!(stage.slept(), [5_000]);
}

#[tokio::test]
async fn a_body_that_stands_still_ends_at_the_idle_limit() {
    let stage = staged(|builder| builder.idle_timeout(Duration::from_secs(7)));
    let clock = stage.clock.clone();
    let error = sent(&stage, &UNSAFE, &Upload::from_stream(Slow { clock, pieces: 3, ends: false })).await.unwrap_err();
    assert!(error.is_idle_timeout() && error.is_timeout() && error.is_outcome_unknown(), "{error}");
    assert_eq!(error.to_string(), "create_thing: nothing more of the request went out within 7s");
    assert!(stage.transport.requests().is_empty());
}

#[tokio::test]
async fn a_form_of_bytes_is_as_any_other_body() {
    let stage = staged(|builder| builder.chance(FixedChance(0.5)));
    stage.transport.answer(503, "").answer(200, "{}");
    let context = CallContext::new(&stage.client);
    let request = Request::new(&IDEMPOTENT)
        .multipart(&context)
        .text_part("a", Some(1))
        .text_part("none", None::<i32>)
        .text_parts("list", Some(&["x", "y"][..]))
        .json_part("meta", Some(&[1]))
        .json_parts("each", Some(&[[1], [2]][..]))
        .file_part("file", Some(&"f".into()))
        .file_parts("files", Some(&["g".into()]))
        .part_type("a", "text/x-number")
        .build();
    start(&context, request).await.unwrap();
    let requests = stage.transport.requests();
    let boundary = "form-800000000000080000000000008000000000000";
    let media_type = format!("multipart/form-data; boundary={boundary}");
    assert_eq!(requests[0].header("content-type"), Some(media_type.as_str()));
    assert_eq!(requests[0].body(), requests[1].body());
    insta::assert_snapshot!(String::from_utf8_lossy(requests[0].body()).replace(boundary, "boundary"));
    let nothing = Request::new(&IDEMPOTENT).multipart(&context).text_part("a", None::<i32>).build().unwrap();
    assert!(nothing.headers().is_empty() && nothing.body().unwrap().is_empty());
}
