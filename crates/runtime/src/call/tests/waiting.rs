//! When the loop tries again, how long it waits, and when it gives up.

use std::sync::Arc;

use super::*;
use crate::{NoRetry, ReplaySafety, StandardRetry};

#[tokio::test]
async fn a_success_is_the_end_and_nothing_is_waited_for() {
    let stage = stage();
    stage.transport.answer(200, "[]");
    let answer = stage.call(&UNSAFE).await.unwrap();
    assert_eq!((answer.status(), answer.attempts), (200, 1));
    assert_eq!(stage.slept(), []);
}

#[tokio::test]
async fn waits_double_and_the_fourth_attempt_is_the_last() {
    let stage = stage();
    stage.transport.answer(503, "").fail(Interrupted).fail(NotConnected).answer(502, r#"{"message":"busy"}"#);
    let error = stage.call(&SAFE).await.unwrap_err();
    assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (4, 502));
    assert_eq!(error.to_string(), "list_things: 502 Bad Gateway: busy (4 attempts)");
    assert_eq!(stage.slept(), [250, 500, 1_000]);
    assert!(!error.is_outcome_unknown(), "a safe call has no outcome to doubt");
}

#[tokio::test]
async fn an_attempt_without_an_answer_ends_at_its_limit_and_is_tried_again() {
    let stage = stage();
    stage.transport.stall().answer(200, "");
    assert_eq!(stage.call(&SAFE).await.unwrap().attempts, 2);
    assert_eq!(stage.slept(), [15_000, 250]);
}

#[tokio::test]
async fn unsafe_calls_are_sent_again_only_when_the_vendor_cannot_have_acted() {
    for (fail, attempts) in [(NotConnected, 2), (ConnectTimeout, 2), (Unprocessed, 2), (Untrusted, 1), (Interrupted, 1)]
    {
        let stage = stage();
        stage.transport.fail(fail).answer(200, "");
        stage.call(&UNSAFE).await.ok();
        assert_eq!(stage.transport.requests().len(), attempts, "{fail:?}");
    }
    for (operation, attempts) in [(UNSAFE, 1), (REFUSING, 2), (SAFE, 2), (IDEMPOTENT, 2), (KEYED, 2)] {
        let stage = stage();
        stage.transport.answer(429, "").answer(200, "");
        stage.call(&operation).await.ok();
        assert_eq!(stage.transport.requests().len(), attempts, "{}", operation.name);
    }
}

#[tokio::test]
async fn the_vendors_wait_is_kept_to() {
    let stage = stage();
    let mut busy = http::Response::new(bytes::Bytes::new());
    *busy.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
    busy.headers_mut().insert("retry-after", http::HeaderValue::from_static("7"));
    stage.transport.answer_with(busy).answer(200, "");
    assert_eq!(stage.call(&SAFE).await.unwrap().attempts, 2);
    assert_eq!(stage.slept(), [7_000]);
}

#[tokio::test]
async fn a_wait_beyond_the_time_left_is_not_begun() {
    let stage = stage();
    let mut busy = http::Response::new(bytes::Bytes::new());
    *busy.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    busy.headers_mut().insert("retry-after", http::HeaderValue::from_static("60"));
    stage.transport.answer_with(busy);
    let error = stage.call(&SAFE).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(60))));
    assert_eq!(stage.slept(), []);
}

#[tokio::test]
async fn the_limit_of_the_call_ends_the_attempt_that_crosses_it() {
    let stage = stage();
    stage.transport.stall().stall();
    let mut context = CallContext::new(&stage.client);
    context.set_timeout(Duration::from_secs(20));
    let error = stage.call_with(&SAFE, context, None).await.unwrap_err();
    assert!(error.is_call_timeout() && error.is_timeout() && !error.is_attempt_timeout());
    assert_eq!(stage.slept(), [15_000, 250, 4_750]);
    assert_eq!(error.to_string(), "list_things: no end within 20s, the limit of the whole call (2 attempts)");
}

#[tokio::test]
async fn options_of_a_call_come_before_those_of_its_client() {
    let stage = staged(|builder| builder.retry(NoRetry).replay(ReplaySafety::Unsafe));
    stage.transport.answer(503, "").answer(503, "").answer(200, "");
    assert_eq!(stage.call(&SAFE).await.unwrap_err().attempts(), 1);
    let mut context = CallContext::new(&stage.client);
    context.set_retry(Arc::new(StandardRetry::new().max_attempts(2)));
    context.set_replay(ReplaySafety::Idempotent);
    assert_eq!(stage.call_with(&UNSAFE, context, None).await.unwrap().attempts, 2);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_told_before_anything_is() {
    let stage = stage();
    let mut context = CallContext::new(&stage.client);
    context.add_header("x-note", "a\r\nx-evil: 1");
    let error = stage.call_with(&SAFE, context, None).await.unwrap_err();
    assert!(error.is_invalid_input() && error.operation() == Some("list_things"));
    assert_eq!(stage.transport.requests().len(), 0);
}

#[tokio::test]
async fn the_nearer_to_the_call_a_header_is_set_the_more_it_counts() {
    let stage = staged(|builder| builder.header("accept", "a/client").header("x-client", "1"));
    stage.transport.answer(200, "").answer(200, "");
    stage.call(&SAFE).await.unwrap();
    let mut context = CallContext::new(&stage.client);
    context.add_header("accept", "a/call");
    let request = Request::new(&SAFE).accept("an/operation").build();
    start(&context, request).await.unwrap();
    let seen: Vec<Vec<String>> = stage
        .transport
        .requests()
        .iter()
        .map(|request| {
            request.headers().get_all("accept").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
        })
        .collect();
    assert_eq!(seen, [["a/client"], ["a/call"]]);
    assert_eq!(stage.transport.requests()[1].header("x-client"), Some("1"));
}
