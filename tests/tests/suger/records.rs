//! The operations on usage record groups, other than in batches.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use suger_metering::model::{
    CloudPartner, CreateUsageRecordGroupParams, MeteringUsageRecord, MeteringUsageRecordGroup, UsageRecordGroupSource,
    UsageRecordGroupStatus,
};
use suger_metering::{Date, Decimal, Receipt};

use super::{client, refusal, sent};

/// The values of the file that every operation on one group shares.
pub(crate) fn assert_full(group: &MeteringUsageRecordGroup) {
    assert_complete(group);
    assert_eq!(group.partner, Some(CloudPartner::Aws));
    assert_eq!(group.serial_id, Some(4_815_162_342));
    assert_eq!(group.entitlement_id.as_ref().map(AsRef::as_ref), Some("ent_9 %2F"));
    assert_eq!(group.buyer_id.as_ref().map(AsRef::as_ref), Some("buyer/ä#1"));
    let records = group.records.as_ref().unwrap();
    assert_eq!(records["api_calls"], Decimal::from(42));
    assert_eq!(records["storage_gb"].to_string(), "10.50");
    assert_eq!(records["noise"].to_string(), "0.0000000000000000555111512313");
    assert!(records["größe 测"].is_zero());

    let created = group.creation_time.as_ref().unwrap();
    assert_eq!(created.timestamp().unwrap().to_string(), "2026-05-19T08:00:00.123Z");
    let reported = group.reported_time.as_ref().unwrap();
    assert!(reported.timestamp().is_none(), "it has no offset");
    assert_eq!(reported.civil().to_string(), "2026-05-19T08:05:00");

    let meta = group.meta_info.as_ref().unwrap();
    assert_eq!(meta.source, Some(UsageRecordGroupSource::Other("SALES_PORTAL".to_owned())));
    assert_eq!(meta.skip_validation, Some(true));
    assert_eq!(meta.lago_amount.map(|amount| amount.to_string()).as_deref(), Some("1234567890.123456789"));
    assert_eq!(
        meta.metronome_monthly_invoice_amount_adjusted.map(|amount| amount.to_string()).as_deref(),
        Some("3100.0000000000000000000001")
    );
    assert_eq!(meta.stripe_usage_record_summary_total_usage, Some(9_007_199_254_740_993));
    assert_eq!(meta.origin_records.as_ref().unwrap()["store/GB"], Decimal::from(1000));
    let billable = &meta.billable_records.as_ref().unwrap()[0];
    assert_eq!(billable.quantity.map(|quantity| quantity.to_string()).as_deref(), Some("1.2500"));
    assert_eq!(billable.properties.as_ref().unwrap()["tier"], 3);
}

