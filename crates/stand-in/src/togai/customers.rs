//! Answers the operations on customers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::Shared;
use super::accounts;
use super::page::{Page, Position};
use super::refusal::{Answer, Refusal, body};
use super::state::{Fields, NOW, text};

pub(super) async fn list(State(state): State<Shared>, Query(position): Query<Position>) -> Answer<Page<Fields>> {
    position.page(state.lock().records.customers.clone())
}

pub(super) async fn get(State(state): State<Shared>, Path(id): Path<String>) -> Answer<Fields> {
    let memory = state.lock();
    memory.records.customer(&id).cloned().map(Json).ok_or_else(unknown)
}

pub(super) fn unknown() -> Refusal {
    Refusal::not_found("customer not found")
}

pub(super) async fn create(State(state): State<Shared>, bytes: Bytes) -> Result<(StatusCode, Json<Fields>), Refusal> {
    let mut answer: Fields = body(&bytes)?;
    for field in ["id", "name", "primaryEmail"] {
        if text(&answer, field).is_empty() {
            return Err(Refusal::bad_request(format!("{field} is required")));
        }
    }
    let Some(Value::Object(address)) = answer.get("address") else {
        return Err(Refusal::bad_request("address is required"));
    };
    let printed: Vec<&str> = ["line1", "city", "country"].iter().map(|line| text(address, line)).collect();
    let printed = printed.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");

    let id = text(&answer, "id").to_owned();
    let records = &mut state.lock().records;
    if records.customer(&id).is_some() {
        return Err(Refusal::duplicate(format!("customer {id} already exists")));
    }
    let togai_id = format!("customer.{}", records.customers.len() + 1);
    answer.insert("togaiCustomerId".to_owned(), togai_id.into());
    answer.insert("billingAddress".to_owned(), printed.into());
    let mut customer = answer.clone();
    customer.retain(|field, _| field != "account" && field != "settings");
    for (field, value) in [("status", "ACTIVE"), ("createdAt", NOW), ("updatedAt", NOW)] {
        customer.insert(field.to_owned(), value.into());
    }
    if let Some(Value::Object(account)) = answer.get("account") {
        let account = accounts::from_request(records, &customer, account.clone())?;
        records.accounts.push(account.clone());
        answer.insert("account".to_owned(), account.into());
    }
    records.customers.push(customer);
    Ok((StatusCode::CREATED, Json(answer)))
}
