//! What is refused before anything is sent, and where a client finds its credential.

use sdk_tests::{TestResult, Vendor, in_child};
use togai_billing::{Client, Region};

use super::client;

#[tokio::test]
async fn ids_that_would_change_the_address_are_not_sent() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    for id in ["", ".", ".."] {
        let error = togai.get_customer(id).await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        assert_eq!((error.operation(), error.attempts()), (Some("get_customer"), 0));
        assert!(error.to_string().contains("customerId"), "{error}");
        assert!(togai.list_accounts(id).await.unwrap_err().is_invalid_input());
        assert!(togai.list_usage_meters(id).await.unwrap_err().is_invalid_input());
    }
    assert!(vendor.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_token_that_brings_its_scheme_is_not_prefixed_twice() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = Client::builder().base_url(vendor.url()).credential("Bearer s3cret").build()?;
    vendor.answer_json(200, "{}");
    togai.list_customers().await?;
    assert_eq!(vendor.requests()[0].header("authorization"), Some("Bearer s3cret"));
    Ok(())
}

#[test]
fn a_missing_token_names_its_variable() {
    in_child("inputs::a_missing_token_names_its_variable", &[], &["TOGAI_API_TOKEN"], || {
        let error = Client::from_env().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("TOGAI_API_TOKEN"), "{error}");
    });
}

#[tokio::test]
async fn token_and_address_come_from_variables() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let variable = |name: &str| match name {
        "TOGAI_API_TOKEN" => Some("from-outside".into()),
        "TOGAI_BASE_URL" => Some(vendor.url().into()),
        _ => None,
    };
    let togai = Client::builder().from_variables(variable)?.build()?;
    vendor.answer_json(200, "{}");
    togai.list_customers().await?;
    assert_eq!(vendor.requests()[0].header("authorization"), Some("Bearer from-outside"));
    Ok(())
}

#[test]
fn both_regions_can_be_chosen() -> TestResult {
    for region in [Region::Production, Region::Sandbox] {
        Client::builder().region(region).credential("s3cret").build()?;
    }
    Ok(())
}
