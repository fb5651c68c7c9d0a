//! The calls that surfaces can make where the capability passes fewer inputs on than the client takes.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor};
use togai_billing::model::{CreatePricePlanRequest, GrantCreditRequest, PricePlanType};
use togai_billing::{Date, Decimal};

use super::credits::credit;
use super::customers::customer;
use super::price_plans::{PRICE_PLAN, details};
use super::{client, sent};

#[tokio::test]
async fn lists_by_what_they_hang_on() -> TestResult {
    for operation in ["list_accounts", "list_usage_meters", "list_invoices", "list_credits"] {
        let vendor = Vendor::start("togai").await?;
        let togai = client(&vendor)?;
        vendor.answer_file(200, &format!("{operation}.full"))?;
        let line = match operation {
            "list_accounts" => {
                togai.list_accounts(HOSTILE_ID).await?;
                format!("GET /customers/{HOSTILE_SEGMENT}/accounts")
            }
            "list_usage_meters" => {
                togai.list_usage_meters(HOSTILE_ID).await?;
                format!("GET /event_schema/{HOSTILE_SEGMENT}/usage_meters")
            }
            "list_invoices" => {
                togai.list_invoices(HOSTILE_ID).await?;
                format!("GET /invoices?owner_id={HOSTILE_SEGMENT}")
            }
            _ => {
                togai.list_credits(HOSTILE_ID).await?;
                format!("GET /credits?account_id={HOSTILE_SEGMENT}")
            }
        };
        sent(&line, None).assert_pinned(&vendor, &format!("{operation}.exposed"), 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_customer_without_an_account() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    vendor.answer_file(201, "create_customer.full")?;
    client(&vendor)?.create_customer(customer()).await?;

    let body = concat!(
        r#"{"id":"cust/ü#1","name":"Größe & Söhne","primaryEmail":"billing@example.com","#,
        r#""address":{"city":"München","country":"DE"}}"#
    );
    sent("POST /customers", Some(body)).assert_pinned(&vendor, "create_customer.exposed", 1);
    Ok(())
}

#[tokio::test]
async fn one_credit() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let credit = credit("acc/1")
        .credit_amount(Decimal::new(999, 1))
        .effective_until(Date::constant(2027, 5, 19))
        .applicable_entity_ids(["um.1"])
        .grantor_id("pp.1")
        .idempotency_key("mine");
    vendor.answer_file(200, "grant_credit.full")?;
    client(&vendor)?.grant_credit(GrantCreditRequest::new([credit])).await?;

    let body = concat!(
        r#"{"creditRequests":[{"accountId":"acc/1","purpose":"Prepaid","applicableEntityIds":["um.1"],"#,
        r#""effectiveFrom":"2026-05-19","effectiveUntil":"2027-05-19","creditAmount":99.9,"priority":1,"#,
        r#""grantorId":"pp.1","idempotencyKey":"mine"}]}"#
    );
    sent("POST /credits", Some(body)).assert_pinned(&vendor, "grant_credit.exposed", 1);
    Ok(())
}

#[tokio::test]
async fn a_price_plan_that_is_meant() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let body = CreatePricePlanRequest::new("Rides – Pro", details()).r#type(PricePlanType::Billing);
    vendor.answer_file(200, "create_price_plan.full")?;
    client(&vendor)?.create_price_plan(body).await?;

    sent("POST /price_plans", Some(PRICE_PLAN)).assert_pinned(&vendor, "create_price_plan.exposed", 1);
    Ok(())
}
