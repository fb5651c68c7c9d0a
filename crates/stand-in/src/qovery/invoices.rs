//! Answers the operations on invoices.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use super::Shared;
use super::refusal::Refusal;
use super::state::{Cost, Invoice};

/// An invoice on the wire: what is stored, and its amount in the three spellings.
#[derive(Serialize)]
pub(super) struct Body {
    id: String,
    created_at: &'static str,
    status: &'static str,
    #[serde(flatten)]
    cost: Cost,
}

#[derive(Serialize)]
pub(super) struct List {
    results: Vec<Body>,
}

pub(super) async fn list(State(state): State<Shared>) -> Json<List> {
    Json(List { results: state.lock().invoices.iter().map(body).collect() })
}

pub(super) async fn get(
    State(state): State<Shared>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Body>, Refusal> {
    find(&state, &id).map(|invoice| Json(body(&invoice)))
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

fn body(invoice: &Invoice) -> Body {
    Body {
        id: invoice.id.clone(),
        created_at: invoice.created_at,
        status: invoice.status,
        cost: Cost::of(invoice.cents),
    }
}
