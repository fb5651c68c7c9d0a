//! Drives `togai-billing` over a real socket: what it sends, what it reads, what it makes of refusals.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod accounts;
mod credits;
mod customers;
mod dedup;
mod events;
mod examples;
mod exposed;
mod inputs;
mod invoices;
mod lost_answers;
mod meters;
mod paging;
mod partial;
mod price_plans;
mod stand_in;
mod values;

use std::time::Duration;

use sdk_tests::{Sent, Vendor};
use togai_billing::model::{Attribute, Event, EventRequired};
use togai_billing::{Backoff, Client, Decimal, NoRetry, Result, StandardRetry};

/// The refusals that Togai documents for most operations; the last two stand for its `default`.
const STATUSES: [u16; 7] = [400, 401, 403, 404, 429, 409, 500];

/// A client of the vendor that sends each call once.
fn client(vendor: &Vendor) -> Result<Client> {
    Client::builder().base_url(vendor.url()).credential("s3cret").retry(NoRetry).build()
}

/// A client that retries, with hardly a wait between attempts.
fn retrying(vendor: &Vendor) -> Result<Client> {
    let moment = Duration::from_millis(1);
    let retry = StandardRetry::new().with_backoff(Backoff::new(moment, moment));
    Client::builder().base_url(vendor.url()).credential("s3cret").retry(retry).build()
}

/// A request of these clients.
fn sent<'a>(line: &'a str, body: Option<&'a str>) -> Sent<'a> {
    Sent { line, authorization: "Bearer s3cret", agent: "togai-billing", body }
}

/// How Togai writes an error.
fn refusal(_status: u16, message: &str) -> String {
    format!(r#"{{"message":"{message}"}}"#)
}

/// 10.50 miles on an account.
fn ride(account: &str) -> Event {
    Event::new(EventRequired {
        schema_name: "ride".to_owned(),
        timestamp: "2022-06-15T07:30:35.123".parse().unwrap(),
        account_id: account.into(),
        attributes: vec![Attribute::new("distance", Decimal::new(1050, 2)).unit("Miles")],
        dimensions: [("city".to_owned(), "München".to_owned())].into(),
    })
}
