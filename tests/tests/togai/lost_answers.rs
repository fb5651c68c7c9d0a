//! Answers that never come: what a replay answers is not published, so nothing is taken for a success.

use sdk_tests::{TestResult, Vendor};
use togai_billing::model::{
    Address, CreateCustomerRequest, CreateCustomerRequestRequired, CreatePricePlanDetails, CreatePricePlanRequest,
    GrantCreditRequest, IngestEventsRequest,
};

use super::credits::credit;
use super::{client, retrying, ride};

#[tokio::test]
async fn a_refusal_after_a_lost_answer_leaves_the_outcome_unknown() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    for status in [400, 409, 422] {
        let before = vendor.requests().len();
        vendor.hang_up().answer_json(status, r#"{"message":"seen before"}"#);
        let call = togai.ingest_events(IngestEventsRequest::new([ride("acc_1")]));
        let keys = call.dedup_keys().to_vec();
        let error = call.await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{status}: {error}");
        assert!(!error.is_applied() && !error.is_partial());
        assert_eq!((error.attempts(), error.dedup_keys()), (2, keys.as_slice()));
        assert_eq!(error.vendor_message().as_deref(), Some("seen before"));
        assert_eq!(vendor.requests().len() - before, 2);
    }
    vendor.hang_up().answer_json(409, r#"{"message":"seen before"}"#);
    let error = togai.grant_credit(GrantCreditRequest::new([credit("acc_1")])).await.unwrap_err();
    assert!(error.is_outcome_unknown() && error.is_conflict(), "{error}");
    Ok(())
}

/// The refused events may be those that the lost attempt had landed.
#[tokio::test]
async fn a_partial_answer_after_a_lost_one_is_partial_and_unknown() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    vendor.hang_up();
    vendor.answer_file(207, "ingest_events.partial")?;
    let error = togai.ingest_events(IngestEventsRequest::new([ride("acc_1")])).await.unwrap_err();
    assert!(error.is_partial() && error.is_outcome_unknown(), "{error}");
    assert_eq!(error.attempts(), 2);
    Ok(())
}

#[tokio::test]
async fn a_conflict_on_the_first_attempt_is_what_it_says() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    vendor.answer_json(409, r#"{"message":"seen before"}"#);
    // Even with the caller's own key: Togai does not say that this is how it answers a duplicate.
    let call = togai.grant_credit(GrantCreditRequest::new([credit("acc_1").idempotency_key("mine")]));
    let error = call.await.unwrap_err();
    assert!(error.is_conflict() && !error.is_outcome_unknown(), "{error}");
    assert_eq!((error.attempts(), error.dedup_keys()), (1, &["mine".to_owned()][..]));
    Ok(())
}

#[tokio::test]
async fn what_has_no_key_is_sent_once() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    let customer = CreateCustomerRequest::new(CreateCustomerRequestRequired {
        id: "cust_1".into(),
        name: "Acme".to_owned(),
        primary_email: "a@example.com".to_owned(),
        address: Address::new(),
    });
    vendor.hang_up();
    let error = togai.create_customer(customer).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    vendor.hang_up();
    let plan = CreatePricePlanRequest::new("Free", CreatePricePlanDetails::new(["USD"]));
    let error = togai.create_price_plan(plan).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(vendor.requests().len(), 2);
    Ok(())
}

#[tokio::test]
async fn reading_leaves_no_doubt() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    vendor.hang_up();
    let error = client(&vendor)?.list_invoices("acc_1").await.unwrap_err();
    assert!(!error.is_outcome_unknown(), "{error}");
    vendor.hang_up().answer_json(200, r#"{"data":[]}"#);
    assert_eq!(retrying(&vendor)?.list_invoices("acc_1").send().await?.attempts(), 2);
    Ok(())
}
