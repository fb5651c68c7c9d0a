//! Dedup keys: one for each event and each credit, filled in once where the caller gave none.

use std::collections::BTreeSet;

use meterforge_stand_in::RecordedRequest;
use sdk_tests::{TestResult, Vendor};
use serde_json::Value;
use togai_billing::model::{GrantCreditRequest, IngestEventsRequest};

use super::credits::credit;
use super::{client, retrying, ride};

/// The keys in a request's body: `events[].id`, or `creditRequests[].idempotencyKey`.
fn keys_of(request: &RecordedRequest, list: &str, key: &str) -> Vec<String> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let items = body[list].as_array().unwrap();
    items.iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_event_without_an_id_gets_one_before_it_is_sent() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    vendor.answer(503, &[("retry-after", "0")], "").answer_json(429, r#"{"message":"slow down"}"#);
    vendor.answer_json(202, r#"{"success":true}"#);

    let events = [ride("acc_1"), ride("acc_1").id("mine"), ride("acc_2").id(""), ride("acc_1")];
    let call = togai.ingest_events(IngestEventsRequest::new(events));
    let keys = call.dedup_keys().to_vec();
    assert_eq!(call.send().await?.attempts(), 3);

    assert_eq!(keys.len(), 4);
    assert_eq!(keys[1], "mine");
    assert!(keys.iter().all(|key| !key.is_empty() && key.len() <= 512), "{keys:?}");
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 4, "{keys:?}");
    for request in vendor.requests() {
        assert_eq!(keys_of(&request, "events", "id"), keys);
        assert_eq!(request.body, vendor.requests()[0].body, "no byte differs from attempt to attempt");
    }
    Ok(())
}

#[tokio::test]
async fn every_credit_without_a_key_gets_one_before_it_is_sent() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    vendor.hang_up().answer_json(200, r#"{"credits":[]}"#);

    let credits = [credit("acc_1"), credit("acc_2").idempotency_key("2026-05/acc_2"), credit("acc_1")];
    let call = togai.grant_credit(GrantCreditRequest::new(credits));
    let keys = call.dedup_keys().to_vec();
    call.await?;

    assert_eq!(keys.len(), 3);
    assert_eq!(keys[1], "2026-05/acc_2");
    assert_ne!(keys[0], keys[2]);
    let requests = vendor.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(keys_of(&request, "creditRequests", "idempotencyKey"), keys);
    }
    Ok(())
}

#[tokio::test]
async fn a_clone_replays_and_a_new_call_does_not() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let body = IngestEventsRequest::new([ride("acc_1")]);
    let first = togai.ingest_events(body.clone());
    let replay = first.clone();
    let second = togai.ingest_events(body);
    assert_eq!(first.dedup_keys(), replay.dedup_keys());
    assert_ne!(first.dedup_keys(), second.dedup_keys());

    for call in [first, replay] {
        vendor.answer_json(202, "{}");
        call.await?;
    }
    let requests = vendor.requests();
    assert_eq!(requests[0].body, requests[1].body);
    Ok(())
}

/// An empty batch is the vendor's to refuse.
#[tokio::test]
async fn no_events_have_no_keys() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    vendor.answer_json(400, r#"{"message":"events are missing"}"#);
    let call = togai.ingest_events(IngestEventsRequest::new([]));
    assert!(call.dedup_keys().is_empty());
    let error = call.await.unwrap_err();
    assert_eq!(error.vendor_message().as_deref(), Some("events are missing"));
    assert_eq!(vendor.requests()[0].text(), r#"{"events":[]}"#);
    Ok(())
}
