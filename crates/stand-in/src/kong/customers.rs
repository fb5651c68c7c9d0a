//! Answers the operations on customers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::Shared;
use super::fields::{Faults, Fields, body};
use super::problem::{Problem, standard};
use super::state::{has, is_deleted};
use super::{filter, page};

pub(super) async fn list(
    State(state): State<Shared>,
    Query(query): Query<page::Query>,
) -> Result<Json<Value>, Problem> {
    let records = &state.lock();
    let conditions = filter::conditions(&query)?;
    let kept = records.customers.iter().filter(|customer| {
        !is_deleted(customer) && conditions.iter().all(|condition| condition.holds(records, customer))
    });
    let mut customers: Vec<&Fields> = kept.collect();
    filter::sort(&query, &mut customers)?;
    page::cut(&query, &customers).map(Json)
}

pub(super) async fn create(State(state): State<Shared>, bytes: Bytes) -> Result<(StatusCode, Json<Fields>), Problem> {
    let fields = body(&bytes)?;
    let records = &mut state.lock();
    let mut faults = faults(&fields);
    faults.required(&fields, &["key"]);
    faults.length(&fields, "key", 1, 256);
    let key = fields.get("key").and_then(Value::as_str).unwrap_or_default();
    if records.customers.iter().any(|other| has(other, "key", key) && !is_deleted(other)) {
        faults.push(standard("key", "body", "invalid", "is taken"));
    }
    faults.finish()?;
    let customer = records.stamped(fields);
    records.customers.push(customer.clone());
    Ok((StatusCode::CREATED, Json(customer)))
}

pub(super) async fn get(State(state): State<Shared>, Path(id): Path<String>) -> Result<Json<Fields>, Problem> {
    state.lock().customer(&id).cloned().map(Json)
}

pub(super) async fn replace(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Fields>, Problem> {
    let mut fields = body(&bytes)?;
    faults(&fields).finish()?;
    let records = &mut state.lock();
    let now = records.now();
    let customer = records.customer_mut(&id)?;
    for kept in ["id", "key", "created_at"] {
        fields.insert(kept.to_owned(), customer.get(kept).cloned().unwrap_or_default());
    }
    fields.insert("updated_at".to_owned(), now);
    *customer = fields;
    Ok(Json(customer.clone()))
}

pub(super) async fn delete(State(state): State<Shared>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let records = &mut state.lock();
    records.customer(&id)?;
    let now = records.now();
    records.customer_mut(&id)?.insert("deleted_at".to_owned(), now);
    Ok(StatusCode::NO_CONTENT)
}

fn faults(fields: &Fields) -> Faults {
    let mut faults = Faults::default();
    faults.required(fields, &["name"]);
    faults.length(fields, "name", 1, 256);
    faults.length(fields, "description", 0, 1024);
    faults.length(fields, "currency", 3, 3);
    faults
}
