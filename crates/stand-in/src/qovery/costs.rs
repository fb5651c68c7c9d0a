//! Answers what the organization and its cluster cost.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;

use super::refusal::Refusal;
use super::state::{Amount, Cost};
use super::{Qovery, Shared};

#[derive(Serialize)]
pub(super) struct CurrentCost {
    plan: String,
    remaining_trial_day: u32,
    renewal_at: &'static str,
    cost: Cost,
}

pub(super) async fn organization(State(state): State<Shared>) -> Json<CurrentCost> {
    let organization = state.lock();
    Json(CurrentCost {
        plan: organization.plan.clone(),
        remaining_trial_day: 0,
        renewal_at: "2026-06-01T00:00:00.000Z",
        cost: Cost::of(organization.invoices.iter().map(|invoice| invoice.cents).sum()),
    })
}

#[derive(Serialize)]
pub(super) struct CostRange {
    min_cost_in_cents: i64,
    min_cost: Amount,
    max_cost_in_cents: i64,
    max_cost: Amount,
    currency_code: &'static str,
}

pub(super) async fn cluster(Path((_, cluster)): Path<(String, String)>) -> Result<Json<CostRange>, Refusal> {
    if cluster != Qovery::CLUSTER {
        return Err(Refusal::not_found());
    }
    let (min, max) = (15_000, 30_000);
    Ok(Json(CostRange {
        min_cost_in_cents: min,
        min_cost: Amount(min),
        max_cost_in_cents: max,
        max_cost: Amount(max),
        currency_code: "USD",
    }))
}
