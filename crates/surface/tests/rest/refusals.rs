//! What is no request for a route is refused before anybody looks at it.

use meterforge_surface::Policy;
use meterforge_surface::rest::Options;

use crate::adapter::{plain, with};

#[tokio::test]
async fn paths_and_methods_are_matched_as_published() {
    let adapter = plain().await;
    for (line, status, allow) in [
        ("GET /v1/nothing", 404, None),
        ("GET /v1/Meters", 404, None),
        ("GET /v1/meters/", 404, None),
        ("GET /v1/meters/a/b", 404, None),
        ("PATCH /v1/meters", 405, Some("GET, POST")),
        ("POST /v1/meters/m1", 405, Some("GET, DELETE")),
        ("TRACE /v1/tags", 405, Some("GET")),
        ("POST /", 405, Some("GET, HEAD")),
        ("DELETE /openapi.json", 405, Some("GET, HEAD")),
    ] {
        let answer = adapter.ask(line, &[], "").await;
        assert_eq!(answer.problem().0, status, "{line}");
        assert_eq!(answer.header("allow"), allow, "{line}");
        assert!(answer.matched.is_none(), "{line}");
    }
    assert_eq!(adapter.vendor.requests().len(), 0);
}

#[tokio::test]
async fn bodies_have_a_kind_and_a_limit() {
    let adapter = with(Options { max_body_bytes: 40, ..Options::default() }).await;
    for (media_type, status) in [
        ("application/json", 201),
        ("APPLICATION/JSON; charset=utf-8", 201),
        ("application/vnd.acme+json", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ] {
        adapter.vendor.answer_at("POST", "/meters", meterforge_stand_in::Answer::json(201, r#"{"name":"a"}"#));
        let answer = adapter.ask("POST /v1/meters", &[("content-type", media_type)], r#"{"name":"a"}"#).await;
        assert_eq!(answer.status.as_u16(), status, "{media_type}");
        if status != 201 {
            assert!(answer.problem().1.contains("application/json"));
        }
    }
    let long = format!(r#"{{"name":"{}"}}"#, "a".repeat(40));
    let answer = adapter.send("POST /v1/meters", &long).await;
    assert_eq!(answer.problem(), (413, "the body is larger than 40 bytes".to_owned()));
}

#[tokio::test]
async fn what_is_switched_off_or_changes_something_is_refused_by_name() {
    let policy = Policy::new().read_only().without("listtags").without("ping");
    let adapter = with(Options { policy, ..Options::default() }).await;
    for (line, why) in [
        ("GET /v1/tags", "this route is not served: it is switched off here"),
        ("GET /v1/ping", "this route is not served: it is switched off here"),
        ("DELETE /v1/meters/m1", "this route is not served: only what changes nothing is served here"),
        ("POST /v1/meters/m1/usage", "this route is not served: only what changes nothing is served here"),
    ] {
        let answer = adapter.send(line, "{}").await;
        assert_eq!(answer.problem(), (403, why.to_owned()), "{line}");
        assert!(answer.matched.is_some());
    }
    assert_eq!(adapter.vendor.requests().len(), 0);
    adapter.vendor.answer_json(200, r#"{"name":"a"}"#);
    assert_eq!(adapter.get("/v1/meters/m1").await.status, 200);
}
