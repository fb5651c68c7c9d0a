//! Sends usage events to Togai, then reads the customer, the account's invoices and what they add up to.
//!
//! Without `TOGAI_API_TOKEN` it starts a stand-in for Togai on loopback and talks to that:
//!
//! ```sh
//! cargo run -p togai-billing --example bill_usage
//! ```
//!
//! With `TOGAI_API_TOKEN` it talks to Togai itself, **where usage is billed**, and wants to know whose usage it is, what
//! is measured, and when it happened, such as `2026-05-19T08:00:00`:
//!
//! ```sh
//! cargo run -p togai-billing --example bill_usage -- CUSTOMER ACCOUNT SCHEMA ATTRIBUTE TIME
//! ```

use std::error::Error;

use futures::TryStreamExt;
use meterforge_stand_in::Togai;
use togai_billing::ids::{AccountId, CustomerId};
use togai_billing::model::{
    Address, Attribute, CreateAccountRequest, CreateAccountRequestRequired, CreateCustomerRequest,
    CreateCustomerRequestRequired, Event, EventRequired, IngestEventsRequest,
};
use togai_billing::{Client, DateTime, Decimal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os("TOGAI_API_TOKEN").is_some() {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [customer, account, schema, attribute, time] = arguments.as_slice() else {
            return Err("TOGAI_API_TOKEN is set: name a CUSTOMER, an ACCOUNT, a SCHEMA, an ATTRIBUTE and a TIME".into());
        };
        let togai = Client::from_env()?;
        ingest(&togai, rides(account.as_str().into(), schema, attribute, time.parse()?)?).await?;
        return show(&togai, customer.as_str().into(), account.as_str().into()).await;
    }

    let vendor = Togai::start().await?;
    println!("TOGAI_API_TOKEN is not set, so this talks to a stand-in for Togai at {}.", vendor.url());
    let togai = Client::builder().base_url(vendor.url()).credential(Togai::API_TOKEN).build()?;
    set_up(&togai).await?;
    let events = || rides("acc_1".into(), "ride", "distance", "2026-05-19T08:00:00".parse()?);
    ingest(&togai, events()?).await?;

    println!("Once more; this time the stand-in takes the events and closes the connection before it answers.");
    vendor.lose_next_answer();
    ingest(&togai, events()?).await?;
    show(&togai, "cust_1".into(), "acc_1".into()).await
}

/// Creates a customer with one account.
async fn set_up(togai: &Client) -> togai_billing::Result<()> {
    let account =
        CreateAccountRequest::new(CreateAccountRequestRequired { id: "acc_1".into(), name: "Fleet".to_owned() });
    let customer = CreateCustomerRequest::new(CreateCustomerRequestRequired {
        id: "cust_1".into(),
        name: "Acme Rides".to_owned(),
        primary_email: "billing@example.com".to_owned(),
        address: Address::new().line1("1 Main St").city("Springfield").country("US"),
    });
    togai.create_customer(customer.account(account)).await?;
    Ok(())
}

/// Two events without an id: the call gives each one.
fn rides(account: AccountId, schema: &str, attribute: &str, time: DateTime) -> Result<[Event; 2], Box<dyn Error>> {
    let event = |quantity: Decimal| {
        Event::new(EventRequired {
            schema_name: schema.to_owned(),
            timestamp: time,
            account_id: account.clone(),
            attributes: vec![Attribute::new(attribute, quantity)],
            dimensions: [].into(),
        })
    };
    Ok([event("10.50".parse()?), event("0.25".parse()?)])
}

/// Sends events. Their ids are fixed before the first attempt and kept, so that none is counted twice.
async fn ingest(togai: &Client, events: [Event; 2]) -> Result<(), Box<dyn Error>> {
    let call = togai.ingest_events(IngestEventsRequest::new(events));
    println!("Sending events {}", call.dedup_keys().join(" and "));
    match call.await {
        Ok(_) => println!("  accepted"),
        // Togai knows an id for 45 days: events that it refuses after a lost answer may be those that had landed.
        Err(error) if error.is_outcome_unknown() => println!("  perhaps accepted before: {error}"),
        Err(error) if error.is_partial() => println!("  some were refused: {}", error.text().unwrap_or_default()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Prints the customer and the invoices of its account, page by page as they are needed.
async fn show(togai: &Client, customer: CustomerId, account: AccountId) -> Result<(), Box<dyn Error>> {
    let customer = togai.get_customer(customer).await?;
    println!("{} <{}>, {}", customer.name, customer.primary_email, customer.status);
    let mut total = Decimal::ZERO;
    let mut invoices = togai.list_invoices(account).items();
    while let Some(invoice) = invoices.try_next().await? {
        println!("  {}: {}, {} paid of {}", invoice.id, invoice.status, invoice.paid_amount, invoice.total_amount);
        total += invoice.total_amount;
    }
    println!("  {total} in all");
    Ok(())
}
