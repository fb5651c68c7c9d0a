//! Drives `qovery-billing` over a real socket: what it sends, what it reads, what it makes of refusals.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod account;
mod cards;
mod costs;
mod inputs;
mod invoices;
mod replay;
mod stand_in;

use meterforge_runtime::NoRetry;
use qovery_billing::{Client, Result};
use sdk_tests::{Sent, Vendor};

const ORGANIZATION: &str = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const OTHER: &str = "11111111-2222-4333-8444-555555555555";

/// A client of the vendor that sends each call once, with the token of a person.
fn client(vendor: &Vendor) -> Result<Client> {
    Client::builder().base_url(vendor.url()).credential("jwt.s3cret").retry(NoRetry).build()
}

/// A request of this client; `path` is below the organization.
fn line(method: &str, path: &str) -> String {
    format!("{method} /organization/{ORGANIZATION}/{path}")
}

fn sent<'a>(line: &'a str, body: Option<&'a str>) -> Sent<'a> {
    Sent { line, authorization: "Bearer jwt.s3cret", agent: "qovery-billing", body }
}

/// Qovery publishes no body for errors; this is the shape that its framework answers with.
fn refusal(status: u16, message: &str) -> String {
    format!(r#"{{"timestamp":"2026-05-19T08:00:00Z","status":{status},"error":"Error","message":"{message}"}}"#)
}

/// What every operation that only reads can answer.
const READ: [u16; 3] = [401, 403, 404];

/// What every operation with a body can answer.
const WRITE: [u16; 4] = [400, 401, 403, 404];
