//! Which operations are sent again when their answer is lost. The keyed one is in `dedup`.

use sdk_tests::{TestResult, Vendor, assert_sent_again, assert_sent_once};
use suger_metering::Client;
use suger_metering::model::{BillableMetric, NewUsageRecordGroup, UpdateBillableMetricParams, UsageMeteringConfigInfo};

fn batch() -> [NewUsageRecordGroup; 1] {
    [NewUsageRecordGroup::records("ent_1", [("api_calls", 42)])]
}

#[tokio::test]
async fn what_reads_or_sets_is_sent_again() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = Client::builder().base_url(vendor.url()).credential("s3cret").build()?;
    assert_sent_again(&vendor, "[]", suger.list_billable_metrics("org_1")).await;
    assert_sent_again(&vendor, "{}", suger.get_billable_metric("org_1", "bm_1")).await;
    assert_sent_again(&vendor, "{}", suger.get_usage_metering_config_info("org_1")).await;
    assert_sent_again(&vendor, "{}", suger.list_usage_record_groups("org_1")).await;
    assert_sent_again(&vendor, "{}", suger.list_usage_record_reports("org_1")).await;
    assert_sent_again(&vendor, r#""""#, suger.batch_validate_usage_record_groups("org_1", batch())).await;

    let changes = UpdateBillableMetricParams::new().name("calls");
    assert_sent_again(&vendor, "{}", suger.update_billable_metric("org_1", "bm_1", changes)).await;
    let config = UsageMeteringConfigInfo::new();
    assert_sent_again(&vendor, "{}", suger.update_usage_metering_config_info("org_1", config)).await;
    assert_sent_again(&vendor, "{}", suger.delete_usage_record_group("org_1", "urg_1")).await;
    Ok(())
}

#[tokio::test]
async fn what_might_be_done_twice_is_not() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = Client::builder().base_url(vendor.url()).credential("s3cret").build()?;
    assert_sent_once(&vendor, suger.batch_report_usage_record_groups("org_1", batch())).await;
    assert_sent_once(&vendor, suger.create_billable_metric("org_1", BillableMetric::new().name("calls"))).await;
    assert_sent_once(&vendor, suger.retry_usage_record_group("org_1", "urg_1")).await;
    Ok(())
}
