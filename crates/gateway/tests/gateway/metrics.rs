//! Counts for Prometheus: what is in them, and what must not be.

use crate::assistant::{Assistant, with_sessions};
use crate::support::{SECRET, exchange, plain};

#[tokio::test]
async fn requests_attempts_and_rejections_are_counted_by_their_names() {
    let site = plain().await;
    site.vendor.answer(503, &[("retry-after", "0")], "").answer_json(200, r#"{"name":"a"}"#);
    site.get("/v1/meters/m-hush4711?").await;
    site.get("/v1/meters/m-hush4711?secret=hush4711").await;
    site.get("/nothing-hush4711").await;
    site.ask("BREWhush4711 /v1/ping", &[], "").await;
    exchange(site.rest(), "GET /v1/ping", &["host: evilhush4711.example"], "").await;
    let assistant = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
    assistant.call("ping", serde_json::json!({})).await;

    let reply = site.get("/metrics").await;
    assert_eq!(reply.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    for line in [
        r#"meterforge_build_info{version="0.1.0"} 1"#,
        r#"meterforge_requests_total{namespace="acme-metering-rest",name="GET /v1/meters/{meter-id}",outcome="200"} 1"#,
        r#"meterforge_requests_total{namespace="acme-metering-rest",name="GET /v1/meters/{meter-id}",outcome="400"} 1"#,
        r#"meterforge_requests_total{namespace="acme-metering-mcp",name="ping",outcome="ok"} 1"#,
        r#"meterforge_request_duration_seconds_count{namespace="acme-metering-rest",name="GET /v1/meters/{meter-id}"} 2"#,
        r#"meterforge_upstream_attempts_total{capability="acme-metering",operation="get_meter",status="503",outcome="answered"} 1"#,
        r#"meterforge_upstream_attempts_total{capability="acme-metering",operation="get_meter",status="200",outcome="answered"} 1"#,
        r#"meterforge_upstream_attempt_duration_seconds_count{capability="acme-metering",operation="get_meter"} 2"#,
        r#"meterforge_rejected_requests_total{reason="host"} 1"#,
        r#"meterforge_rejected_requests_total{reason="no_route"} 2"#,
        // This request itself.
        "meterforge_in_flight_requests 1",
    ] {
        assert!(reply.body.lines().any(|found| found == line), "{line}\n{}", reply.body);
    }
    for part in ["hush4711", SECRET] {
        assert!(!reply.body.contains(part), "{part}\n{}", reply.body);
    }
}
