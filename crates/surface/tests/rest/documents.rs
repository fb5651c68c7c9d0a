//! The document and the page say what is served, where it is served, and what it takes.

use meterforge_surface::Policy;
use meterforge_surface::rest::Options;

use crate::adapter::{plain, with};

#[tokio::test]
async fn the_document_is_the_published_one_at_its_own_address() {
    let adapter = plain().await;
    let answer = adapter.get("/openapi.json").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"], serde_json::json!([{ "url": "/" }]));
    assert_eq!(document["paths"].as_object().unwrap().len(), 8);
    assert!(document["security"].is_null() && document["components"]["securitySchemes"].is_null());
}

#[tokio::test]
async fn policy_prefix_and_token_show_in_the_document_and_on_the_page() {
    let adapter = with(Options {
        policy: Policy::new().read_only().without("listtags").without("ping"),
        prefix: "/acme".to_owned(),
        asks_for_token: true,
        ..Options::default()
    })
    .await;
    let document = adapter.get("/openapi.json").await.json();
    assert_eq!(document["servers"], serde_json::json!([{ "url": "/acme" }]));
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/v1/export", "/v1/meter-names", "/v1/meters", "/v1/meters/{meter-id}"]);
    assert!(document["paths"]["/v1/meters"]["post"].is_null());
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let refused = &document["paths"]["/v1/meters"]["get"]["responses"]["401"]["$ref"];
    assert_eq!(refused, "#/components/responses/Problem");

    let answer = adapter.get("/").await;
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    let page = answer.text();
    assert!(page.contains("GET /acme/v1/meters/{meter-id}") && page.contains("href=\"/acme/openapi.json\""), "{page}");
    assert!(!page.contains("/v1/tags") && !page.contains("POST"), "{page}");
}
