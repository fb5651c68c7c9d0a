//! Answers the operations on the accounts of a customer.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Shared;
use super::customers::unknown;
use super::page::{Page, Position};
use super::refusal::{Answer, Refusal, body};
use super::state::{Fields, Records, text};

pub(super) async fn list(
    State(state): State<Shared>,
    Path(customer): Path<String>,
    Query(position): Query<Position>,
) -> Answer<Page<Fields>> {
    let records = &state.lock().records;
    records.customer(&customer).ok_or_else(unknown)?;
    position.page(records.accounts.iter().filter(|account| text(account, "customerId") == customer).cloned())
}

pub(super) async fn create(
    State(state): State<Shared>,
    Path(customer): Path<String>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Fields>), Refusal> {
    let request: Fields = body(&bytes)?;
    let records = &mut state.lock().records;
    let account = from_request(records, records.customer(&customer).ok_or_else(unknown)?, request)?;
    records.accounts.push(account.clone());
    Ok((StatusCode::CREATED, Json(account)))
}

/// The account that a request describes, once it is a customer's.
pub(super) fn from_request(records: &Records, customer: &Fields, mut account: Fields) -> Result<Fields, Refusal> {
    for field in ["id", "name"] {
        if text(&account, field).is_empty() {
            return Err(Refusal::bad_request(format!("{field} is required")));
        }
    }
    let id = text(&account, "id");
    if records.account(id).is_some() {
        return Err(Refusal::duplicate(format!("account {id} already exists")));
    }
    // Aliases are asked for as texts and answered as objects.
    if let Some(Value::Array(aliases)) = account.get_mut("aliases") {
        aliases.iter_mut().for_each(|alias| *alias = json!({ "alias": alias.take() }));
    }
    account.remove("accountAliases");
    account.entry("status").or_insert_with(|| "ACTIVE".into());
    account.entry("invoiceCurrency").or_insert_with(|| "USD".into());
    account.insert("togaiAccountId".to_owned(), format!("account.{}", records.accounts.len() + 1).into());
    account.insert("togaiCustomerId".to_owned(), text(customer, "togaiCustomerId").into());
    account.insert("customerId".to_owned(), text(customer, "id").into());
    Ok(account)
}
