//! Identifiers that are checked before anything is sent, the credential, and the addresses of the regions.

use kong_openmeter::model::{CheckoutOptions, CreateCheckoutSessionRequest, UpsertCustomerRequest};
use kong_openmeter::{Client, Region};
use meterforge_runtime::testing::ScriptedTransport;
use sdk_tests::{HOSTILE_ID, TestResult, Vendor, in_child};

use super::{CUSTOMER, client};

#[tokio::test]
async fn what_is_no_ulid_is_not_sent() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    for id in [
        "",
        ".",
        "..",
        HOSTILE_ID,
        "01G65Z755AFWAKHE12NY0CQ9F",
        "01G65Z755AFWAKHE12NY0CQ9FHH",
        "81G65Z755AFWAKHE12NY0CQ9FH",
        "01G65Z755AFWAKHE12NY0CQ9FI",
        "01g65z755afwakhe12ny0cq9fh",
        "01G65Z755AFWAKHE12NY0CQ9F\u{17F}",
    ] {
        let error = kong.delete_customer(id).await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        assert_eq!(error.operation(), Some("delete_customer"));
        assert!(error.to_string().contains("customerId"), "{error}");
        assert_eq!(error.attempts(), 0);
        let error = kong.get_billing_profile(id).await.unwrap_err();
        assert!(error.is_invalid_input() && error.to_string().contains("id"), "{id:?}: {error}");
        assert!(kong.upsert_customer(id, UpsertCustomerRequest::new("n")).await.unwrap_err().is_invalid_input());
        let session = CreateCheckoutSessionRequest::new(CheckoutOptions::new());
        let call = kong.create_customer_stripe_checkout_session(id, session);
        assert!(call.await.unwrap_err().is_invalid_input());
    }
    assert!(vendor.requests().is_empty());

    for id in ["7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "00000000000000000000000000"] {
        vendor.answer(204, &[], "");
        kong.delete_customer(id).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_region_is_an_address() -> TestResult {
    for (region, host) in [
        (None, "global.api.konghq.com"),
        (Some(Region::Global), "global.api.konghq.com"),
        (Some(Region::Us), "us.api.konghq.com"),
        (Some(Region::Eu), "eu.api.konghq.com"),
        (Some(Region::Au), "au.api.konghq.com"),
    ] {
        let transport = ScriptedTransport::new();
        transport.answer(204, "");
        let builder = Client::builder().credential("kpat_s3cret").transport(transport.clone());
        let kong = region.into_iter().fold(builder, |builder, region| builder.region(region)).build()?;
        kong.delete_customer(CUSTOMER).await?;
        let expected = format!("https://{host}/v3/openmeter/customers/{CUSTOMER}");
        assert_eq!(transport.requests()[0].url(), expected);
    }
    Ok(())
}

#[test]
fn a_missing_token_names_its_variable() {
    in_child("inputs::a_missing_token_names_its_variable", &[], &["KONG_API_KEY"], || {
        let error = Client::from_env().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("KONG_API_KEY"), "{error}");
    });
}

#[tokio::test]
async fn token_and_address_come_from_variables() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let variable = |name: &str| match name {
        "KONG_API_KEY" => Some("from-outside".into()),
        "KONG_BASE_URL" => Some(vendor.url().into()),
        _ => None,
    };
    let kong = Client::builder().from_variables(variable)?.build()?;
    vendor.answer(204, &[], "");
    kong.delete_customer(CUSTOMER).await?;
    assert_eq!(vendor.requests()[0].header("authorization"), Some("Bearer from-outside"));
    Ok(())
}
