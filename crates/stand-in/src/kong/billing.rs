//! Answers the operations on how a customer is billed.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::Value;

use super::Shared;
use super::fields::{Fields, body};
use super::problem::{Problem, standard};
use super::profiles;

pub(super) async fn get(State(state): State<Shared>, Path(id): Path<String>) -> Result<Json<Fields>, Problem> {
    let records = state.lock();
    records.customer(&id)?;
    Ok(Json(records.billing.get(&id).cloned().unwrap_or_default()))
}

pub(super) async fn replace(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Fields>, Problem> {
    let fields = body(&bytes)?;
    let records = &mut state.lock();
    records.customer_mut(&id)?;
    if let Some(profile) = fields.get("billing_profile").and_then(|profile| profile["id"].as_str()) {
        profiles::find(records, profile).map_err(|_| {
            let field = "billing_profile.id";
            Problem::invalid(vec![standard(field, "body", "missing_reference", "is no billing profile")])
        })?;
    }
    records.billing.insert(id, fields.clone());
    Ok(Json(fields))
}

pub(super) async fn replace_app_data(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Fields>, Problem> {
    let fields = body(&bytes)?;
    let records = &mut state.lock();
    records.customer_mut(&id)?;
    records.billing.entry(id).or_default().insert("app_data".to_owned(), Value::Object(fields.clone()));
    Ok(Json(fields))
}
