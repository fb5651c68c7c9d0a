//! Reports that are sent more than once and billed once.

use meterforge_stand_in::{RecordedRequest, Suger};
use sdk_tests::{TestResult, Vendor};
use suger_metering::model::CreateUsageRecordGroupParams;
use suger_metering::{Client, Receipt};

use super::client;

const DUPLICATE: &str = r#""usage record group already exists""#;

/// A client that retries, against a vendor that never asks it to wait.
fn retrying(vendor: &Vendor) -> suger_metering::Result<Client> {
    Client::builder().base_url(vendor.url()).credential("s3cret").build()
}

fn usage() -> CreateUsageRecordGroupParams {
    CreateUsageRecordGroupParams::records([("api_calls", 42)])
}

fn key_of(request: &RecordedRequest) -> String {
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
    body["id"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_duplicate_on_the_second_attempt_means_that_the_first_had_landed() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = retrying(&vendor)?;
    vendor.answer(503, &[("retry-after", "0")], "").answer_json(409, DUPLICATE);

    let call = suger.report_usage_record_group("org_1", "ent_1", usage());
    let key = call.dedup_key().to_owned();
    assert_eq!(call.await?, Receipt::AlreadyAccepted { key: key.clone() });
    let keys: Vec<String> = vendor.requests().iter().map(key_of).collect();
    assert_eq!(keys, [key.clone(), key.clone()]);
    assert!(!key.is_empty() && key.len() <= 36, "{key}");
    Ok(())
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_same_body() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = retrying(&vendor)?;
    vendor.hang_up().answer_json(409, DUPLICATE);
    let receipt = suger.report_usage_record_group("org_1", "ent_1", usage()).await?;
    assert!(matches!(receipt, Receipt::AlreadyAccepted { .. }), "{receipt:?}");
    let requests = vendor.requests();
    assert_eq!(requests[0].body, requests[1].body);
    Ok(())
}

#[tokio::test]
async fn a_duplicate_of_the_callers_own_key_was_accepted_before() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_json(409, DUPLICATE);
    let call = suger.report_usage_record_group("org_1", "ent_1", usage().id("2026-05-19/ent_1"));
    assert_eq!(call.dedup_key(), "2026-05-19/ent_1");
    assert_eq!(call.await?, Receipt::AlreadyAccepted { key: "2026-05-19/ent_1".to_owned() });
    Ok(())
}

#[tokio::test]
async fn a_duplicate_of_a_fresh_key_on_the_first_attempt_is_an_error() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = retrying(&vendor)?;
    vendor.answer_json(409, DUPLICATE);
    let call = suger.report_usage_record_group("org_1", "ent_1", usage());
    let key = call.dedup_key().to_owned();
    let error = call.await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(error.vendor_message().as_deref(), Some("usage record group already exists"));
    assert_eq!(error.dedup_keys(), [key]);
    assert_eq!(vendor.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn every_call_has_a_key_of_its_own_and_a_clone_has_the_same() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let first = suger.report_usage_record_group("org_1", "ent_1", usage());
    let second = suger.report_usage_record_group("org_1", "ent_1", usage());
    assert_ne!(first.dedup_key(), second.dedup_key());
    assert_eq!(first.clone().dedup_key(), first.dedup_key());
    Ok(())
}

/// The same against a vendor that really keeps what it was sent.
#[tokio::test]
async fn usage_whose_answer_was_lost_is_there_once() -> TestResult {
    let vendor = Suger::start().await?;
    let suger = Client::builder().base_url(vendor.url()).credential(Suger::API_KEY).build()?;
    vendor.lose_next_answer();
    let receipt = suger.report_usage_record_group("org_1", "ent_1", usage()).await?;
    let Receipt::AlreadyAccepted { key } = receipt else { panic!("{receipt:?}") };
    let groups = suger.list_usage_record_groups("org_1").await?.usage_record_groups.unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].id.as_ref().map(AsRef::as_ref), Some(key.as_str()));
    Ok(())
}
