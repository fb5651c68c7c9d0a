//! Answers what the organization and its cluster cost.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::refusal::Refusal;
use super::state::{amount, cost};
use super::{Qovery, Shared};

pub(super) async fn organization(State(state): State<Shared>) -> Json<Value> {
    let organization = state.lock();
    Json(json!({
        "plan": organization.plan,
        "remaining_trial_day": 0,
        "renewal_at": "2026-06-01T00:00:00.000Z",
        "cost": cost(organization.invoices.iter().map(|invoice| invoice.cents).sum()),
    }))
}

pub(super) async fn cluster(Path((_, cluster)): Path<(String, String)>) -> Result<Json<Value>, Refusal> {
    if cluster != Qovery::CLUSTER {
        return Err(Refusal::not_found());
    }
    let (min, max) = (15_000, 30_000);
    Ok(Json(json!({
        "min_cost_in_cents": min,
        "min_cost": amount(min),
        "max_cost_in_cents": max,
        "max_cost": amount(max),
        "currency_code": "USD",
    })))
}
