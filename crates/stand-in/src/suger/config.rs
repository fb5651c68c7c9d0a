//! Answers the operations on the usage metering configuration, one per organization.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Map, Value};

use super::Shared;
use super::refusal::{Answer, body};

pub(super) async fn get(State(state): State<Shared>, Path(org): Path<String>) -> Json<Map<String, Value>> {
    Json(state.lock().records.configs.get(&org).cloned().unwrap_or_default())
}

pub(super) async fn update(
    State(state): State<Shared>,
    Path(org): Path<String>,
    bytes: Bytes,
) -> Answer<Map<String, Value>> {
    let changes: Map<String, Value> = body(&bytes)?;
    let records = &mut state.lock().records;
    let config = records.configs.entry(org).or_default();
    config.extend(changes);
    Ok(Json(config.clone()))
}
