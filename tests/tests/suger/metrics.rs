//! The operations on billable metrics.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use serde_json::json;
use suger_metering::model::{
    BillableMetric, BillableMetricAggregationType, BillableMetricFilter, BillableMetricFilterGroup,
    BillableMetricFilterOperation, BillableMetricFilterValueType, BillableMetricInfo, BillableMetricStatus,
    UpdateBillableMetricParams,
};

use super::{client, refusal, sent};

/// The values of the file that the three operations on one metric share.
fn assert_full(metric: &BillableMetric) {
    assert_eq!(metric.name.as_deref(), Some("active_users"));
    assert_eq!(metric.description.as_deref(), Some("Users, counted once — per day"));
    assert_eq!(metric.aggregation_type, Some(BillableMetricAggregationType::UniqueCount));
    assert_eq!(metric.status, Some(BillableMetricStatus::Active));
    assert_eq!(metric.organization_id.as_ref().map(AsRef::as_ref), Some("org_ü"));
    assert_eq!(
        metric.last_update_time.as_ref().map(ToString::to_string).as_deref(),
        Some("2026-01-02T03:04:05.678+01:00")
    );
    let info = metric.info.as_ref().unwrap();
    let filters = info.filter_groups.as_ref().unwrap()[0].filters.as_ref().unwrap();
    assert_eq!(filters[0].value, Some(json!("eu-west-1")));
    assert_eq!(filters[1].value, Some(json!(12.5)));
    assert_eq!(filters[2].value, Some(json!({ "pattern": "^b" })));
    assert_eq!(filters[1].operation, Some(BillableMetricFilterOperation::Gte));
    assert_eq!(filters[2].operation, Some(BillableMetricFilterOperation::Other("MATCHES".to_owned())));
    assert_eq!(filters[2].value_type.as_ref().map(AsRef::as_ref), Some("REGEX"));
}

#[tokio::test]
async fn list_billable_metrics() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.list_billable_metrics(HOSTILE_ID).status("ACTIVE & more");

    vendor.answer_both(200, "list_billable_metrics")?;
    let metrics = call().await?;
    assert_complete(&metrics[0]);
    assert_round_trip(&metrics, &vendor.text("list_billable_metrics.full")?, &[]);
    assert_full(&metrics[0]);
    assert_eq!(metrics[1].status, Some(BillableMetricStatus::Other("PAUSED".to_owned())));
    assert_eq!(metrics[1].aggregation_type, Some(BillableMetricAggregationType::from("P99")));
    assert!(metrics[1].info.is_none());
    assert!(call().await?.is_empty());

    let line = format!("GET /org/{HOSTILE_SEGMENT}/billableMetric?status=ACTIVE%20%26%20more");
    sent(&line, None).assert_pinned(&vendor, "list_billable_metrics", 2);
    assert_refused(&vendor, "list_billable_metrics", &[400, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn create_billable_metric() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let filter = BillableMetricFilter::new()
        .name("größe")
        .operation(BillableMetricFilterOperation::Gte)
        .value(json!(12.5))
        .value_type(BillableMetricFilterValueType::Float);
    let metric = BillableMetric::new()
        .name("latency")
        .aggregation_type(BillableMetricAggregationType::Max)
        .description("\"slow\" calls")
        .info(
            BillableMetricInfo::new()
                .filter_groups(vec![BillableMetricFilterGroup::new().filters(vec![filter])])
                .group_bys(vec!["region".to_owned()]),
        );
    let call = || suger.create_billable_metric("org_1", metric.clone());

    vendor.answer_both(200, "create_billable_metric")?;
    let created = call().await?;
    assert_complete(&created);
    assert_round_trip(&created, &vendor.text("create_billable_metric.full")?, &[]);
    assert_full(&created);
    assert!(call().await?.id.is_none());

    let body = concat!(
        r#"{"aggregationType":"MAX","description":"\"slow\" calls","info":{"filterGroups":[{"filters":"#,
        r#"[{"name":"größe","operation":"GTE","value":12.5,"valueType":"FLOAT"}]}],"groupBys":["region"]},"#,
        r#""name":"latency"}"#
    );
    sent("POST /org/org_1/billableMetric", Some(body)).assert_pinned(&vendor, "create_billable_metric", 2);
    assert_refused(&vendor, "create_billable_metric", &[400, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_billable_metric() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.get_billable_metric("org 1", HOSTILE_ID);

    vendor.answer_both(200, "get_billable_metric")?;
    let metric = call().await?;
    assert_complete(&metric);
    assert_full(&metric);
    let minimal = call().await?;
    assert!(minimal.id.is_none());
    assert!(minimal.info.unwrap().filter_groups.unwrap()[0].filters.is_none());

    let line = format!("GET /org/org%201/billableMetric/{HOSTILE_SEGMENT}");
    sent(&line, None).assert_pinned(&vendor, "get_billable_metric", 2);
    assert_refused(&vendor, "get_billable_metric", &[400, 404, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn update_billable_metric() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let changes = UpdateBillableMetricParams::new().name("renamed").status(BillableMetricStatus::from("DELETED"));
    let call = || suger.update_billable_metric("org_1", "bm_1", changes.clone());

    vendor.answer_both(200, "update_billable_metric")?;
    let metric = call().await?;
    assert_complete(&metric);
    assert_full(&metric);
    assert!(call().await?.description.is_none());

    let body = r#"{"name":"renamed","status":"DELETED"}"#;
    sent("PATCH /org/org_1/billableMetric/bm_1", Some(body)).assert_pinned(&vendor, "update_billable_metric", 2);
    assert_refused(&vendor, "update_billable_metric", &[400, 404, 500], refusal, call).await;
    Ok(())
}

/// What was read and is sent back loses nothing, not even what the SDK has never heard of.
#[tokio::test]
async fn a_metric_that_was_read_is_sent_back_whole() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_file(200, "get_billable_metric.full")?.answer_json(200, "{}");
    let metric = suger.get_billable_metric("org_1", "bm_1").await?;
    suger.create_billable_metric("org_1", metric).await?;

    let sent_back: serde_json::Value = serde_json::from_slice(&vendor.requests()[1].body)?;
    let original: serde_json::Value = serde_json::from_str(&vendor.text("get_billable_metric.full")?)?;
    assert_eq!(sent_back, original);
    Ok(())
}
