//! Shows what a Qovery organization costs and which invoices it has.
//!
//! Without `QOVERY_API_KEY` it starts a stand-in for Qovery on loopback and talks to that:
//!
//! ```sh
//! cargo run -p qovery-billing --example billing_overview
//! ```
//!
//! With `QOVERY_API_KEY` it asks Qovery itself about the organization of this UUID and changes nothing. An API token
//! goes into the variable with its scheme in front (`Token …`), the JWT of a person without:
//!
//! ```sh
//! cargo run -p qovery-billing --example billing_overview -- ORGANIZATION
//! ```

use std::error::Error;

use meterforge_stand_in::Qovery;
use qovery_billing::ids::OrganizationId;
use qovery_billing::{Client, credential};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os("QOVERY_API_KEY").is_some() {
        let Some(organization) = std::env::args().nth(1) else {
            return Err("QOVERY_API_KEY is set: name an ORGANIZATION by its UUID".into());
        };
        return show(&Client::from_env()?, organization.into()).await;
    }

    let vendor = Qovery::start().await?;
    println!("QOVERY_API_KEY is not set, so this talks to a stand-in for Qovery at {}.", vendor.url());
    let token = credential::api_token(Qovery::API_KEY);
    let qovery = Client::builder().base_url(vendor.url()).credential(token).build()?;
    show(&qovery, Qovery::ORGANIZATION.into()).await
}

async fn show(qovery: &Client, organization: OrganizationId) -> Result<(), Box<dyn Error>> {
    let current = qovery.get_organization_current_cost(organization.clone()).await?;
    if let Some(plan) = current.plan {
        println!("Plan: {plan}");
    }
    if let Some(cost) = current.cost {
        println!("So far: {} {}", cost.total, cost.currency_code);
    }

    let status = qovery.get_organization_billing_status(organization.clone()).await?;
    println!("Billing is {}", if status.is_valid == Some(true) { "in order" } else { "not in order" });

    let invoices = qovery.list_organization_invoice(organization.clone()).await?;
    for invoice in invoices.results.unwrap_or_default() {
        println!("Invoice of {}: {} {}, {}", invoice.created_at, invoice.total, invoice.currency_code, invoice.status);
        let link = qovery.get_organization_invoice_pdf(organization.clone(), invoice.id).await;
        match link {
            Ok(link) => println!("  {}", link.url),
            // An invoice that is not posted yet has no PDF.
            Err(error) if error.is_not_found() => println!("  no PDF yet"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
