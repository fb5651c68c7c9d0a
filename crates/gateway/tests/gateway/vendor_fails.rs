//! The vendor is killed, slowed and started again: callers are told in time, and service resumes by itself.

use std::time::{Duration, Instant};

use meterforge_stand_in::{Answer, Recorder};
use serde_json::json;

use crate::assistant::{Assistant, with_sessions};
use crate::support::{Site, until, with};

const METER: &str = r#"{"name":"a"}"#;

fn answering(vendor: &Recorder, wait: Duration) {
    vendor.answer_at("GET", "/meters/m1", Answer::json(200, METER).after(wait));
}

/// What a route and a tool say, and how long they take at most.
async fn both_ask(site: &Site, assistant: &Assistant) -> (u16, bool, Duration) {
    let began = Instant::now();
    let (reply, result) =
        tokio::join!(site.get("/v1/meters/m1"), assistant.call("get-meter", json!({ "meterId": "m1" })));
    (reply.status, result.is_error != Some(true), began.elapsed())
}

#[tokio::test]
async fn callers_are_told_in_time_and_service_resumes() {
    let mut site = with(|settings| settings.limits.call_time = Duration::from_millis(400)).await;
    let assistant = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
    answering(&site.vendor, Duration::ZERO);
    let (status, is_good, _) = both_ask(&site, &assistant).await;
    assert_eq!((status, is_good), (200, true));

    // Slow.
    answering(&site.vendor, Duration::from_secs(30));
    let (status, is_good, took) = both_ask(&site, &assistant).await;
    assert_eq!((status, is_good), (504, false));
    assert!(took < Duration::from_secs(2), "{took:?}");

    // Gone.
    let address = site.vendor.address();
    site.vendor = Recorder::start().await.unwrap();
    let (status, is_good, took) = both_ask(&site, &assistant).await;
    assert_eq!((status, is_good), (502, false));
    assert!(took < Duration::from_secs(2), "{took:?}");

    // Back.
    let mut back = None;
    for _ in 0..200 {
        match Recorder::start_at(address).await {
            Ok(vendor) => {
                back = Some(vendor);
                break;
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    site.vendor = back.unwrap();
    answering(&site.vendor, Duration::ZERO);
    let (status, is_good, _) = both_ask(&site, &assistant).await;
    assert_eq!((status, is_good), (200, true));
    until("both are answered", || site.vendor.requests().len() == 2).await;
    assert!(site.metric(r#"meterforge_upstream_attempts_total{capability="acme-metering",operation="get_meter",status="none",outcome="failed"}"#).await >= 2.0);
    assert!(site.metric(r#"meterforge_upstream_attempts_total{capability="acme-metering",operation="get_meter",status="none",outcome="given_up"}"#).await >= 2.0);
}
