//! The operations that open a session at Stripe.

use kong_openmeter::model::{
    BillingAddressCollection, CheckoutCustomerUpdate, CheckoutCustomerUpdateMode, CheckoutMode, CheckoutOptions,
    CheckoutUiMode, ConsentCollection, CreateCheckoutSessionRequest, CreatePortalSessionRequest, CustomText,
    CustomTextMessage, PortalOptions, PromotionsConsent, RedirectOnCompletion, ReuseAgreement, ReuseAgreementPosition,
    TaxIdCollection, TaxIdRequirement, TermsOfServiceConsent,
};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_round_trip};

use super::refusals::{TO_CUSTOMER, assert_refusals};
use super::{CUSTOMER, client, sent};

/// Every option of a checkout session.
fn every_option() -> CheckoutOptions {
    let consent = ConsentCollection::new()
        .payment_method_reuse_agreement(ReuseAgreement::new().position(ReuseAgreementPosition::Hidden))
        .promotions(PromotionsConsent::None)
        .terms_of_service(TermsOfServiceConsent::Required);
    let update = CheckoutCustomerUpdate::new()
        .address(CheckoutCustomerUpdateMode::Auto)
        .name(CheckoutCustomerUpdateMode::Never)
        .shipping("auto");
    let message = |text: &str| CustomTextMessage::new().message(text);
    let text = CustomText::new()
        .after_submit(message("Danke!"))
        .shipping_address(message("a"))
        .submit(message("b"))
        .terms_of_service_acceptance(message("„c“"));
    CheckoutOptions::new()
        .billing_address_collection(BillingAddressCollection::Required)
        .cancel_url("https://acme.example/no?a=1&b=2")
        .client_reference_id("cart 7")
        .customer_update(update)
        .consent_collection(consent)
        .currency("CHF")
        .custom_text(text)
        .expires_at(1_779_177_600)
        .locale("de-CH")
        .metadata([("cart", "7")])
        .return_url("https://acme.example/back")
        .success_url("https://acme.example/yes")
        .ui_mode(CheckoutUiMode::Embedded)
        .payment_method_types(["card", "sepa_debit"])
        .redirect_on_completion(RedirectOnCompletion::IfRequired)
        .tax_id_collection(TaxIdCollection::new().enabled(true).required(TaxIdRequirement::IfSupported))
}

#[tokio::test]
async fn create_customer_stripe_checkout_session() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let request = CreateCheckoutSessionRequest::new(every_option());
    let call = || kong.create_customer_stripe_checkout_session(CUSTOMER, request.clone());

    vendor.answer_both(201, "create_customer_stripe_checkout_session")?;
    let session = call().await?;
    assert_complete(&session);
    assert_round_trip(&session, &vendor.text("create_customer_stripe_checkout_session.full")?, &[]);
    assert_eq!(session.customer_id.as_ref(), CUSTOMER);
    assert_eq!(session.mode, CheckoutMode::Setup);
    assert_eq!(session.metadata.as_ref().unwrap()["naïve"], "yes");
    assert_eq!(session.expires_at.as_ref().unwrap().to_string(), "2023-01-02T01:01:01.001Z");
    assert_eq!(session.client_secret.as_ref().unwrap().expose(), "cs_test_a1B2_secret_fid");
    assert!(!format!("{session:?}").contains("secret_fid"), "{session:?}");
    let minimal = call().await?;
    assert_eq!(minimal.mode, CheckoutMode::Other("payment".to_owned()));
    assert!(minimal.client_secret.is_none() && minimal.url.is_none());

    let body = concat!(
        r#"{"stripe_options":{"billing_address_collection":"required","#,
        r#""cancel_url":"https://acme.example/no?a=1&b=2","client_reference_id":"cart 7","#,
        r#""customer_update":{"address":"auto","name":"never","shipping":"auto"},"#,
        r#""consent_collection":{"payment_method_reuse_agreement":{"position":"hidden"},"promotions":"none","#,
        r#""terms_of_service":"required"},"currency":"CHF","custom_text":{"after_submit":{"message":"Danke!"},"#,
        r#""shipping_address":{"message":"a"},"submit":{"message":"b"},"#,
        r#""terms_of_service_acceptance":{"message":"„c“"}},"expires_at":1779177600,"locale":"de-CH","#,
        r#""metadata":{"cart":"7"},"return_url":"https://acme.example/back","#,
        r#""success_url":"https://acme.example/yes","ui_mode":"embedded","#,
        r#""payment_method_types":["card","sepa_debit"],"redirect_on_completion":"if_required","#,
        r#""tax_id_collection":{"enabled":true,"required":"if_supported"}}}"#
    );
    let line = format!("POST /v3/openmeter/customers/{CUSTOMER}/billing/stripe/checkout-sessions");
    sent(&line, Some(body)).assert_pinned(&vendor, "create_customer_stripe_checkout_session", 2);
    assert_refusals(&vendor, "create_customer_stripe_checkout_session", &TO_CUSTOMER, call).await;
    Ok(())
}

#[tokio::test]
async fn create_customer_stripe_portal_session() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let options = PortalOptions::new().configuration_id("bpc_1").locale("de-CH").return_url("https://acme.example/");
    let request = CreatePortalSessionRequest::new(options);
    let call = || kong.create_customer_stripe_portal_session(CUSTOMER, request.clone());

    vendor.answer_both(201, "create_customer_stripe_portal_session")?;
    let session = call().await?;
    assert_complete(&session);
    assert_round_trip(&session, &vendor.text("create_customer_stripe_portal_session.full")?, &[]);
    assert_eq!(session.stripe_customer_id.as_ref(), "cus_1234567890");
    assert!(session.livemode);
    assert!(!call().await?.livemode);

    let body = concat!(
        r#"{"stripe_options":{"configuration_id":"bpc_1","locale":"de-CH","#,
        r#""return_url":"https://acme.example/"}}"#
    );
    let line = format!("POST /v3/openmeter/customers/{CUSTOMER}/billing/stripe/portal-sessions");
    sent(&line, Some(body)).assert_pinned(&vendor, "create_customer_stripe_portal_session", 2);
    assert_refusals(&vendor, "create_customer_stripe_portal_session", &TO_CUSTOMER, call).await;
    Ok(())
}
