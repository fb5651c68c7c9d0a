//! Failures are results that say what to make of them.

use std::time::Duration;

use meterforge_stand_in::Answer;
use serde_json::json;

use crate::server::{SECRET, complaint, hasty, plain};

#[tokio::test]
async fn arguments_that_do_not_fit_are_told_and_nothing_is_sent() {
    let server = plain().await;
    for (tool, arguments, text) in [
        ("get-meter", json!({}), "`arguments`: \"meterId\" is a required property"),
        ("get-meter", json!({ "meterId": 4711 }), "`meterId`: the value is not of type \"string\""),
        ("get-meter", json!({ "meterId": "m1", "region": "mars" }), "`region`: "),
        ("get-meter", json!({ "meterId": "m1", "more": 1 }), "`arguments`: "),
        ("get-meter", json!({ "meterId": ".." }), "get_meter: `meterId` must not be"),
        ("list-meters", json!({ "limit": 101 }), "`limit`: the value is greater than the maximum of 100"),
        ("create-meter", json!({ "body": { "total": 1 } }), "`body`: "),
    ] {
        let found = complaint(&server.call(tool, arguments.clone()).await);
        assert!(found.starts_with(text), "{arguments}: {found}");
        assert!(!found.contains("4711"));
    }
    assert_eq!(server.vendor.requests().len(), 0);
}

#[tokio::test]
async fn the_vendors_refusal_is_told_in_its_own_words() {
    let server = plain().await;
    server.vendor.answer_json(404, r#"{"message":"no such meter"}"#);
    let text = complaint(&server.call("get-meter", json!({ "meterId": "m1" })).await);
    assert!(text.contains("404") && text.ends_with(r#"{"message":"no such meter"}"#), "{text}");

    server.vendor.answer(400, &[("content-type", "text/html")], "<html>no</html>");
    let text = complaint(&server.call("get-meter", json!({ "meterId": "m1" })).await);
    assert!(!text.contains("<html>"), "{text}");

    server.vendor.answer(400, &[], "é".repeat(4000));
    let text = complaint(&server.call("get-meter", json!({ "meterId": "m1" })).await);
    assert!(text.ends_with("… and 3904 bytes more"), "{}", &text[text.len() - 60..]);
}

#[tokio::test]
async fn what_to_make_of_a_lost_answer_is_said() {
    let server = plain().await;
    server.vendor.hang_up();
    let text = complaint(&server.call("create-meter", json!({ "body": { "name": "a" } })).await);
    assert!(text.contains("may or may not have done it"), "{text}");

    server.vendor.answer(201, &[], "not json");
    let text = complaint(&server.call("create-meter", json!({ "body": { "name": "a" } })).await);
    assert!(text.contains("has done what was asked for") && text.contains("Do not ask again"), "{text}");

    server.vendor.answer(429, &[("retry-after", "3600")], "");
    let text = complaint(&server.call("report-usage", json!({ "meterId": "m", "id": "u1", "quantity": 1 })).await);
    assert!(text.contains("asks to wait 3600 seconds") && text.contains("not done twice: u1"), "{text}");
}

#[tokio::test]
async fn no_result_shows_the_credential() {
    let server = plain().await;
    server.vendor.answer_json(401, format!(r#"{{"message":"bad token {SECRET}"}}"#));
    server.vendor.answer_json(200, format!(r#"{{"name":"{SECRET}"}}"#));
    for _ in 0..2 {
        let result = server.call("get-meter", json!({ "meterId": "m1" })).await;
        assert!(!format!("{result:?}").contains(SECRET), "{result:?}");
    }
}

#[tokio::test]
async fn a_vendor_that_is_slow_is_given_up_within_the_limit() {
    let server = hasty().await;
    server.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
    let text = complaint(&server.call("create-meter", json!({ "body": { "name": "a" } })).await);
    assert!(text.contains("no end within 150ms"), "{text}");
}
