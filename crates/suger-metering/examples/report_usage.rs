//! Reports usage to Suger and lists it back.
//!
//! Without `SUGER_API_KEY` it starts a stand-in for Suger on loopback and talks to that:
//!
//! ```sh
//! cargo run -p suger-metering --example report_usage
//! ```
//!
//! With `SUGER_API_KEY` it talks to Suger itself, **where usage is billed**, and wants to know whose usage it is:
//!
//! ```sh
//! cargo run -p suger-metering --example report_usage -- ORGANIZATION ENTITLEMENT DIMENSION
//! ```

use std::error::Error;

use futures::TryStreamExt;
use meterforge_stand_in::Suger;
use suger_metering::ids::{EntitlementId, OrgId};
use suger_metering::model::CreateUsageRecordGroupParams;
use suger_metering::{Client, Receipt};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os("SUGER_API_KEY").is_some() {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [organization, entitlement, dimension] = arguments.as_slice() else {
            return Err("SUGER_API_KEY is set: name an ORGANIZATION, an ENTITLEMENT and a DIMENSION".into());
        };
        let suger = Client::from_env()?;
        report(&suger, organization.as_str().into(), entitlement.as_str().into(), dimension).await?;
        return list(&suger, organization.as_str().into()).await;
    }

    let vendor = Suger::start().await?;
    println!("SUGER_API_KEY is not set, so this talks to a stand-in for Suger at {}.", vendor.url());
    let suger = Client::builder().base_url(vendor.url()).credential(Suger::API_KEY).build()?;
    report(&suger, "org_1".into(), "ent_1".into(), "api_calls").await?;

    println!("Once more; this time the stand-in takes the usage and closes the connection before it answers.");
    vendor.lose_next_answer();
    report(&suger, "org_1".into(), "ent_1".into(), "api_calls").await?;
    list(&suger, "org_1".into()).await
}

/// Reports 42 of a dimension. However often the call is sent, it is billed once: the key is the same every time.
async fn report(suger: &Client, org: OrgId, entitlement: EntitlementId, dimension: &str) -> Result<(), Box<dyn Error>> {
    let usage = CreateUsageRecordGroupParams::records([(dimension, 42)]);
    let call = suger.report_usage_record_group(org, entitlement, usage);
    println!("Reporting 42 {dimension} with key {}", call.dedup_key());
    match call.await? {
        Receipt::Accepted(group) => println!("  accepted, status {}", group.status.unwrap_or_default()),
        Receipt::AlreadyAccepted { key } => println!("  {key} had already been accepted"),
    }
    Ok(())
}

/// Lists what the organization has reported in the last 30 days, page by page as it is needed.
async fn list(suger: &Client, org: OrgId) -> Result<(), Box<dyn Error>> {
    println!("Usage of {org}:");
    let mut groups = suger.list_usage_record_groups(org).limit(100).items();
    while let Some(group) = groups.try_next().await? {
        let id = group.id.map(String::from).unwrap_or_default();
        for (dimension, quantity) in group.records.unwrap_or_default() {
            println!("  {id}: {quantity} {dimension}");
        }
    }
    Ok(())
}
