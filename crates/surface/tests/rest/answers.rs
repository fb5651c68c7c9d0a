//! The vendor's answers are handed on: status, body and the headers that mean something to a third party.

use crate::adapter::{SECRET, plain};

#[tokio::test]
async fn an_answer_is_relayed_byte_for_byte() {
    let adapter = plain().await;
    let headers = [
        ("content-type", "application/json; charset=utf-8"),
        ("etag", "\"7\""),
        ("x-ratelimit-remaining", "3"),
        ("x-request-id", "vendor-1"),
        ("set-cookie", "session=1"),
        ("server", "acme"),
        ("x-internal", "yes"),
    ];
    let body = r#"{ "name": "calls", "total": 1.10, "extra": "\u00e9" }"#;
    adapter.vendor.answer(200, &headers, body);
    let answer = adapter.get("/v1/meters/m1").await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, body));
    for (name, value) in [
        ("content-type", Some("application/json; charset=utf-8")),
        ("etag", Some("\"7\"")),
        ("x-ratelimit-remaining", Some("3")),
        ("x-upstream-request-id", Some("vendor-1")),
        ("x-request-id", None),
        ("set-cookie", None),
        ("server", None),
        ("x-internal", None),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let matched = answer.matched.unwrap();
    assert_eq!((matched.namespace, &*matched.name), ("acme-metering-rest", "GET /v1/meters/{meter-id}"));
}

#[tokio::test]
async fn nothing_and_bytes_are_answers_too() {
    let adapter = plain().await;
    let bytes = [0u8, 159, 146, 150, 255];
    adapter.vendor.answer(204, &[], "");
    adapter.vendor.answer(200, &[("content-type", "application/zip"), ("content-disposition", "attachment")], bytes);
    let deleted = adapter.ask("DELETE /v1/meters/m1", &[], "").await;
    assert_eq!((deleted.status.as_u16(), deleted.text()), (204, ""));
    let exported = adapter.get("/v1/export").await;
    assert_eq!(exported.body, bytes);
    assert_eq!(exported.header("content-type"), Some("application/zip"));
    assert_eq!(exported.header("content-disposition"), Some("attachment"));
}

#[tokio::test]
async fn a_fixed_answer_asks_nobody() {
    let adapter = plain().await;
    assert_eq!(adapter.get("/v1/ping").await.text(), r#"{"pong":true}"#);
    assert_eq!(adapter.vendor.requests().len(), 0);
}

#[tokio::test]
async fn a_projection_takes_its_part_out() {
    let adapter = plain().await;
    adapter.vendor.answer_json(200, r#"{"data":[{"name":"a"},{"name":"b"}]}"#);
    assert_eq!(adapter.get("/v1/meter-names").await.text(), r#"["a","b"]"#);
}

#[tokio::test]
async fn an_answer_that_the_contract_does_not_know_is_handed_on_where_it_can_be_read() {
    let adapter = plain().await;
    adapter.vendor.answer_json(200, r#"{"title":"no name here"}"#);
    let answer = adapter.get("/v1/meters/m1").await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, r#"{"title":"no name here"}"#));

    adapter.vendor.answer(200, &[("content-type", "text/html")], "<html>oops</html>");
    let answer = adapter.get("/v1/meters/m1").await;
    let (status, detail) = answer.problem();
    assert_eq!(status, 502);
    assert!(detail.contains("not in JSON"), "{detail}");
    assert_eq!((&answer.json()["upstreamStatus"], &answer.json()["outcome"]), (&200.into(), &"applied".into()));
}

#[tokio::test]
async fn a_repetition_of_ours_is_no_conflict_of_the_callers() {
    let adapter = plain().await;
    adapter.vendor.answer(503, &[("retry-after", "0")], "").answer_json(409, r#""known""#);
    let answer = adapter.send("POST /v1/meters/m1/usage", r#"{"quantity":1,"id":"u1"}"#).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, r#"{"alreadyAccepted":{"key":"u1"}}"#));

    adapter.vendor.answer_json(409, r#""known""#);
    let answer = adapter.send("POST /v1/meters/m1/usage", r#"{"quantity":1,"id":"u1"}"#).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (409, r#""known""#));
}

#[tokio::test]
async fn the_credential_is_taken_out_of_what_the_vendor_repeats() {
    let adapter = plain().await;
    let body = format!(r#"{{"name":"{SECRET}"}}"#);
    let headers = [("content-type", "application/json"), ("location", SECRET), ("x-request-id", SECRET)];
    adapter.vendor.answer(200, &headers, body.clone()).answer(401, &headers, body);
    for status in [200, 401] {
        let answer = adapter.get("/v1/meters/m1").await;
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!((answer.text(), answer.header("location")), (r#"{"name":"<redacted>"}"#, Some("<redacted>")));
        assert!(!format!("{:?}", answer.headers).contains(SECRET), "{:?}", answer.headers);
    }
    adapter.vendor.answer(200, &[], [SECRET.as_bytes(), &[255]].concat());
    assert_eq!(adapter.get("/v1/export").await.body, [&b"<redacted>"[..], &[255]].concat());
}

#[tokio::test]
async fn answers_and_attempts_are_told() {
    let adapter = plain().await;
    adapter.vendor.answer(503, &[("retry-after", "0")], "").answer_json(200, r#"{"name":"a"}"#);
    adapter.get("/v1/meters/m1").await;
    adapter.get("/v1/meters?limit=x").await;
    assert_eq!(
        adapter.told.lines(),
        [
            "get_meter attempt 1: answered Some(503)",
            "get_meter attempt 2: answered Some(200)",
            "acme-metering-rest GET /v1/meters/{meter-id}: Some(200) true",
            "acme-metering-rest GET /v1/meters: Some(400) false",
        ]
    );
}
