//! Answers the operations on invoices.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::Shared;
use super::refusal::Refusal;
use super::state::{Invoice, cost};

type Fields = Map<String, Value>;

pub(super) async fn list(State(state): State<Shared>) -> Json<Value> {
    let invoices: Vec<Fields> = state.lock().invoices.iter().map(fields).collect();
    Json(json!({ "results": invoices }))
}

pub(super) async fn get(
    State(state): State<Shared>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Fields>, Refusal> {
    find(&state, &id).map(|invoice| Json(fields(&invoice)))
}

pub(super) async fn link(
    State(state): State<Shared>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    find(&state, &id).map(|invoice| Json(json!({ "url": format!("https://invoices.qovery.test/{}.pdf", invoice.id) })))
}

pub(super) async fn download_all() -> StatusCode {
    StatusCode::ACCEPTED
}

fn find(state: &Shared, id: &str) -> Result<Invoice, Refusal> {
    state.lock().invoices.iter().find(|invoice| invoice.id == id).cloned().ok_or_else(Refusal::not_found)
}

fn fields(invoice: &Invoice) -> Fields {
    let mut fields = cost(invoice.cents);
    fields.insert("id".to_owned(), invoice.id.clone().into());
    fields.insert("created_at".to_owned(), invoice.created_at.into());
    fields.insert("status".to_owned(), invoice.status.into());
    fields
}
