//! Calls under way: progress, cancellation, and how many there may be.

use std::sync::Arc;
use std::time::Duration;

use meterforge_stand_in::Answer;
use meterforge_surface::mcp::Options;
use rmcp::service::ClientLifecycleMode;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::server::{complaint, connected, revisions, structure};

#[tokio::test]
async fn progress_names_the_attempt_and_goes_on_while_nothing_happens() {
    for revision in revisions() {
        let server = connected(Options::default(), revision).await;
        server.vendor.answer(503, &[("retry-after", "0")], "");
        server.vendor.then(Answer::json(200, r#"{"name":"a"}"#).after(Duration::from_millis(1300)));
        let result = server.call("get-meter", json!({ "meterId": "m1" })).await;
        assert_eq!(structure(&result)["name"], "a");
        let progress = server.progress();
        assert!(progress.len() >= 2, "{progress:?}");
        assert!(progress.iter().all(|message| message == "waiting for the vendor, attempt 2"), "{progress:?}");
    }
}

#[tokio::test]
async fn a_call_that_goes_well_at_once_says_nothing_of_it() {
    for revision in revisions() {
        let server = connected(Options::default(), revision).await;
        server.vendor.answer_json(200, r#"{"name":"a"}"#);
        server.call("get-meter", json!({ "meterId": "m1" })).await;
        assert_eq!(server.progress(), [""; 0]);
    }
}

#[tokio::test]
async fn a_call_that_is_taken_back_lets_the_vendor_go() {
    for revision in revisions() {
        let server = connected(Options::default(), revision).await;
        server.vendor.then(Answer::json(200, "{}").after(Duration::from_secs(60)));
        let handle = server.begin("get-meter", json!({ "meterId": "m1" })).await;
        until(|| server.vendor.requests().len() == 1).await;
        assert_eq!(server.vendor.abandoned(), 0);
        handle.cancel(Some("changed my mind".to_owned())).await.unwrap();
        until(|| server.vendor.abandoned() == 1).await;
        // The server is there for the next call.
        server.vendor.answer_json(200, r#"{"name":"a"}"#);
        structure(&server.call("get-meter", json!({ "meterId": "m1" })).await);
    }
}

#[tokio::test]
async fn more_calls_than_there_is_room_for_are_refused_at_once() {
    let options = Options { calls: Some(Arc::new(Semaphore::new(1))), ..Options::default() };
    let server = connected(options, ClientLifecycleMode::Initialize).await;
    server.vendor.then(Answer::json(200, r#"{"name":"a"}"#).after(Duration::from_millis(300)));
    let first = server.begin("get-meter", json!({ "meterId": "m1" })).await;
    until(|| server.vendor.requests().len() == 1).await;
    let text = complaint(&server.call("get-meter", json!({ "meterId": "m2" })).await);
    assert!(text.contains("the vendor was not asked"), "{text}");
    first.await_response().await.unwrap();
    server.vendor.answer_json(200, r#"{"name":"a"}"#);
    structure(&server.call("get-meter", json!({ "meterId": "m3" })).await);
}

/// Waits until something has happened, and gives up after a while.
async fn until(has_happened: impl Fn() -> bool) {
    for _ in 0..500 {
        if has_happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing happened");
}
