//! The operations on customers.

use kong_openmeter::model::{
    Address, BillingCustomer, CreateCustomerRequest, CreateCustomerRequestRequired, UpsertCustomerRequest,
    UsageAttribution,
};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_round_trip};

use super::refusals::{OF_MANY, OF_ONE, TO_CUSTOMER, assert_refusals};
use super::{CUSTOMER, client, sent};

/// The values of the file that the three operations on one customer share.
fn assert_full(customer: &BillingCustomer) {
    assert_complete(customer);
    assert_eq!(customer.id.as_ref(), CUSTOMER);
    assert_eq!(customer.key, "acme/zürich 1");
    assert_eq!(customer.description.as_deref(), Some("Pays \"late\""));
    assert_eq!(customer.labels.as_ref().unwrap()["tier-1"], "gold");
    assert_eq!(customer.created_at.to_string(), "2023-01-01T01:01:01.001Z");
    assert_eq!(customer.updated_at.to_string(), "2026-05-19T10:00:00+02:00");
    assert_eq!(customer.usage_attribution.as_ref().unwrap().subject_keys, ["subject-1", "größe/2"]);
    let address = customer.billing_address.as_ref().unwrap();
    assert_eq!(address.line1.as_deref(), Some("Torstraße 1"));
    assert_eq!(address.country.as_deref(), Some("CH"));
}

#[tokio::test]
async fn create_customer() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let required =
        CreateCustomerRequestRequired { name: "ACME – Zürich".to_owned(), key: "acme/zürich 1".to_owned() };
    let customer = CreateCustomerRequest::new(required)
        .description("Pays \"late\"")
        .labels([("tier-1", "gold"), ("env", "test")])
        .usage_attribution(UsageAttribution::new(["subject-1", "größe/2"]))
        .primary_email("billing@acme.example")
        .currency("CHF")
        .billing_address(Address::new().country("CH").city("Zürich").line1("Bahnhofstrasse 1"));
    let call = || kong.create_customer(customer.clone());

    vendor.answer_both(201, "create_customer")?;
    let created = call().await?;
    assert_full(&created);
    assert_round_trip(&created, &vendor.text("create_customer.full")?, &[]);
    let minimal = call().await?;
    assert_eq!((minimal.key.as_str(), minimal.usage_attribution), ("a", None));

    let body = concat!(
        r#"{"name":"ACME – Zürich","description":"Pays \"late\"","labels":{"env":"test","tier-1":"gold"},"#,
        r#""key":"acme/zürich 1","usage_attribution":{"subject_keys":["subject-1","größe/2"]},"#,
        r#""primary_email":"billing@acme.example","currency":"CHF","#,
        r#""billing_address":{"country":"CH","city":"Zürich","line1":"Bahnhofstrasse 1"}}"#
    );
    sent("POST /v3/openmeter/customers", Some(body)).assert_pinned(&vendor, "create_customer", 2);
    assert_refusals(&vendor, "create_customer", &OF_MANY, call).await;
    Ok(())
}

#[tokio::test]
async fn get_customer() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.get_customer(CUSTOMER);

    vendor.answer_both(200, "get_customer")?;
    let customer = call().await?;
    assert_full(&customer);
    // An address is sent as well, so it keeps what this version has no name for.
    assert_eq!(customer.billing_address.as_ref().unwrap().other_fields["what3words"], "filled.count.soap");
    assert_round_trip(&customer, &vendor.text("get_customer.full")?, &[]);
    let minimal = call().await?;
    assert_eq!(minimal.usage_attribution.unwrap().subject_keys, [""; 0]);
    assert!(minimal.billing_address.is_none() && minimal.deleted_at.is_none());

    sent(&format!("GET /v3/openmeter/customers/{CUSTOMER}"), None).assert_pinned(&vendor, "get_customer", 2);
    assert_refusals(&vendor, "get_customer", &OF_ONE, call).await;
    Ok(())
}

#[tokio::test]
async fn upsert_customer() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let customer = UpsertCustomerRequest::new("ACME")
        .labels([("env", "prod")])
        .usage_attribution(UsageAttribution::new([""; 0]))
        .billing_address(Address::new());
    let call = || kong.upsert_customer(CUSTOMER, customer.clone());

    vendor.answer_both(200, "upsert_customer")?;
    let stored = call().await?;
    assert_full(&stored);
    assert_eq!(stored.name, "ACME replaced");
    assert_eq!(call().await?.name, "A");

    let body =
        r#"{"name":"ACME","labels":{"env":"prod"},"usage_attribution":{"subject_keys":[]},"billing_address":{}}"#;
    sent(&format!("PUT /v3/openmeter/customers/{CUSTOMER}"), Some(body)).assert_pinned(&vendor, "upsert_customer", 2);
    assert_refusals(&vendor, "upsert_customer", &TO_CUSTOMER, call).await;
    Ok(())
}

#[tokio::test]
async fn delete_customer() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.delete_customer(CUSTOMER);

    vendor.answer(204, &[], "");
    call().await?;
    vendor.answer(204, &[("x-request-id", "req-1")], "");
    assert_eq!(call().send().await?.request_id(), Some("req-1"));

    sent(&format!("DELETE /v3/openmeter/customers/{CUSTOMER}"), None).assert_pinned(&vendor, "delete_customer", 2);
    assert_refusals(&vendor, "delete_customer", &OF_ONE, call).await;
    Ok(())
}
