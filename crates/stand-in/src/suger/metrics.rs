//! Answers the operations on billable metrics.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Shared;
use super::refusal::{Answer, Refusal, body};
use super::state::{Metric, NOW, Records};

type Fields = Map<String, Value>;

#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    status: Option<String>,
}

pub(super) async fn list(
    State(state): State<Shared>,
    Path(org): Path<String>,
    Query(filter): Query<Filter>,
) -> Json<Vec<Fields>> {
    let memory = state.lock();
    let metrics = memory.records.metrics.iter().filter(|metric| metric.organization_id == org);
    let kept = metrics.filter(|metric| filter.status.as_deref().is_none_or(|status| metric.has("status", status)));
    Json(kept.map(|metric| metric.fields.clone()).collect())
}

pub(super) async fn create(State(state): State<Shared>, Path(org): Path<String>, bytes: Bytes) -> Answer<Fields> {
    let mut fields: Fields = body(&bytes)?;
    if fields.get("name").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(Refusal::bad_request("name is required"));
    }
    let records = &mut state.lock().records;
    fields.entry("id").or_insert_with(|| format!("metric-{}", records.metrics.len() + 1).into());
    fields.entry("status").or_insert_with(|| "ACTIVE".into());
    fields.insert("organizationId".to_owned(), org.clone().into());
    fields.insert("creationTime".to_owned(), NOW.into());
    fields.insert("lastUpdateTime".to_owned(), NOW.into());
    records.metrics.push(Metric { organization_id: org, fields: fields.clone() });
    Ok(Json(fields))
}

pub(super) async fn get(State(state): State<Shared>, Path((org, id)): Path<(String, String)>) -> Answer<Fields> {
    find(&mut state.lock().records, &org, &id).map(|metric| Json(metric.fields.clone()))
}

pub(super) async fn update(
    State(state): State<Shared>,
    Path((org, id)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer<Fields> {
    let changes: Fields = body(&bytes)?;
    let records = &mut state.lock().records;
    let metric = find(records, &org, &id)?;
    let may_change = |field: &str| ["name", "description", "status"].contains(&field);
    metric.fields.extend(changes.into_iter().filter(|(field, _)| may_change(field)));
    Ok(Json(metric.fields.clone()))
}

fn find<'a>(records: &'a mut Records, org: &str, id: &str) -> Result<&'a mut Metric, Refusal> {
    let mut metrics = records.metrics.iter_mut();
    metrics
        .find(|metric| metric.organization_id == org && metric.has("id", id))
        .ok_or_else(|| Refusal::not_found("billable metric not found"))
}
