//! Every operation against the stand-in that the examples use, one after the other.

use futures::TryStreamExt;
use meterforge_stand_in::Suger;
use sdk_tests::TestResult;
use suger_metering::model::{
    BillableMetric, BillableMetricAggregationType, BillableMetricStatus, CloudPartner, CreateUsageRecordGroupParams,
    NewUsageRecordGroup, Partner, PartnerUsageMeteringConfig, UpdateBillableMetricParams, UsageMeteringConfigInfo,
};
use suger_metering::{Client, Decimal};

async fn start() -> Result<(Suger, Client), Box<dyn std::error::Error>> {
    let vendor = Suger::start().await?;
    let suger = Client::builder().base_url(vendor.url()).credential(Suger::API_KEY).build()?;
    Ok((vendor, suger))
}

#[tokio::test]
async fn usage_is_reported_listed_retried_and_deleted() -> TestResult {
    let (_vendor, suger) = start().await?;
    let quantity: Decimal = "10.50".parse()?;
    let usage = CreateUsageRecordGroupParams::records([("storage_gb", quantity)]).id("g1");
    let group = suger.report_usage_record_group("org/1", "ent 1", usage).await?.accepted().unwrap();
    assert_eq!(group.records.unwrap()["storage_gb"].to_string(), "10.50");

    let batch = || ["ent 1", "ent_2"].map(|entitlement| NewUsageRecordGroup::records(entitlement, [("calls", 1)]));
    assert_eq!(suger.batch_validate_usage_record_groups("org/1", batch()).await?, "");
    assert_eq!(suger.batch_report_usage_record_groups("org/1", batch()).await?.len(), 2);

    let all: Vec<_> = suger.list_usage_record_groups("org/1").limit(1).items().try_collect().await?;
    assert_eq!(all.len(), 3);
    let some = suger.list_usage_record_groups("org/1").entitlement_id("ent 1").partner(CloudPartner::Aws).await?;
    assert_eq!(some.usage_record_groups.unwrap().len(), 2);

    assert_eq!(suger.retry_usage_record_group("org/1", "g1").await?.status.as_deref(), Some("REPORT_PENDING"));
    assert_eq!(suger.delete_usage_record_group("org/1", "g1").await?.status.as_deref(), Some("DELETED"));
    assert!(suger.delete_usage_record_group("org/1", "g1").await.unwrap_err().is_not_found());
    let reports: Vec<_> = suger.list_usage_record_reports("org/1").limit(1).items().try_collect().await?;
    assert_eq!(reports.len(), 2);
    Ok(())
}

#[tokio::test]
async fn metrics_and_configuration_are_kept() -> TestResult {
    let (_vendor, suger) = start().await?;
    let metric = BillableMetric::new().name("calls").aggregation_type(BillableMetricAggregationType::Count);
    let id = suger.create_billable_metric("org_1", metric).await?.id.unwrap();
    assert_eq!(suger.get_billable_metric("org_1", id.clone()).await?.name.as_deref(), Some("calls"));
    let changes = UpdateBillableMetricParams::new().status(BillableMetricStatus::Deleted);
    suger.update_billable_metric("org_1", id, changes).await?;
    assert_eq!(suger.list_billable_metrics("org_1").status("DELETED").await?.len(), 1);
    assert!(suger.list_billable_metrics("org_1").status("ACTIVE").await?.is_empty());

    let config = UsageMeteringConfigInfo::new()
        .partner_usage_metering_configs([PartnerUsageMeteringConfig::new().partner(Partner::Gcp)]);
    suger.update_usage_metering_config_info("org_1", config.clone()).await?;
    assert_eq!(suger.get_usage_metering_config_info("org_1").await?, config);
    Ok(())
}

#[tokio::test]
async fn a_wrong_key_is_refused() -> TestResult {
    let vendor = Suger::start().await?;
    let suger = Client::builder().base_url(vendor.url()).credential("wrong").build()?;
    let error = suger.list_billable_metrics("org_1").await.unwrap_err();
    assert!(error.is_unauthenticated(), "{error}");
    assert_eq!(error.vendor_message().as_deref(), Some("invalid API key"));
    assert!(!format!("{error:?} {error}").contains("wrong"), "{error:?}");
    Ok(())
}
