//! Answers the operations on price plans.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Shared;
use super::page::{Page, Position};
use super::refusal::{Answer, Refusal, body};
use super::state::{NOW, PricePlan};

type Details = BTreeMap<String, Box<RawValue>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewPricePlan {
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    description: Option<String>,
    price_plan_details: Details,
}

#[derive(Deserialize)]
pub(super) struct Options {
    dry_run: Option<bool>,
}

/// A price plan as it is created.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    status: &'static str,
    pricing_schedule: [Version; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    id: &'static str,
    version: u8,
    start_date: &'static str,
    end_date: &'static str,
    is_overriden: bool,
    price_plan_details: Details,
}

/// A price plan as it is listed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    status: &'static str,
    version: u8,
    usage_meters: [String; 0],
    price_plan_details: Details,
    created_at: &'static str,
    updated_at: &'static str,
}

pub(super) async fn list(State(state): State<Shared>, Query(position): Query<Position>) -> Answer<Page<Listed>> {
    position.page(state.lock().records.price_plans.iter().cloned().map(Listed::from))
}

pub(super) async fn create(
    State(state): State<Shared>,
    Query(options): Query<Options>,
    bytes: Bytes,
) -> Answer<Created> {
    let request: NewPricePlan = body(&bytes)?;
    let mut details = request.price_plan_details;
    let currencies = details.get("supportedCurrencies").cloned();
    let currencies = currencies.ok_or_else(|| Refusal::bad_request("supportedCurrencies is required"))?;
    details.insert("activeCurrencies".to_owned(), currencies);
    let plans = &mut state.lock().records.price_plans;
    if plans.iter().any(|plan| plan.name == request.name) {
        return Err(Refusal::duplicate(format!("price plan {} already exists", request.name)));
    }
    let plan = PricePlan {
        id: format!("pp.{}", plans.len() + 1),
        name: request.name,
        kind: request.kind.unwrap_or_else(|| "BILLING".to_owned()),
        description: request.description,
        details,
    };
    if options.dry_run != Some(true) {
        plans.push(plan.clone());
    }
    Ok(Json(plan.into()))
}

impl From<PricePlan> for Created {
    fn from(plan: PricePlan) -> Self {
        let version = Version {
            id: "sch.1",
            version: 1,
            start_date: "1970-01-01T00:00:00Z",
            end_date: "9999-01-01T00:00:00Z",
            is_overriden: false,
            price_plan_details: plan.details,
        };
        Self {
            id: plan.id,
            name: plan.name,
            kind: plan.kind,
            description: plan.description,
            status: "ACTIVE",
            pricing_schedule: [version],
        }
    }
}

impl From<PricePlan> for Listed {
    fn from(plan: PricePlan) -> Self {
        Self {
            id: plan.id,
            name: plan.name,
            kind: plan.kind,
            description: plan.description,
            status: "ACTIVE",
            version: 1,
            usage_meters: [],
            price_plan_details: plan.details,
            created_at: NOW,
            updated_at: NOW,
        }
    }
}
