//! Inputs from every place reach the vendor where it wants them; what does not fit is told by its name and place.

use crate::adapter::{SECRET, plain};

#[tokio::test]
async fn a_path_a_header_and_a_cookie_go_where_the_vendor_wants_them() {
    let adapter = plain().await;
    adapter.vendor.answer_json(200, r#"{"name":"calls"}"#);
    let headers = [("x-region", "eu"), ("cookie", "other=1; view=a%20b")];
    let answer = adapter.ask("GET /v1/meters/A%2Fb%20%C3%BC", &headers, "").await;
    assert_eq!(answer.status, 200);
    let seen = adapter.seen();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/meters/A%2Fb%20%C3%BC"));
    assert_eq!(seen.header("x-region"), Some("eu"));
    assert_eq!(seen.header("cookie"), Some("view=a%20b"));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
}

#[tokio::test]
async fn a_query_is_read_by_its_kinds() {
    let adapter = plain().await;
    adapter.vendor.answer_json(200, r#"{"data":[]}"#);
    let query = "limit=7&tag=a&tag=b%2Cc&filter[name][eq]=x&filter%5Bactive%5D=true";
    let answer = adapter.get(&format!("/v1/meters?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        adapter.seen().query(),
        Some("limit=7&tag=a&tag=b%2Cc&filter%5Bname%5D%5Beq%5D=x&filter%5Bactive%5D=true")
    );
}

#[tokio::test]
async fn a_body_goes_on_with_every_digit() {
    let adapter = plain().await;
    adapter.vendor.answer_json(201, r#"{"id":"m1","name":"calls"}"#);
    let answer = adapter.send("POST /v1/meters", r#"{"name":"calls","total":0.10000000000000000001}"#).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (201, r#"{"id":"m1","name":"calls"}"#));
    let seen = adapter.seen();
    assert_eq!(seen.text(), r#"{"name":"calls","total":0.10000000000000000001}"#);
    assert_eq!(seen.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn members_constants_and_templates_make_the_vendors_body() {
    let adapter = plain().await;
    adapter.vendor.answer(202, &[], "").answer(204, &[], "");
    let answer = adapter.send("POST /v1/meters/m1/usage", r#"{"quantity":1.50,"id":"u1"}"#).await;
    assert_eq!(answer.status, 202);
    let webhook = r#"{"url":"https://x.test","secret":"hush-1","name":"me \"and\" you"}"#;
    assert_eq!(adapter.send("PUT /v1/webhook", webhook).await.status, 204);
    let [usage, webhook] = adapter.vendor.requests().try_into().unwrap();
    assert_eq!(usage.text(), r#"{"id":"u1","quantity":1.50,"unit":"calls"}"#);
    assert_eq!(
        webhook.text(),
        r#"{"url":"https://x.test","secret":"hush-1","kind":"usage","note":"for me \"and\" you"}"#
    );
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_nothing_is_sent() {
    let adapter = plain().await;
    let json = &[("content-type", "application/json")][..];
    let none = &[][..];
    let cookies = &[("x-region", "eu"), ("x-region", "us")][..];
    for (line, headers, body, input, pointer, detail) in [
        ("GET /v1/meters?limit=x", none, "", "limit", None, "`limit`: is no number"),
        ("GET /v1/meters?limit=0", none, "", "limit", None, "`limit`: the value is less than the minimum of 1"),
        ("GET /v1/meters?limit=1.5", none, "", "limit", None, "`limit`: the value is not of type \"integer\""),
        ("GET /v1/meters?limit=1&limit=2", none, "", "limit", None, "`limit`: is given more than once"),
        ("GET /v1/meters?limt=1", none, "", "limt", None, "`limt`: is no parameter of this route"),
        ("GET /v1/meters?filter[active]=maybe", none, "", "filter", Some("/active"), "`filter` at `/active`: "),
        ("GET /v1/meters?filter[owner]=me", none, "", "filter", None, "`filter`: "),
        ("GET /v1/meters/%FF", none, "", "meter-id", None, "`meter-id`: is not UTF-8"),
        ("GET /v1/meters/..", none, "", "meter-id", None, "`meter-id`"),
        ("GET /v1/meters/m1", &[("x-region", "mars")][..], "", "x-region", None, "`x-region`: "),
        ("GET /v1/meters/m1", cookies, "", "x-region", None, "`x-region`: is given more than once"),
        ("POST /v1/meters", json, "", "body", None, "`body`: is missing"),
        ("POST /v1/meters", json, "{", "body", None, "`body`: is no JSON: "),
        ("POST /v1/meters", json, "{} {}", "body", None, "`body`: is no JSON: "),
        ("POST /v1/meters", json, "{}", "body", None, "`body`: \"name\" is a required property"),
        ("POST /v1/meters", json, "null", "body", None, "`body`: the value is not of type \"object\""),
        ("POST /v1/meters", json, r#"{"name":4711}"#, "body", Some("/name"), "`body` at `/name`: "),
        (
            "POST /v1/meters",
            json,
            r#"{"name":"a","name":"b"}"#,
            "body",
            Some("/name"),
            "`body` at `/name`: duplicate field",
        ),
        ("GET /v1/tags", json, "{}", "body", None, "`body`: is given, but this route takes none"),
        ("POST /v1/meters/m1/usage", json, r#"{"quantity":-1}"#, "body", Some("/quantity"), "`body` at `/quantity`: "),
        ("POST /v1/meters/m1/usage", json, r#"{"quantity":1,"unit":"x"}"#, "body", None, "`body`: "),
    ] {
        let answer = adapter.ask(line, headers, body).await;
        let (status, found) = answer.problem();
        assert_eq!(status, 400, "{line} {body}: {found}");
        assert!(found.starts_with(detail), "{line} {body}: {found}");
        assert!(!found.contains("4711"), "{found}");
        let problem = answer.json();
        assert_eq!(
            (problem["input"].as_str(), problem["pointer"].as_str()),
            (Some(input), pointer),
            "{line}: {problem}"
        );
    }
    assert_eq!(adapter.vendor.requests().len(), 0);
}
