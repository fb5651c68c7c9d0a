//! Answers what concerns the organization as a whole: billing address, status, plan, credit, usage report.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::refusal::{Refusal, body};
use super::state::NOW;
use super::{Qovery, Shared};

const BILLING_INFO_REQUIRES: [&str; 7] = ["first_name", "last_name", "email", "address", "zip", "country_code", "city"];

pub(super) async fn external_id() -> Json<Value> {
    Json(json!({ "id": format!("billing-{}", Qovery::ORGANIZATION) }))
}

pub(super) async fn info(State(state): State<Shared>) -> Json<Map<String, Value>> {
    Json(state.lock().billing_info.clone())
}

pub(super) async fn edit_info(State(state): State<Shared>, bytes: Bytes) -> Result<Json<Map<String, Value>>, Refusal> {
    let info: Map<String, Value> = body(&bytes)?;
    if let Some(missing) = BILLING_INFO_REQUIRES.iter().find(|field| !info.contains_key(**field)) {
        return Err(Refusal::bad_request(format!("{missing} is required")));
    }
    state.lock().billing_info = info.clone();
    Ok(Json(info))
}

pub(super) async fn status(State(state): State<Shared>) -> Json<Value> {
    let unpaid = state.lock().invoices.iter().filter(|invoice| invoice.status != "PAID").count();
    Json(json!({ "is_valid": unpaid == 0, "message": format!("{unpaid} unpaid") }))
}

pub(super) async fn usage_report(bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let period: Map<String, Value> = body(&bytes)?;
    if !["from", "to", "report_expiration_in_seconds"].iter().all(|field| period.contains_key(*field)) {
        return Err(Refusal::bad_request("from, to and report_expiration_in_seconds are required"));
    }
    let url = format!("https://reports.qovery.test/{}", Qovery::ORGANIZATION);
    Ok(Json(json!({ "report_url": url, "delete_report_url": format!("{url}/delete") })))
}

pub(super) async fn change_plan(State(state): State<Shared>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let plan = text_of(&bytes, "plan")?;
    state.lock().plan.clone_from(&plan);
    Ok(Json(json!({
        "id": Qovery::ORGANIZATION,
        "created_at": NOW,
        "name": "stand-in",
        "plan": plan,
        "organization_plan": { "plan": plan, "audit_logs_retention_in_days": 30 },
    })))
}

pub(super) async fn add_credit_code(State(state): State<Shared>, bytes: Bytes) -> Result<StatusCode, Refusal> {
    let code = text_of(&bytes, "code")?;
    let credit_codes = &mut state.lock().credit_codes;
    if credit_codes.contains(&code) {
        return Err(Refusal::bad_request("this credit code is already used"));
    }
    credit_codes.push(code);
    Ok(StatusCode::OK)
}

fn text_of(bytes: &[u8], field: &str) -> Result<String, Refusal> {
    let fields: Map<String, Value> = body(bytes)?;
    let text = fields.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| Refusal::bad_request(format!("{field} is required")))
}
