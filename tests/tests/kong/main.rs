//! Drives `kong-openmeter` over a real socket: what it sends, what it reads, what it makes of refusals.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what is not there fails the test")]

mod billing;
mod customers;
mod examples;
mod filters;
mod inputs;
mod paging;
mod profiles;
mod refusals;
mod replay;
mod sessions;
mod stand_in;
mod unions;

use kong_openmeter::{Client, Result};
use meterforge_runtime::NoRetry;
use sdk_tests::{Sent, Vendor};

const CUSTOMER: &str = "01G65Z755AFWAKHE12NY0CQ9FH";
const PROFILE: &str = "01J9ZQ4XKD8M3B7V5T2R6N1C0E";

/// A client of the vendor that sends each call once.
fn client(vendor: &Vendor) -> Result<Client> {
    Client::builder().base_url(vendor.url()).credential("kpat_s3cret").retry(NoRetry).build()
}

/// A request of this client.
fn sent<'a>(line: &'a str, body: Option<&'a str>) -> Sent<'a> {
    Sent { line, authorization: "Bearer kpat_s3cret", agent: "kong-openmeter", body }
}
