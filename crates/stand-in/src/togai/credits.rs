//! Answers the operations on credits.

use std::collections::BTreeSet;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::page::{Page, Position};
use super::refusal::{Answer, Refusal, body};
use super::state::{Credit, CreditRequest, NOW, Records, text};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Grant {
    credit_requests: Vec<CreditRequest>,
}

#[derive(Deserialize)]
pub(super) struct Filter {
    account_id: Option<String>,
    status: Option<String>,
    id: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Granted {
    credits: Vec<Credit>,
}

pub(super) async fn list(
    State(state): State<Shared>,
    Query(filter): Query<Filter>,
    Query(position): Query<Position>,
) -> Answer<Page<Credit>> {
    let wants = |wanted: &Option<String>, value: &str| wanted.as_deref().is_none_or(|wanted| wanted == value);
    let memory = state.lock();
    let kept = memory.records.credits.iter().filter(|credit| {
        wants(&filter.account_id, &credit.request.account_id)
            && wants(&filter.status, credit.status)
            && wants(&filter.id, &credit.id)
    });
    position.page(kept.cloned())
}

/// Grants all of the credits or none.
pub(super) async fn grant(State(state): State<Shared>, bytes: Bytes) -> Answer<Granted> {
    let grant: Grant = body(&bytes)?;
    let records = &mut state.lock().records;
    let mut keys = BTreeSet::new();
    for key in grant.credit_requests.iter().filter_map(|request| request.idempotency_key.clone()) {
        if records.idempotency_keys.contains(&key) || !keys.insert(key.clone()) {
            return Err(Refusal::duplicate(format!("idempotencyKey {key} was used before")));
        }
    }
    let first = records.credits.len() + 1;
    let credits = grant.credit_requests.into_iter().enumerate();
    let credits: Vec<Credit> =
        credits.map(|(index, request)| credit(records, first + index, request)).collect::<Result<_, _>>()?;
    records.idempotency_keys.extend(keys);
    records.credits.extend_from_slice(&credits);
    Ok(Json(Granted { credits }))
}

fn credit(records: &Records, number: usize, request: CreditRequest) -> Result<Credit, Refusal> {
    let account = records.account(&request.account_id);
    let account = account.ok_or_else(|| Refusal::bad_request(format!("no account {}", request.account_id)))?;
    let customer_id = text(account, "customerId").to_owned();
    Ok(Credit {
        id: format!("creds.{number}"),
        customer_id,
        status: "ACTIVE",
        credit_unit: "USD",
        created_at: NOW,
        request,
    })
}
