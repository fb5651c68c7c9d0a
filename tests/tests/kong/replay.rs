//! Which operations are sent again when their answer is lost.

use kong_openmeter::Client;
use kong_openmeter::model::{
    CheckoutOptions, CreateCheckoutSessionRequest, CreateCustomerRequest, CreateCustomerRequestRequired,
    CreatePortalSessionRequest, PortalOptions, UpsertAppCustomerDataRequest, UpsertCustomerBillingDataRequest,
    UpsertCustomerRequest,
};
use sdk_tests::{TestResult, Vendor, assert_sent_again, assert_sent_once};

use super::profiles::{new_profile, replacement};
use super::{CUSTOMER, PROFILE};

/// A client that retries.
fn retrying(vendor: &Vendor) -> kong_openmeter::Result<Client> {
    Client::builder().base_url(vendor.url()).credential("kpat_s3cret").build()
}

#[tokio::test]
async fn what_reads_replaces_or_deletes_is_sent_again() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = retrying(&vendor)?;
    let customer = vendor.text("get_customer.minimal")?;
    let profile = vendor.text("get_billing_profile.minimal")?;
    assert_sent_again(&vendor, &vendor.text("list_customers.minimal")?, kong.list_customers()).await;
    assert_sent_again(&vendor, &vendor.text("list_billing_profiles.minimal")?, kong.list_billing_profiles()).await;
    assert_sent_again(&vendor, &customer, kong.get_customer(CUSTOMER)).await;
    assert_sent_again(&vendor, &customer, kong.upsert_customer(CUSTOMER, UpsertCustomerRequest::new("n"))).await;
    assert_sent_again(&vendor, "", kong.delete_customer(CUSTOMER)).await;
    assert_sent_again(&vendor, &profile, kong.get_billing_profile(PROFILE)).await;
    assert_sent_again(&vendor, &profile, kong.update_billing_profile(PROFILE, replacement())).await;
    assert_sent_again(&vendor, "", kong.delete_billing_profile(PROFILE)).await;
    assert_sent_again(&vendor, "{}", kong.get_customer_billing(CUSTOMER)).await;
    let billing = UpsertCustomerBillingDataRequest::new();
    assert_sent_again(&vendor, "{}", kong.update_customer_billing(CUSTOMER, billing)).await;
    let data = UpsertAppCustomerDataRequest::new();
    assert_sent_again(&vendor, "{}", kong.update_customer_billing_app_data(CUSTOMER, data)).await;
    Ok(())
}

#[tokio::test]
async fn what_might_be_done_twice_is_not() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = retrying(&vendor)?;
    let required = CreateCustomerRequestRequired { name: "n".to_owned(), key: "k".to_owned() };
    assert_sent_once(&vendor, kong.create_customer(CreateCustomerRequest::new(required))).await;
    assert_sent_once(&vendor, kong.create_billing_profile(new_profile())).await;
    let checkout = CreateCheckoutSessionRequest::new(CheckoutOptions::new());
    assert_sent_once(&vendor, kong.create_customer_stripe_checkout_session(CUSTOMER, checkout)).await;
    let portal = CreatePortalSessionRequest::new(PortalOptions::new());
    assert_sent_once(&vendor, kong.create_customer_stripe_portal_session(CUSTOMER, portal)).await;
    Ok(())
}

/// The first answer was lost, and the second says that there is nothing to delete: the first had done it.
#[tokio::test]
async fn a_deletion_that_is_repeated_says_that_it_was_done() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = retrying(&vendor)?;
    for status in [404, 410] {
        vendor.hang_up().answer_json(status, r#"{"detail":"not there"}"#);
        let error = kong.delete_customer(CUSTOMER).await.unwrap_err();
        assert!(error.is_already_gone(), "{error:?}");
        vendor.answer_json(status, r#"{"detail":"not there"}"#);
        let error = kong.delete_customer(CUSTOMER).await.unwrap_err();
        assert!(!error.is_already_gone(), "{error:?}");
    }
    Ok(())
}
