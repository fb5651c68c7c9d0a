//! Every operation against the stand-in that the example uses, one after the other.

use futures::TryStreamExt;
use meterforge_stand_in::Togai;
use sdk_tests::TestResult;
use togai_billing::model::{
    Address, CreateAccountRequest, CreateAccountRequestRequired, CreateCustomerRequest, CreateCustomerRequestRequired,
    CreatePricePlanDetails, CreatePricePlanRequest, CurrencyRateValue, GrantCreditRequest, GrantCreditResponse,
    IngestEventsRequest, MinimumCommitment,
};
use togai_billing::{Client, Decimal};

use super::credits::credit;
use super::ride;

/// A vendor with customer `cust/1`, who has the accounts `acc_1` (alias `alias-1`) and `acc_2`.
async fn start() -> Result<(Togai, Client), Box<dyn std::error::Error>> {
    let vendor = Togai::start().await?;
    let togai = Client::builder().base_url(vendor.url()).credential(Togai::API_TOKEN).build()?;
    let account = |id: &str| {
        CreateAccountRequest::new(CreateAccountRequestRequired { id: id.into(), name: format!("Account {id}") })
    };
    let customer = CreateCustomerRequest::new(CreateCustomerRequestRequired {
        id: "cust/1".into(),
        name: "Acme".to_owned(),
        primary_email: "a@example.com".to_owned(),
        address: Address::new().line1("1 Main St").city("Springfield").country("US"),
    });
    let created = togai.create_customer(customer.account(account("acc_1").aliases(["alias-1"]))).await?;
    assert_eq!(created.account.unwrap().customer_id.as_ref(), "cust/1");
    togai.create_account("cust/1", account("acc_2")).await?;
    Ok((vendor, togai))
}

#[tokio::test]
async fn customers_and_accounts_are_there_once_they_are_created() -> TestResult {
    let (_vendor, togai) = start().await?;
    let customer = togai.get_customer("cust/1").await?;
    assert_eq!(customer.billing_address, "1 Main St, Springfield, US");
    assert_eq!(togai.list_customers().items().try_collect::<Vec<_>>().await?, [customer]);
    let accounts: Vec<_> = togai.list_accounts("cust/1").page_size(1).items().try_collect().await?;
    assert_eq!(accounts.iter().map(|account| account.id.as_ref()).collect::<Vec<_>>(), ["acc_1", "acc_2"]);
    assert_eq!(accounts[0].aliases.as_ref().unwrap()[0].alias.as_deref(), Some("alias-1"));
    assert!(togai.get_customer("cust_2").await.unwrap_err().is_not_found());
    assert!(togai.list_accounts("cust_2").await.unwrap_err().is_not_found());
    Ok(())
}

#[tokio::test]
async fn events_are_counted_once_and_invoiced() -> TestResult {
    let (vendor, togai) = start().await?;
    let batch = IngestEventsRequest::new([ride("acc_1").id("e1"), ride("alias-1").id("e2")]);
    assert_eq!(togai.ingest_events(batch.clone()).await?.success, Some(true));
    let error =
        togai.ingest_events(IngestEventsRequest::new([ride("acc_1").id("e1"), ride("acc_2")])).await.unwrap_err();
    assert!(error.is_partial(), "{error}");
    assert!(error.text().unwrap().contains(r#""e1":"an event with this id was ingested before""#), "{error:?}");

    vendor.lose_next_answer();
    let error = togai.ingest_events(IngestEventsRequest::new([ride("acc_2")])).await.unwrap_err();
    assert!(error.is_partial() && error.is_outcome_unknown(), "{error}");

    let meters = togai.list_usage_meters("ride").await?.data.unwrap();
    assert_eq!(meters[0].name, "ride");
    for account in ["acc_1", "acc_2"] {
        let invoices: Vec<_> = togai.list_invoices(account).status("DRAFT").items().try_collect().await?;
        assert_eq!(invoices.len(), 1);
        assert_eq!(invoices[0].total_amount.to_string(), "0.50");
    }
    assert!(togai.list_invoices("acc_1").start_time(i64::MAX).await?.data.is_empty());
    Ok(())
}

#[tokio::test]
async fn price_plans_are_kept_unless_they_are_only_checked() -> TestResult {
    let (_vendor, togai) = start().await?;
    let least = MinimumCommitment::new("Least", [CurrencyRateValue::new("USD", Decimal::new(4990, 2))]);
    let plan = CreatePricePlanRequest::new("Pro", CreatePricePlanDetails::new(["USD"]).minimum_commitment(least));
    togai.create_price_plan(plan.clone()).dry_run(true).await?;
    assert!(togai.list_price_plans().await?.data.is_empty());
    let created = togai.create_price_plan(plan.clone()).await?;
    let details = created.pricing_schedule[0].price_plan_details.as_ref().unwrap();
    assert_eq!(details.minimum_commitment.as_ref().unwrap().rate_values[0].rate.to_string(), "49.90");
    assert!(togai.create_price_plan(plan).await.unwrap_err().is_conflict());
    assert_eq!(togai.list_price_plans().await?.data[0].id, created.id);
    Ok(())
}

#[tokio::test]
async fn credits_are_granted_once() -> TestResult {
    let (vendor, togai) = start().await?;
    let grant = || GrantCreditRequest::new([credit("acc_1").credit_amount(Decimal::new(1000, 2)).idempotency_key("k")]);
    let GrantCreditResponse::CreatedCredits(granted) = togai.grant_credit(grant()).await? else {
        panic!("not the published shape")
    };
    assert_eq!(granted.credits[0].credit_amount.unwrap().to_string(), "10.00");
    assert!(togai.grant_credit(grant()).await.unwrap_err().is_conflict());
    vendor.lose_next_answer();
    let error = togai.grant_credit(GrantCreditRequest::new([credit("acc_1")])).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    let credits: Vec<_> = togai.list_credits("acc_1").page_size(1).items().try_collect().await?;
    assert_eq!(credits.len(), 2);
    assert_eq!(togai.list_credits("acc_1").id(credits[1].id.clone()).await?.data, credits[1..]);
    assert!(togai.list_credits("acc_2").await?.data.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_wrong_token_is_refused() -> TestResult {
    let vendor = Togai::start().await?;
    let togai = Client::builder().base_url(vendor.url()).credential("wr0ng").build()?;
    let error = togai.list_customers().await.unwrap_err();
    assert!(error.is_unauthenticated(), "{error}");
    assert_eq!(error.vendor_message().as_deref(), Some("invalid token"));
    assert!(!format!("{error:?} {error}").contains("wr0ng"), "{error:?}");
    Ok(())
}