#[tokio::test]
async fn report_usage_record_group() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let quantity: Decimal = "10.50".parse()?;
    let body = CreateUsageRecordGroupParams::records([("storage_gb", quantity), ("api_calls", 42.into())])
        .timestamp("2026-05-19T08:00:00.120Z".parse::<suger_metering::DateTime>()?);
    let call = || suger.report_usage_record_group(HOSTILE_ID, "ent/9", body.clone().id("key-1"));

    vendor.answer_both(200, "report_usage_record_group")?;
    let Receipt::Accepted(group) = call().await? else { panic!("a 200 is no duplicate") };
    assert_full(&group);
    assert_eq!(group.status.as_deref(), Some("REPORTED"));
    let Receipt::Accepted(minimal) = call().await? else { panic!("a 200 is no duplicate") };
    assert!(minimal.id.is_none());

    let line = format!("POST /org/{HOSTILE_SEGMENT}/entitlement/ent%2F9/usageRecordGroup");
    let expected = concat!(
        r#"{"entitlementID":"ent/9","id":"key-1","organizationID":"a/b?c#d%e f+ü","#,
        r#""records":{"api_calls":42,"storage_gb":10.50},"timestamp":"2026-05-19T08:00:00.120Z"}"#
    );
    sent(&line, Some(expected)).assert_pinned(&vendor, "report_usage_record_group", 2);

    // A 409 is an error only where the key is the client's own, as here.
    let call = || suger.report_usage_record_group("org_1", "ent_1", body.clone());
    assert_refused(&vendor, "report_usage_record_group", &[400, 409, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn reports_billable_records_instead_of_records() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let record = MeteringUsageRecord::new()
        .key("bm_1")
        .properties(serde_json::Map::from_iter([("tier".to_owned(), 3.into())]))
        .quantity("1.2500".parse::<Decimal>()?);
    let body = CreateUsageRecordGroupParams::billable_records(vec![record]).id("key-1");
    vendor.answer_json(200, "{}");
    suger.report_usage_record_group("org_1", "ent_1", body).await?;

    let expected = concat!(
        r#"{"billableRecords":[{"key":"bm_1","properties":{"tier":3},"quantity":1.2500}],"#,
        r#""entitlementID":"ent_1","id":"key-1","organizationID":"org_1"}"#
    );
    sent("POST /org/org_1/entitlement/ent_1/usageRecordGroup", Some(expected)).assert_all(&vendor.requests(), 1);
    Ok(())
}

#[tokio::test]
async fn list_usage_record_groups() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || {
        suger
            .list_usage_record_groups(HOSTILE_ID)
            .offset(20)
            .limit(100)
            .end_date(Date::constant(2026, 5, 31))
            .start_date(Date::constant(2026, 5, 1))
            .meta_info("a=b&c")
            .source(UsageRecordGroupSource::Empty)
            .status(UsageRecordGroupStatus::ReportPending)
            .entitlement_id("ent #1")
            .buyer_id("b&c=d+e ü")
            .partner(CloudPartner::Gcp)
    };

    vendor.answer_both(200, "list_usage_record_groups")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_usage_record_groups.full")?, &["pricingTierAddedLater"]);
    assert_eq!(page.next_offset, Some(2));
    let groups = page.usage_record_groups.unwrap();
    assert_full(&groups[0]);
    assert_eq!(groups[1].partner, Some(CloudPartner::Other("ALIBABA".to_owned())));
    assert_eq!(groups[1].meta_info.as_ref().unwrap().source, Some(UsageRecordGroupSource::Empty));
    assert!(groups[1].reported_time.is_none());
    assert!(groups[1].records.as_ref().unwrap().is_empty());
    assert!(call().await?.usage_record_groups.is_none());

    let line = format!(
        "GET /org/{HOSTILE_SEGMENT}/usageRecordGroup?partner=GCP&buyerId=b%26c%3Dd%2Be%20%C3%BC&entitlementId=ent%20%231\
         &status=REPORT_PENDING&source=&metaInfo=a%3Db%26c&startDate=2026-05-01&endDate=2026-05-31&limit=100&offset=20"
    );
    sent(&line, None).assert_pinned(&vendor, "list_usage_record_groups", 2);
    assert_refused(&vendor, "list_usage_record_groups", &[400, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn delete_usage_record_group() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.delete_usage_record_group("org_1", HOSTILE_ID).creation_date(Date::constant(2026, 5, 19));

    vendor.answer_both(200, "delete_usage_record_group")?;
    let group = call().await?;
    assert_full(&group);
    assert_eq!(group.status.as_deref(), Some("DELETED"));
    assert_eq!(call().await?.id.as_ref().map(AsRef::as_ref), Some("urg_1"));

    let line = format!("DELETE /org/org_1/usageRecordGroup/{HOSTILE_SEGMENT}?creationDate=2026-05-19");
    sent(&line, None).assert_pinned(&vendor, "delete_usage_record_group", 2);
    assert_refused(&vendor, "delete_usage_record_group", &[400, 404, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn retry_usage_record_group() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.retry_usage_record_group(HOSTILE_ID, "urg_1");

    vendor.answer_both(200, "retry_usage_record_group")?;
    let group = call().await?;
    assert_full(&group);
    assert_eq!(group.status.as_deref(), Some("REPORT_PENDING"));
    assert_eq!(call().await?.partner, Some(CloudPartner::Other(String::new())));

    let line = format!("POST /org/{HOSTILE_SEGMENT}/usageRecordGroup/urg_1/retry");
    sent(&line, None).assert_pinned(&vendor, "retry_usage_record_group", 2);
    assert_refused(&vendor, "retry_usage_record_group", &[400, 404, 500], refusal, call).await;
    Ok(())
}
