//! Drives `suger-metering` over a real socket: what it sends, what it reads, what it makes of refusals.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod batches;
mod body_kinds;
mod configuration;
mod dedup;
mod inputs;
mod metrics;
mod paging;
mod records;
mod replay;
mod reports;
mod stand_in;

use meterforge_runtime::NoRetry;
use sdk_tests::{Sent, Vendor};
use suger_metering::{Client, Result};

/// A client of the vendor that sends each call once.
fn client(vendor: &Vendor) -> Result<Client> {
    Client::builder().base_url(vendor.url()).credential("s3cret").retry(NoRetry).build()
}

/// A request of this client.
fn sent<'a>(line: &'a str, body: Option<&'a str>) -> Sent<'a> {
    Sent { line, authorization: "Key s3cret", agent: "suger-metering", body }
}

/// How Suger writes an error: as a JSON string.
fn refusal(_status: u16, message: &str) -> String {
    format!("\"{message}\"")
}
