//! Every example that the vendor's document carries, as part of the bodies it stands in, is read and written unchanged.
//!
//! The document has examples of fields alone, none of a whole body. Each file of `tests/vendor/kong/examples` is a body
//! of an operation, named by operation and status, that is made of these; fields without one hold `text`, 1 or `true`.
//! Where a body contains a union, `second` has its second member.

use std::fs;
use std::path::Path;

use kong_openmeter::model::{
    BadRequestProblem, BillingAppCustomerData, BillingCustomer, BillingCustomerData, BillingProfile,
    BillingProfilePage, CheckoutSession, CreateBillingProfileRequest, CreateCheckoutSessionRequest,
    CreateCustomerRequest, CreatePortalSessionRequest, CustomerPage, PortalSession, Problem,
    UpsertAppCustomerDataRequest, UpsertBillingProfileRequest, UpsertCustomerBillingDataRequest, UpsertCustomerRequest,
};
use sdk_tests::{TestResult, assert_round_trip};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn check<T: DeserializeOwned + Serialize>(text: &str) -> TestResult {
    let value: T = serde_json::from_str(text)?;
    assert_round_trip(&value, text, &[]);
    Ok(())
}

fn check_as(operation: &str, role: &str, text: &str) -> TestResult {
    match (operation, role) {
        ("error", "400") => check::<BadRequestProblem>(text),
        ("error", _) => check::<Problem>(text),
        ("create_customer", "request") => check::<CreateCustomerRequest>(text),
        ("upsert_customer", "request") => check::<UpsertCustomerRequest>(text),
        ("create_customer" | "get_customer" | "upsert_customer", _) => check::<BillingCustomer>(text),
        ("list_customers", _) => check::<CustomerPage>(text),
        ("create_billing_profile", "request") => check::<CreateBillingProfileRequest>(text),
        ("update_billing_profile", "request") => check::<UpsertBillingProfileRequest>(text),
        ("create_billing_profile" | "get_billing_profile" | "update_billing_profile", _) => {
            check::<BillingProfile>(text)
        }
        ("list_billing_profiles", _) => check::<BillingProfilePage>(text),
        ("update_customer_billing", "request") => check::<UpsertCustomerBillingDataRequest>(text),
        ("get_customer_billing" | "update_customer_billing", _) => check::<BillingCustomerData>(text),
        ("update_customer_billing_app_data", "request") => check::<UpsertAppCustomerDataRequest>(text),
        ("update_customer_billing_app_data", _) => check::<BillingAppCustomerData>(text),
        ("create_customer_stripe_checkout_session", "request") => check::<CreateCheckoutSessionRequest>(text),
        ("create_customer_stripe_checkout_session", _) => check::<CheckoutSession>(text),
        ("create_customer_stripe_portal_session", "request") => check::<CreatePortalSessionRequest>(text),
        ("create_customer_stripe_portal_session", _) => check::<PortalSession>(text),
        _ => Err(format!("no type is named for {operation}").into()),
    }
}

#[test]
fn examples_are_read_and_written_unchanged() -> TestResult {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor/kong/examples");
    let mut checked = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut parts = name.split('.');
        let (operation, role) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        check_as(operation, role, &fs::read_to_string(&path)?).map_err(|error| format!("{name}: {error}"))?;
        checked += 1;
    }
    assert_eq!(checked, 33);
    Ok(())
}
