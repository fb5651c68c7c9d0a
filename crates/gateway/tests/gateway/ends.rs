//! Ends politely: what is under way is finished, whatever stays open is closed, and nothing hangs.

use std::time::{Duration, Instant};

use meterforge_stand_in::Answer;
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::assistant::{Assistant, with_sessions, without_sessions};
use crate::support::{ask, plain, until, with};

#[tokio::test]
async fn a_request_under_way_is_finished_and_none_is_accepted_any_more() {
    let site = plain().await;
    site.vendor.then(Answer::json(201, r#"{"name":"a"}"#).after(Duration::from_millis(500)));
    let rest = site.rest();
    let asking = tokio::spawn(async move {
        ask(rest, "POST /v1/meters", &["content-type: application/json"], r#"{"name":"a"}"#).await
    });
    until("the vendor is asked", || site.vendor.requests().len() == 1).await;
    let ending = tokio::spawn(site.running.shutdown());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(rest).await.is_err());
    assert_eq!(asking.await.unwrap().status, 201);
    assert!(ending.await.unwrap());
}

#[tokio::test]
async fn a_call_under_way_is_finished_in_both_revisions() {
    for revision in [with_sessions(), without_sessions()] {
        let site = plain().await;
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        site.vendor.then(Answer::json(200, r#"{"name":"a"}"#).after(Duration::from_millis(500)));
        let vendor = site.vendor;
        let running = site.running;
        let (result, ended) = tokio::join!(assistant.call("get-meter", json!({ "meterId": "m1" })), async {
            until("the vendor is asked", || vendor.requests().len() == 1).await;
            let began = Instant::now();
            (running.shutdown().await, began.elapsed())
        });
        assert_eq!(result.is_error, Some(false));
        // The stream that an assistant keeps open to hear from us does not hold it up.
        assert!(ended.0 && ended.1 < Duration::from_secs(3), "{ended:?}");
    }
}

#[tokio::test]
async fn idle_connections_and_sessions_do_not_hold_it_up() {
    let site = plain().await;
    let _assistant = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
    let mut idle = TcpStream::connect(site.rest()).await.unwrap();
    until("the connection is there", || true).await;
    let began = Instant::now();
    assert!(site.running.shutdown().await);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    let mut rest = Vec::new();
    let _ = idle.read_to_end(&mut rest).await;
}

#[tokio::test]
async fn what_does_not_end_in_time_is_left_behind() {
    let site = with(|settings| settings.limits.shutdown_time = Duration::from_millis(200)).await;
    site.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
    let rest = site.rest();
    let asking = tokio::spawn(async move {
        ask(rest, "POST /v1/meters", &["content-type: application/json"], r#"{"name":"a"}"#).await
    });
    until("the vendor is asked", || site.vendor.requests().len() == 1).await;
    let began = Instant::now();
    assert!(!site.running.shutdown().await);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert_eq!(asking.await.unwrap().status, 0);
    until("the vendor is let go", || site.vendor.abandoned() == 1).await;
}
