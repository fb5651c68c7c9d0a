//! The operations on how a customer is billed.

use kong_openmeter::model::{
    BillingAppCustomerData, BillingCustomerData, BillingProfileReference, ExternalInvoicingCustomerData,
    StripeCustomerData, UpsertAppCustomerDataRequest, UpsertCustomerBillingDataRequest,
};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_round_trip};
use serde_json::{Value, json};

use super::refusals::{OF_ONE, TO_CUSTOMER, assert_refusals};
use super::{CUSTOMER, PROFILE, client, sent};

/// The values of the file that both operations share.
fn assert_full(billing: &BillingCustomerData) {
    assert_complete(billing);
    assert_eq!(billing.billing_profile.as_ref().unwrap().id.as_ref(), PROFILE);
    assert_apps(billing.app_data.as_ref().unwrap());
}

fn assert_apps(data: &BillingAppCustomerData) {
    let stripe = data.stripe.as_ref().unwrap();
    assert_eq!(stripe.customer_id.as_ref().map(AsRef::as_ref), Some("cus_1234567890"));
    assert_eq!(stripe.default_payment_method_id.as_deref(), Some("pm_1234567890"));
    let labels = data.external_invoicing.as_ref().unwrap().labels.as_ref().unwrap();
    assert_eq!(labels["erp"], "sap-1");
}

#[tokio::test]
async fn get_customer_billing() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.get_customer_billing(CUSTOMER);

    vendor.answer_both(200, "get_customer_billing")?;
    let billing = call().await?;
    assert_full(&billing);
    assert_round_trip(&billing, &vendor.text("get_customer_billing.full")?, &[]);
    let minimal = call().await?;
    assert!(minimal.billing_profile.is_none() && minimal.app_data.is_none());

    sent(&format!("GET /v3/openmeter/customers/{CUSTOMER}/billing"), None).assert_pinned(
        &vendor,
        "get_customer_billing",
        2,
    );
    assert_refusals(&vendor, "get_customer_billing", &OF_ONE, call).await;
    Ok(())
}

#[tokio::test]
async fn update_customer_billing() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let apps = BillingAppCustomerData::new().stripe(StripeCustomerData::new().customer_id("cus_1"));
    let billing = UpsertCustomerBillingDataRequest::new()
        .billing_profile(BillingProfileReference::new(PROFILE))
        .app_data(apps.external_invoicing(ExternalInvoicingCustomerData::new().labels([("erp", "sap-1")])));
    let call = || kong.update_customer_billing(CUSTOMER, billing.clone());

    vendor.answer_both(200, "update_customer_billing")?;
    assert_full(&call().await?);
    let minimal = call().await?;
    assert_eq!((minimal.billing_profile, minimal.app_data), (None, Some(BillingAppCustomerData::new())));

    let body = concat!(
        r#"{"billing_profile":{"id":"01J9ZQ4XKD8M3B7V5T2R6N1C0E"},"#,
        r#""app_data":{"stripe":{"customer_id":"cus_1"},"external_invoicing":{"labels":{"erp":"sap-1"}}}}"#
    );
    let line = format!("PUT /v3/openmeter/customers/{CUSTOMER}/billing");
    sent(&line, Some(body)).assert_pinned(&vendor, "update_customer_billing", 2);
    assert_refusals(&vendor, "update_customer_billing", &TO_CUSTOMER, call).await;
    Ok(())
}

#[tokio::test]
async fn update_customer_billing_app_data() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let stripe = StripeCustomerData::new().default_payment_method_id("pm_1").labels([("env", "test")]);
    let data = UpsertAppCustomerDataRequest::new().stripe(stripe);
    let call = || kong.update_customer_billing_app_data(CUSTOMER, data.clone());

    vendor.answer_both(200, "update_customer_billing_app_data")?;
    let stored = call().await?;
    assert_complete(&stored);
    assert_apps(&stored);
    assert_round_trip(&stored, &vendor.text("update_customer_billing_app_data.full")?, &[]);
    let minimal = call().await?;
    assert!(minimal.stripe.unwrap().labels.is_none() && minimal.external_invoicing.is_none());

    let body = r#"{"stripe":{"default_payment_method_id":"pm_1","labels":{"env":"test"}}}"#;
    let line = format!("PUT /v3/openmeter/customers/{CUSTOMER}/billing/app-data");
    sent(&line, Some(body)).assert_pinned(&vendor, "update_customer_billing_app_data", 2);
    assert_refusals(&vendor, "update_customer_billing_app_data", &TO_CUSTOMER, call).await;
    Ok(())
}

/// What was read and is sent back loses nothing, not even what the SDK has never heard of.
#[tokio::test]
async fn billing_that_was_read_is_sent_back_whole() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    vendor.answer_file(200, "get_customer_billing.full")?.answer_json(200, "{}");
    let billing = kong.get_customer_billing(CUSTOMER).await?;
    let mut replacement = UpsertCustomerBillingDataRequest::new();
    (replacement.billing_profile, replacement.app_data) = (billing.billing_profile, billing.app_data);
    kong.update_customer_billing(CUSTOMER, replacement).await?;

    let sent_back: Value = serde_json::from_slice(&vendor.requests()[1].body)?;
    let original: Value = serde_json::from_str(&vendor.text("get_customer_billing.full")?)?;
    assert_eq!(sent_back, original);
    assert_eq!(sent_back["app_data"]["paddle"], json!({ "id": "ctm_1", "n": [1.5] }));
    Ok(())
}
