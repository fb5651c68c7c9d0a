//! Takes in events, and lists the usage meters that count them.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Shared;
use super::page::{Page, Position};
use super::refusal::{Answer, Refusal, body};
use super::state::{Records, text};

#[derive(Deserialize)]
struct Batch {
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    schema_name: String,
    id: Option<String>,
    #[serde(rename = "timestamp")]
    _timestamp: String,
    account_id: String,
    attributes: Vec<Attribute>,
    #[serde(rename = "dimensions")]
    _dimensions: Map<String, Value>,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    value: String,
}

/// What became of a batch.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Why an event was refused, by its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<String, String>,
}

pub(super) async fn ingest(State(state): State<Shared>, bytes: Bytes) -> Result<(StatusCode, Json<Outcome>), Refusal> {
    let batch: Batch = body(&bytes)?;
    let count = batch.events.len();
    if !(1..=500).contains(&count) {
        return Err(Refusal::bad_request("a batch has 1 to 500 events"));
    }
    let records = &mut state.lock().records;
    let mut details = BTreeMap::new();
    for (index, event) in batch.events.into_iter().enumerate() {
        let name = event.id.clone().unwrap_or_else(|| format!("#{index}"));
        if let Err(reason) = accept(records, event) {
            details.insert(name, reason);
        }
    }
    Ok(if details.is_empty() {
        (StatusCode::ACCEPTED, Json(Outcome { success: true, status_code: None, message: None, details }))
    } else {
        let message = Some(format!("{} of {count} events were refused", details.len()));
        (StatusCode::MULTI_STATUS, Json(Outcome { success: false, status_code: Some(207), message, details }))
    })
}

fn accept(records: &mut Records, event: Event) -> Result<(), String> {
    let account = records.account(&event.account_id).ok_or_else(|| format!("no account {}", event.account_id))?;
    let account = text(account, "id").to_owned();
    if let Some(attribute) = event.attributes.iter().find(|attribute| !is_decimal(&attribute.value)) {
        return Err(format!("the value of {} is no decimal number", attribute.name));
    }
    if event.id.is_some_and(|id| !records.event_ids.insert(id)) {
        return Err("an event with this id was ingested before".to_owned());
    }
    records.schemas.insert(event.schema_name);
    *records.events.entry(account).or_default() += 1;
    Ok(())
}

/// A sign, up to 512 digits, and a fraction if there is a point.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number(whole) && whole.len() <= 512 && is_number(fraction)
}

/// Every schema that has had events has one meter, which counts them.
pub(super) async fn meters(
    State(state): State<Shared>,
    Path(schema): Path<String>,
    Query(position): Query<Position>,
) -> Answer<Page<Value>> {
    let records = &state.lock().records;
    if !records.schemas.contains(&schema) {
        return Err(Refusal::not_found("event schema not found"));
    }
    let meter = json!({
        "id": format!("um.{}", records.schemas.iter().position(|known| *known == schema).unwrap_or_default() + 1),
        "name": schema,
        "displayName": schema,
        "type": "COUNTER",
        "aggregation": "COUNT",
        "status": "ACTIVE",
        "computations": [{ "order": 1, "computation": "1" }],
    });
    position.page([meter])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_decimal_number_of_any_length_up_to_512_digits() {
        for (text, expected) in [
            ("0", true),
            ("-10.50", true),
            ("9".repeat(512).as_str(), true),
            ("9".repeat(513).as_str(), false),
            ("", false),
            ("-", false),
            (".5", false),
            ("5.", false),
            ("1e3", false),
            ("+1", false),
        ] {
            assert_eq!(is_decimal(text), expected, "{text}");
        }
    }
}
