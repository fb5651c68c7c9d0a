//! Good answers become results: objects, wrapped values, bytes, nothing.

use serde_json::json;

use crate::server::{connected, plain, revisions, structure, terse, texts};
use meterforge_surface::mcp::Options;

#[tokio::test]
async fn an_object_is_structure_and_text_in_both_revisions() {
    for revision in revisions() {
        let server = connected(Options::default(), revision).await;
        server.vendor.answer_json(200, r#"{"id":"m1","name":"calls","total":0.10000000000000000001}"#);
        let result = server.call("get-meter", json!({ "meterId": "m/1", "region": "eu" })).await;
        assert_eq!(structure(&result)["name"], "calls");
        // The text keeps the digits that a double has not.
        assert!(texts(&result)[0].contains("0.10000000000000000001"), "{result:?}");
        let seen = &server.vendor.requests()[0];
        assert_eq!((seen.target.as_str(), seen.header("x-region")), ("/meters/m%2F1", Some("eu")));
        assert_eq!(seen.header("authorization"), Some("Bearer acme-secret-4711"));
    }
}

#[tokio::test]
async fn what_is_no_object_is_wrapped() {
    let server = plain().await;
    server.vendor.answer_json(200, r#"["a","b"]"#);
    assert_eq!(structure(&server.call("list-tags", json!({})).await), json!({ "result": ["a", "b"] }));
}

#[tokio::test]
async fn constants_and_templates_are_filled() {
    let server = plain().await;
    server.vendor.answer(202, &[], "").answer(204, &[], "");
    let usage = server.call("report-usage", json!({ "meterId": "m1", "id": "u1", "quantity": 1.5 })).await;
    assert_eq!(structure(&usage), json!({ "result": null }));
    let webhook = server.call("set-webhook", json!({ "url": "https://x.test", "secret": "hush", "name": "me" })).await;
    assert_eq!((webhook.is_error, webhook.content.len()), (Some(false), 0));
    let [usage, webhook] = server.vendor.requests().try_into().unwrap();
    assert_eq!(usage.text(), r#"{"id":"u1","quantity":1.5,"unit":"calls"}"#);
    assert_eq!(webhook.text(), r#"{"url":"https://x.test","secret":"hush","kind":"usage","note":"for me"}"#);
}

#[tokio::test]
async fn a_repeated_report_says_that_it_was_accepted() {
    let server = plain().await;
    server.vendor.answer_json(409, r#""known""#);
    let result = server.call("report-usage", json!({ "meterId": "m1", "id": "u1", "quantity": 1 })).await;
    assert_eq!(structure(&result), json!({ "alreadyAccepted": { "key": "u1" } }));
}

#[tokio::test]
async fn bytes_are_a_resource_and_text_is_text() {
    let server = plain().await;
    server.vendor.answer(200, &[("content-type", "application/zip")], [0u8, 159, 146, 150]);
    let result = server.call("export-meters", json!({})).await;
    let content = json!(result.content);
    assert_eq!(content[0]["resource"]["blob"], "AJ+Slg==");
    assert_eq!(content[0]["resource"]["mimeType"], "application/zip");

    server.vendor.answer(200, &[("content-type", "text/csv")], "a;b\n");
    assert_eq!(structure(&server.call("export-meters", json!({})).await), json!({ "result": "a;b\n" }));
}

#[tokio::test]
async fn what_is_too_long_and_no_list_is_refused_with_its_size() {
    let server = terse(100).await;
    server.vendor.answer_json(200, format!(r#"{{"name":"{}"}}"#, "a".repeat(200)));
    let result = server.call("get-meter", json!({ "meterId": "m1" })).await;
    let text = crate::server::complaint(&result);
    assert!(text.contains("answer of 211 bytes is longer than the 100"), "{text}");
}

#[tokio::test]
async fn a_fixed_result_asks_nobody() {
    let server = plain().await;
    assert_eq!(structure(&server.call("ping", json!({})).await), json!({ "pong": true }));
    assert_eq!(server.vendor.requests().len(), 0);
}
