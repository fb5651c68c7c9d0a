//! When the vendor refuses, or cannot be reached, the caller learns what it must know before asking again.

use std::time::Duration;

use meterforge_stand_in::Answer;

use crate::adapter::{hasty, plain};

#[tokio::test]
async fn the_vendors_refusals_are_relayed() {
    let adapter = plain().await;
    for (status, media_type, body) in [
        (400, "application/problem+json", r#"{"title":"no"}"#),
        (401, "application/json", r#"{"message":"who are you"}"#),
        (404, "text/plain", "no such meter"),
        (422, "application/json", r#""bare""#),
        (500, "text/html", "<h1>500</h1>"),
    ] {
        adapter.vendor.answer(status, &[("content-type", media_type), ("x-request-id", "v1")], body);
        let answer = adapter.send("POST /v1/meters", r#"{"name":"a"}"#).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (status, body));
        assert_eq!(answer.header("content-type"), Some(media_type));
        assert_eq!(answer.header("x-upstream-request-id"), Some("v1"));
    }
    adapter.vendor.answer(429, &[("retry-after", "3600")], "slow down");
    let answer = adapter.get("/v1/meters/m1").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, Some("3600")));
}

#[tokio::test]
async fn a_partial_answer_is_relayed_with_its_own_status() {
    let adapter = plain().await;
    adapter.vendor.answer_json(207, r#"{"refused":["u2"]}"#);
    let answer = adapter.send("POST /v1/meters/m1/usage", r#"{"quantity":1}"#).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (207, r#"{"refused":["u2"]}"#));
}

#[tokio::test]
async fn a_vendor_that_is_not_there_is_a_bad_gateway() {
    let mut adapter = hasty().await;
    // Nobody listens where the vendor was.
    adapter.vendor = meterforge_stand_in::Recorder::start().await.unwrap();
    let answer = adapter.get("/v1/meters/m1").await;
    let (status, detail) = answer.problem();
    assert_eq!(status, 502, "{detail}");
    assert_eq!(answer.json()["outcome"], "nothing done");
    assert!(answer.json()["attempts"].as_u64().unwrap() >= 1);
    assert!(adapter.told.lines()[0].starts_with("get_meter attempt 1: failed None"), "{:?}", adapter.told.lines());
}

#[tokio::test]
async fn an_answer_that_is_lost_leaves_the_outcome_open() {
    let adapter = hasty().await;
    adapter.vendor.hang_up();
    let answer = adapter.send("POST /v1/meters", r#"{"name":"a"}"#).await;
    assert_eq!((answer.problem().0, &answer.json()["outcome"]), (502, &"unknown".into()));
}

#[tokio::test]
async fn a_vendor_that_does_not_answer_in_time_is_a_gateway_timeout() {
    let adapter = hasty().await;
    adapter.vendor.then(Answer::empty(202).after(Duration::from_secs(30)));
    let answer = adapter.send("POST /v1/meters/m1/usage", r#"{"quantity":1,"id":"u1"}"#).await;
    assert_eq!(answer.problem().0, 504);
    let problem = answer.json();
    assert_eq!((&problem["outcome"], &problem["dedupKeys"]), (&"unknown".into(), &serde_json::json!(["u1"])));
    assert_eq!(adapter.told.lines()[0], "report_usage attempt 1: given up None");
}

#[tokio::test]
async fn no_problem_shows_the_address_or_the_credential_of_the_vendor() {
    let adapter = hasty().await;
    adapter.vendor.hang_up();
    let answer = adapter.send("POST /v1/meters", r#"{"name":"a"}"#).await;
    assert!(!answer.text().contains(crate::adapter::SECRET), "{}", answer.text());
}
