//! The example bodies of the vendor's document: each is read and written again as it was.

use std::fmt::Debug;

use sdk_tests::{TestResult, Vendor};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use togai_billing::model::{
    Account, AccountPage, CreateAccountRequest, CreateCustomerRequest, CreateCustomerResponse, CreatePricePlanRequest,
    CreditPage, Customer, CustomerPage, ErrorResponse, GrantCreditRequest, GrantCreditResponse, IngestEventsRequest,
    IngestEventsResponse, InvoicePage, PricePlan, PricePlanPage, UsageMeterPage,
};

/// The example as the vendor has it, and as it is after it was read into a `T`.
fn read_and_written<T: DeserializeOwned + Serialize + Debug>(
    vendor: &Vendor,
    file: &str,
) -> Result<(Value, Value), Box<dyn std::error::Error>> {
    let text = vendor.text(&format!("examples/{file}"))?;
    let value: T = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    Ok((serde_json::from_str(&text)?, serde_json::to_value(&value)?))
}

#[tokio::test]
async fn every_example_is_written_as_it_was_read() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    macro_rules! same {
        ($($file:literal as $body:ty),+ $(,)?) => {
            $({
                let (example, written) = read_and_written::<$body>(&vendor, $file)?;
                assert_eq!(written, example, "{}", $file);
            })+
        };
    }
    same! {
        "create_account.201" as Account,
        "create_customer.201" as CreateCustomerResponse,
        "create_customer.request" as CreateCustomerRequest,
        "create_price_plan.200" as PricePlan,
        "create_price_plan.request.anniversary" as CreatePricePlanRequest,
        "create_price_plan.request.calendar" as CreatePricePlanRequest,
        "create_price_plan.request.purchase" as CreatePricePlanRequest,
        "error" as ErrorResponse,
        "get_customer.200" as Customer,
        "grant_credit.200" as GrantCreditResponse,
        "grant_credit.request" as GrantCreditRequest,
        "ingest_events.202" as IngestEventsResponse,
        "ingest_events.request" as IngestEventsRequest,
        "list_accounts.200" as AccountPage,
        "list_credits.200" as CreditPage,
        "list_customers.200" as CustomerPage,
        "list_invoices.200" as InvoicePage,
        "list_price_plans.200" as PricePlanPage,
        "list_usage_meters.200" as UsageMeterPage,
    }
    Ok(())
}

/// The example is for the current address of the operation, which takes the customer in the body. Ours has it in the path.
#[tokio::test]
async fn an_account_is_created_without_the_customer_in_its_body() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let (mut example, written) = read_and_written::<CreateAccountRequest>(&vendor, "create_account.request")?;
    assert_eq!(example.as_object_mut().and_then(|body| body.remove("customerId")), Some("C1234qwd".into()));
    assert_eq!(written, example);
    Ok(())
}

#[tokio::test]
async fn the_example_of_granted_credits_is_a_list() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let answer: GrantCreditResponse = serde_json::from_str(&vendor.text("examples/grant_credit.200")?)?;
    let GrantCreditResponse::List(credits) = answer else { panic!("{answer:?}") };
    assert_eq!(credits[1].id.as_ref(), "creds.1znQ46jiIXw.r24fc");
    Ok(())
}
