//! What is refused before anything is sent.

use sdk_tests::{TestResult, Vendor, in_child};
use suger_metering::Client;
use suger_metering::model::CreateUsageRecordGroupParams;

use super::client;

#[tokio::test]
async fn ids_that_would_change_the_address_are_not_sent() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    for id in ["", ".", "..", "a\nb", "a\u{7f}"] {
        let error = suger.delete_usage_record_group("org_1", id).await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        assert_eq!(error.operation(), Some("delete_usage_record_group"));
        assert!(error.to_string().contains("usageRecordGroupId"), "{error}");
        assert_eq!(error.attempts(), 0);
        assert!(suger.get_billable_metric(id, "bm_1").await.unwrap_err().is_invalid_input());
        let usage = CreateUsageRecordGroupParams::records([("api_calls", 1)]);
        assert!(suger.report_usage_record_group("org_1", id, usage).await.unwrap_err().is_invalid_input());
    }
    assert!(vendor.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn ids_of_any_other_text_reach_the_vendor_in_one_segment() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    for (id, segment) in [
        ("...", "..."),
        ("../x", "..%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("a\\b", "a%5Cb"),
        ("ключ", "%D0%BA%D0%BB%D1%8E%D1%87"),
        ("😀", "%F0%9F%98%80"),
    ] {
        vendor.answer_json(200, "{}");
        suger.get_billable_metric("org_1", id).await?;
        let requests = vendor.requests();
        assert_eq!(requests[requests.len() - 1].target, format!("/org/org_1/billableMetric/{segment}"));
    }
    Ok(())
}

#[tokio::test]
async fn a_key_that_brings_its_scheme_is_not_prefixed_twice() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = Client::builder().base_url(vendor.url()).credential("Key s3cret").build()?;
    vendor.answer_json(200, "{}");
    suger.get_usage_metering_config_info("org_1").await?;
    assert_eq!(vendor.requests()[0].header("authorization"), Some("Key s3cret"));
    Ok(())
}

#[test]
fn a_missing_key_names_its_variable() {
    in_child("inputs::a_missing_key_names_its_variable", &[], &["SUGER_API_KEY"], || {
        let error = Client::from_env().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("SUGER_API_KEY"), "{error}");
    });
}

#[tokio::test]
async fn key_and_address_come_from_variables() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let variable = |name: &str| match name {
        "SUGER_API_KEY" => Some("from-outside".into()),
        "SUGER_BASE_URL" => Some(vendor.url().into()),
        _ => None,
    };
    let suger = Client::builder().from_variables(variable)?.build()?;
    vendor.answer_json(200, "{}");
    suger.get_usage_metering_config_info("org_1").await?;
    assert_eq!(vendor.requests()[0].header("authorization"), Some("Key from-outside"));
    Ok(())
}
