//! Answers the list of invoices: one draft for each account that has events.

use axum::extract::{Query, State};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Shared;
use super::page::{Page, Position};
use super::refusal::Answer;
use super::state::{NOW, text};

/// What an event costs.
const CENTS_PER_EVENT: u32 = 25;

/// [`NOW`], at which every invoice starts, in milliseconds since 1970.
const NOW_IN_MILLISECONDS: i64 = 1_779_177_600_000;

#[derive(Deserialize)]
pub(super) struct Filter {
    owner_id: Option<String>,
    customer_id: Option<String>,
    status: Option<String>,
    start_time: Option<i64>,
    end_time: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invoice {
    id: String,
    customer_id: String,
    owner_id: String,
    status: &'static str,
    invoice_class: &'static str,
    invoice_type: &'static str,
    invoice_date: &'static str,
    updated_at: &'static str,
    total_amount: Dollars,
    paid_amount: Dollars,
    net_term_days: u8,
}

/// Cents that are written as dollars with two decimal places, `12.50`.
struct Dollars(u32);

impl Serialize for Dollars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Raw text, because a double would be written without the last zero.
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
    }
}

pub(super) async fn list(
    State(state): State<Shared>,
    Query(filter): Query<Filter>,
    Query(position): Query<Position>,
) -> Answer<Page<Invoice>> {
    let records = &state.lock().records;
    let invoices = records.events.iter().map(|(account, events)| Invoice {
        id: format!("inv.{account}"),
        customer_id: records.account(account).map(|account| text(account, "customerId")).unwrap_or_default().to_owned(),
        owner_id: account.clone(),
        status: "DRAFT",
        invoice_class: "INVOICE",
        invoice_type: "STANDARD",
        invoice_date: NOW,
        updated_at: NOW,
        total_amount: Dollars(events * CENTS_PER_EVENT),
        paid_amount: Dollars(0),
        net_term_days: 30,
    });
    position.page(invoices.filter(|invoice| filter.keeps(invoice)))
}

impl Filter {
    fn keeps(&self, invoice: &Invoice) -> bool {
        let wants = |wanted: &Option<String>, value: &str| wanted.as_deref().is_none_or(|wanted| wanted == value);
        wants(&self.owner_id, &invoice.owner_id)
            && wants(&self.customer_id, &invoice.customer_id)
            && wants(&self.status, invoice.status)
            && self.start_time.is_none_or(|start| start <= NOW_IN_MILLISECONDS)
            && self.end_time.is_none_or(|end| NOW_IN_MILLISECONDS <= end)
    }
}
