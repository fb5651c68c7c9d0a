//! The operations on several usage record groups at once.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_refused};
use suger_metering::Decimal;
use suger_metering::model::{CloudPartner, MeteringUsageRecord, NewUsageRecordGroup};

use super::records::assert_full;
use super::{client, refusal, sent};

fn batch() -> Vec<NewUsageRecordGroup> {
    let record = MeteringUsageRecord::new().key("bm_1").quantity(Decimal::new(250, 2));
    vec![
        NewUsageRecordGroup::records("ent_1", [("api_calls", 42)]),
        NewUsageRecordGroup::billable_records("ent_2", vec![record]),
    ]
}

const BATCH: &str = concat!(
    r#"[{"entitlementID":"ent_1","records":{"api_calls":42}},"#,
    r#"{"billableRecords":[{"key":"bm_1","quantity":2.50}],"entitlementID":"ent_2"}]"#
);

#[tokio::test]
async fn batch_report_usage_record_groups() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.batch_report_usage_record_groups(HOSTILE_ID, batch());

    vendor.answer_both(200, "batch_report_usage_record_groups")?;
    let groups = call().await?;
    assert_eq!(groups.len(), 2);
    assert_full(&groups[0]);
    assert_eq!(groups[1].id.as_ref().map(AsRef::as_ref), Some("urg_2"));
    assert_eq!(groups[1].partner, Some(CloudPartner::Other("ALIBABA".to_owned())));
    assert!(call().await?.is_empty());

    let line = format!("POST /org/{HOSTILE_SEGMENT}/batchCreateUsageRecordGroups");
    sent(&line, Some(BATCH)).assert_pinned(&vendor, "batch_report_usage_record_groups", 2);
    assert_refused(&vendor, "batch_report_usage_record_groups", &[400, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn batch_validate_usage_record_groups() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.batch_validate_usage_record_groups(HOSTILE_ID, batch());

    vendor.answer_both(200, "batch_validate_usage_record_groups")?;
    assert_eq!(call().await?, "2 groups are fine — ✓");
    assert_eq!(call().await?, "");

    let line = format!("POST /org/{HOSTILE_SEGMENT}/batchValidateUsageRecordGroups");
    sent(&line, Some(BATCH)).assert_pinned(&vendor, "batch_validate_usage_record_groups", 2);
    assert_refused(&vendor, "batch_validate_usage_record_groups", &[400, 500], refusal, call).await;
    Ok(())
}
