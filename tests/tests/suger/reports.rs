//! The list of usage record reports: the deepest answer there is.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use suger_metering::model::{CloudPartner, UsageRecordReportStatus};
use suger_metering::{Date, Decimal};

use super::{client, refusal, sent};

#[tokio::test]
async fn list_usage_record_reports() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || {
        suger
            .list_usage_record_reports(HOSTILE_ID)
            .partner(CloudPartner::Gcp)
            .buyer_id("buyer 1")
            .entitlement_id("ent_1")
            .start_date(Date::constant(2026, 5, 1))
            .end_date(Date::constant(2026, 5, 31))
            .limit(1000)
            .offset(0)
    };

    vendor.answer_both(200, "list_usage_record_reports")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_usage_record_reports.full")?, &[]);
    assert_eq!(page.next_offset, Some(1000));
    let reports = page.usage_record_reports.unwrap();
    assert_complete(&reports[0]);
    let info = reports[0].info.as_ref().unwrap();
    assert_eq!(info.status, Some(UsageRecordReportStatus::Invoiced));
    assert_eq!(info.commit_amount.map(|amount| amount.to_string()).as_deref(), Some("100000.00"));
    assert_eq!(info.dimension_unit_price.as_ref().unwrap()["api_calls"], Decimal::new(85, 5));
    let aggregated = &info.aggregated_billable_records.as_ref().unwrap()[0];
    assert_eq!(aggregated.quantity.unwrap().to_string(), "0.3000000000000000000000000001");
    assert_eq!(aggregated.group_bys_expression.as_deref(), Some(r#"["tier"]"#));

    let aws = info.aws_metering_response.as_ref().unwrap();
    assert_eq!(aws.results.as_ref().unwrap()[0].status.as_ref().map(AsRef::as_ref), Some("CustomerNotSubscribed"));
    // Suger passes this on as text; it is not for the SDK to refuse it.
    assert_eq!(aws.unprocessed_records.as_ref().unwrap()[0].timestamp.as_deref(), Some("not a time at all"));
    let azure = &info.azure_metering_response.as_ref().unwrap().result.as_ref().unwrap()[0];
    assert_eq!(azure.status.as_ref().map(AsRef::as_ref), Some("Throttled"));
    let accepted = azure.error.as_ref().unwrap().additional_info.as_ref().unwrap().accepted_message.as_ref().unwrap();
    assert_eq!(accepted.quantity.unwrap().to_string(), "7.50");
    let gcp = &info.gcp_metering_request.as_ref().unwrap().metric_value_sets.as_ref().unwrap()[0];
    let money = gcp.metric_values.as_ref().unwrap()[0].money_value.as_ref().unwrap();
    assert_eq!((money.units.as_deref(), money.nanos), (Some("-1"), Some(-999_999_999)));
    let errors = info.gcp_metering_response.as_ref().unwrap().report_errors.as_ref().unwrap();
    assert_eq!(errors[0].status.as_ref().unwrap().details, Some(vec![vec![1, 2, 255], vec![]]));

    let sparse = reports[1].info.as_ref().unwrap();
    assert_eq!(sparse.status, Some(UsageRecordReportStatus::Other("REFUNDED".to_owned())));
    assert!(sparse.commit_amount.is_none());
    assert!(call().await?.usage_record_reports.is_none());

    let line = format!(
        "GET /org/{HOSTILE_SEGMENT}/usageRecordReport?partner=GCP&buyerId=buyer%201&entitlementId=ent_1\
         &startDate=2026-05-01&endDate=2026-05-31&limit=1000&offset=0"
    );
    sent(&line, None).assert_pinned(&vendor, "list_usage_record_reports", 2);
    assert_refused(&vendor, "list_usage_record_reports", &[400, 500], refusal, call).await;
    Ok(())
}
