//! Answers the operations on credit cards. Of a number it keeps the last four digits.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Shared;
use super::refusal::{Refusal, body};
use super::state::NOW;

#[derive(Deserialize)]
struct NewCard {
    number: String,
    cvv: String,
    expiry_month: u8,
    expiry_year: u16,
}

pub(super) async fn list(State(state): State<Shared>) -> Json<Value> {
    Json(json!({ "results": state.lock().cards }))
}

pub(super) async fn add(
    State(state): State<Shared>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Map<String, Value>>), Refusal> {
    let card: NewCard = body(&bytes)?;
    let digits = card.number.len();
    if digits < 12 || !card.number.bytes().all(|byte| byte.is_ascii_digit()) || card.cvv.len() < 3 {
        return Err(Refusal::bad_request("this is no card"));
    }
    let mut organization = state.lock();
    let mut fields = Map::new();
    fields.insert("id".to_owned(), organization.next_id().into());
    fields.insert("created_at".to_owned(), NOW.into());
    fields.insert("expiry_month".to_owned(), card.expiry_month.into());
    fields.insert("expiry_year".to_owned(), card.expiry_year.into());
    fields.insert("last_digit".to_owned(), card.number[digits - 4..].into());
    fields.insert("is_expired".to_owned(), false.into());
    fields.insert("brand".to_owned(), if card.number.starts_with('4') { "visa" } else { "mastercard" }.into());
    organization.cards.push(fields.clone());
    Ok((StatusCode::CREATED, Json(fields)))
}

pub(super) async fn delete(
    State(state): State<Shared>,
    Path((_, card)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let cards = &mut state.lock().cards;
    let before = cards.len();
    cards.retain(|fields| fields.get("id").and_then(Value::as_str) != Some(card.as_str()));
    if cards.len() == before { Err(Refusal::not_found()) } else { Ok(StatusCode::NO_CONTENT) }
}
