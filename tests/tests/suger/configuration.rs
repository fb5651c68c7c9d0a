//! The operations on the usage metering configuration.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use suger_metering::Decimal;
use suger_metering::model::{
    Partner, PartnerUsageMeteringConfig, UsageMeteringConfigInfo, UsageMeteringDimensionMappingMode,
    UsageMeteringDimensionMappingValue,
};

use super::{client, refusal, sent};

/// The values of the file that both operations share.
fn assert_full(config: &UsageMeteringConfigInfo) {
    assert_complete(config);
    let partner = &config.partner_usage_metering_configs.as_ref().unwrap()[0];
    assert_eq!(partner.partner, Some(Partner::AwsChina));
    assert_eq!(partner.enable_dimension_mapping, Some(true));
    let mappings = &partner.dimension_mapping_v2.as_ref().unwrap()["storage"];
    assert_eq!(mappings[0].convertion_multiplier, Some(Decimal::from(1024)));
    assert_eq!(mappings[1].mapping_mode, Some(UsageMeteringDimensionMappingMode::Amount));
    assert_eq!(mappings[2].mapping_mode, Some(UsageMeteringDimensionMappingMode::Empty));
    assert_eq!(mappings[2].convertion_multiplier.map(|value| value.to_string()).as_deref(), Some("1.10"));
}

#[tokio::test]
async fn get_usage_metering_config_info() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let call = || suger.get_usage_metering_config_info(HOSTILE_ID);

    vendor.answer_both(200, "get_usage_metering_config_info")?;
    let config = call().await?;
    assert_full(&config);
    assert_round_trip(&config, &vendor.text("get_usage_metering_config_info.full")?, &[]);
    assert!(call().await?.partner_usage_metering_configs.is_none());

    let line = format!("GET /org/{HOSTILE_SEGMENT}/usageMeteringConfigInfo");
    sent(&line, None).assert_pinned(&vendor, "get_usage_metering_config_info", 2);
    assert_refused(&vendor, "get_usage_metering_config_info", &[400, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn update_usage_metering_config_info() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let mapping = UsageMeteringDimensionMappingValue::new()
        .convertion_multiplier("0.0010".parse::<Decimal>()?)
        .dimension_key("api_calls_k")
        .mapping_mode(UsageMeteringDimensionMappingMode::Quantity);
    let config = UsageMeteringConfigInfo::new().partner_usage_metering_configs(vec![
        PartnerUsageMeteringConfig::new()
            .partner(Partner::Azure)
            .enable_dimension_mapping(true)
            .dimension_mapping_v2([("api calls".to_owned(), vec![mapping])]),
    ]);
    let call = || suger.update_usage_metering_config_info("org_1", config.clone());

    vendor.answer_both(200, "update_usage_metering_config_info")?;
    assert_full(&call().await?);
    let partners = call().await?.partner_usage_metering_configs.unwrap();
    assert_eq!(partners[0].partner, Some(Partner::Empty));
    assert_eq!(partners[1].partner, Some(Partner::Other("TENCENT".to_owned())));

    let body = concat!(
        r#"{"partnerUsageMeteringConfigs":[{"dimensionMappingV2":{"api calls":[{"convertionMultiplier":0.0010,"#,
        r#""dimensionKey":"api_calls_k","mappingMode":"QUANTITY"}]},"enableDimensionMapping":true,"partner":"AZURE"}]}"#
    );
    sent("PATCH /org/org_1/usageMeteringConfigInfo", Some(body)).assert_pinned(
        &vendor,
        "update_usage_metering_config_info",
        2,
    );
    assert_refused(&vendor, "update_usage_metering_config_info", &[400, 500], refusal, call).await;
    Ok(())
}

/// What was read and is sent back loses nothing, not even what the SDK has never heard of.
#[tokio::test]
async fn a_configuration_that_was_read_is_sent_back_whole() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_file(200, "get_usage_metering_config_info.full")?.answer_json(200, "{}");
    let config = suger.get_usage_metering_config_info("org_1").await?;
    suger.update_usage_metering_config_info("org_1", config).await?;

    let request = &vendor.requests()[1];
    let sent_back: serde_json::Value = serde_json::from_slice(&request.body)?;
    let original: serde_json::Value = serde_json::from_str(&vendor.text("get_usage_metering_config_info.full")?)?;
    assert_eq!(sent_back, original);
    assert!(request.text().contains("0.001000"), "digits were lost: {}", request.text());
    Ok(())
}
