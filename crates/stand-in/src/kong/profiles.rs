//! Answers the operations on billing profiles.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::Shared;
use super::fields::{Faults, Fields, body};
use super::page;
use super::problem::{Problem, standard};
use super::state::{Records, has};

pub(super) async fn list(
    State(state): State<Shared>,
    Query(query): Query<page::Query>,
) -> Result<Json<Value>, Problem> {
    let records = state.lock();
    let profiles: Vec<&Fields> = records.profiles.iter().collect();
    page::cut(&query, &profiles).map(Json)
}

pub(super) async fn create(State(state): State<Shared>, bytes: Bytes) -> Result<(StatusCode, Json<Fields>), Problem> {
    let fields = body(&bytes)?;
    let mut faults = faults(&fields);
    faults.required(&fields, &["apps"]);
    faults.finish()?;
    let records = &mut state.lock();
    let profile = records.stamped(fields);
    yield_default(records, &profile);
    records.profiles.push(profile.clone());
    Ok((StatusCode::CREATED, Json(profile)))
}

pub(super) async fn get(State(state): State<Shared>, Path(id): Path<String>) -> Result<Json<Fields>, Problem> {
    let records = state.lock();
    find(&records, &id).map(|index| Json(records.profiles[index].clone()))
}

pub(super) async fn replace(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Fields>, Problem> {
    let mut fields = body(&bytes)?;
    faults(&fields).finish()?;
    let records = &mut state.lock();
    let index = find(records, &id)?;
    for kept in ["id", "apps", "created_at"] {
        fields.insert(kept.to_owned(), records.profiles[index].get(kept).cloned().unwrap_or_default());
    }
    let now = records.now();
    fields.insert("updated_at".to_owned(), now);
    yield_default(records, &fields);
    records.profiles[index] = fields.clone();
    Ok(Json(fields))
}

pub(super) async fn delete(State(state): State<Shared>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let records = &mut state.lock();
    let index = find(records, &id)?;
    let is_pinned = records
        .billing
        .values()
        .any(|billing| billing.get("billing_profile").is_some_and(|profile| profile["id"].as_str() == Some(&id)));
    if is_default(&records.profiles[index]) || is_pinned {
        let in_use = standard("id", "path", "invalid", "is the default profile or pinned to a customer");
        return Err(Problem::invalid(vec![in_use]));
    }
    records.profiles.remove(index);
    Ok(StatusCode::NO_CONTENT)
}

/// The place of a profile.
pub(super) fn find(records: &Records, id: &str) -> Result<usize, Problem> {
    let place = records.profiles.iter().position(|profile| has(profile, "id", id));
    place.ok_or_else(|| Problem::not_found("Billing profile not found"))
}

/// There is one default: a new one takes it from the others.
fn yield_default(records: &mut Records, new: &Fields) {
    if is_default(new) {
        for other in &mut records.profiles {
            other.insert("default".to_owned(), false.into());
        }
    }
}

fn is_default(profile: &Fields) -> bool {
    profile.get("default") == Some(&Value::Bool(true))
}

fn faults(fields: &Fields) -> Faults {
    let mut faults = Faults::default();
    faults.required(fields, &["name", "supplier", "workflow", "default"]);
    faults.length(fields, "name", 1, 256);
    faults
}
