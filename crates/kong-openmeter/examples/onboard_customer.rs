//! Creates a customer in Kong's OpenMeter, reads it back and finds it by a filter.
//!
//! Without `KONG_API_KEY` it starts a stand-in for Kong on loopback and talks to that:
//!
//! ```sh
//! cargo run -p kong-openmeter --example onboard_customer
//! ```
//!
//! With `KONG_API_KEY` it talks to Kong itself, where **the customer is created and stays**. `KONG_BASE_URL` chooses a
//! region, such as `https://eu.api.konghq.com`:
//!
//! ```sh
//! cargo run -p kong-openmeter --example onboard_customer -- KEY NAME
//! ```

use std::error::Error;

use futures::TryStreamExt;
use kong_openmeter::model::{
    CreateCustomerRequest, CreateCustomerRequestRequired, CustomerFilter, StringFilterOperators, UsageAttribution,
};
use kong_openmeter::{Client, ErrorBody};
use meterforge_stand_in::Kong;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os("KONG_API_KEY").is_some() {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [key, name] = arguments.as_slice() else {
            return Err("KONG_API_KEY is set: give the new customer a KEY and a NAME".into());
        };
        let kong = Client::from_env()?;
        create(&kong, key, name).await?;
        return find(&kong, name).await;
    }

    let vendor = Kong::start().await?;
    println!("KONG_API_KEY is not set, so this talks to a stand-in for Kong at {}.", vendor.url());
    let kong = Client::builder().base_url(vendor.url()).credential(Kong::API_KEY).build()?;
    create(&kong, "acme", "ACME, Inc.").await?;
    println!("Once more; this time the key is taken.");
    create(&kong, "acme", "ACME, Inc.").await?;
    find(&kong, "ACME").await
}

/// Creates a customer whose usage carries its key as subject, and reads it back.
async fn create(kong: &Client, key: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let required = CreateCustomerRequestRequired { name: name.to_owned(), key: key.to_owned() };
    let customer = CreateCustomerRequest::new(required).usage_attribution(UsageAttribution::new([key]));
    let created = match kong.create_customer(customer).await {
        Ok(created) => created,
        Err(error) => {
            let Some(ErrorBody::BadRequestProblem(problem)) = ErrorBody::of(&error) else { return Err(error.into()) };
            println!("{key} was refused: {}", problem.detail);
            for parameter in problem.invalid_parameters {
                println!("  {parameter:?}");
            }
            return Ok(());
        }
    };
    let customer = kong.get_customer(created.id).await?;
    println!("{} is {}, created at {}", customer.id, customer.name, customer.created_at);
    Ok(())
}

/// Lists the customers whose name contains a text, page by page as they are needed.
async fn find(kong: &Client, text: &str) -> Result<(), Box<dyn Error>> {
    println!("Customers whose name contains {text:?}:");
    let filter = CustomerFilter::new().name(StringFilterOperators::contains(text));
    let mut customers = kong.list_customers().filter(filter).sort("created_at desc").page_size(50).items();
    while let Some(customer) = customers.try_next().await? {
        println!("  {}: {} ({})", customer.id, customer.name, customer.key);
    }
    Ok(())
}
