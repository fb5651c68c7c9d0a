//! Answers the operations that open a session at Stripe.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Shared;
use super::fields::{Faults, Fields, body};
use super::problem::{Problem, choice, dependent, standard};
use super::state::Records;

/// The moment at which every session is opened.
const NOW: &str = "2026-05-19T08:00:00Z";

pub(super) async fn open_checkout(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let options = options(&bytes)?;
    let records = &mut state.lock();
    let email = records.customer_mut(&id)?.get("primary_email").cloned();
    let text = |field: &str| options.get(field).and_then(Value::as_str);
    let mode = text("ui_mode").unwrap_or("hosted");
    let mut faults = Faults::default();
    if !["embedded", "hosted"].contains(&mode) {
        faults.push(choice("stripe_options.ui_mode", "body", &["embedded", "hosted"]));
    }
    if mode == "embedded" && text("return_url").is_none() {
        faults.push(dependent("stripe_options.ui_mode", &["stripe_options.return_url"]));
    }
    faults.finish()?;
    let mut session = json!({
        "customer_id": id,
        "stripe_customer_id": stripe_customer(records, &id).unwrap_or_else(|| "cus_stand_in".to_owned()),
        "session_id": "cs_stand_in",
        "setup_intent_id": "seti_stand_in",
        "created_at": NOW,
        "status": "open",
        "mode": "setup",
    });
    if mode == "embedded" {
        session["client_secret"] = "cs_stand_in_secret".into();
    } else {
        session["url"] = "https://checkout.stripe.example/c/pay/cs_stand_in".into();
    }
    if let Some(email) = email {
        session["customer_email"] = email;
    }
    for repeated in ["client_reference_id", "currency", "metadata", "cancel_url", "success_url", "return_url"] {
        if let Some(value) = options.get(repeated) {
            session[repeated] = value.clone();
        }
    }
    Ok((StatusCode::CREATED, Json(session)))
}

pub(super) async fn open_portal(
    State(state): State<Shared>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let options = options(&bytes)?;
    let records = &mut state.lock();
    records.customer_mut(&id)?;
    let Some(stripe_customer) = stripe_customer(records, &id) else {
        let unknown = standard("customerId", "path", "missing_reference", "is not known to Stripe");
        return Err(Problem::invalid(vec![unknown]));
    };
    let text = |field: &str, default: &str| options.get(field).and_then(Value::as_str).unwrap_or(default).to_owned();
    let session = json!({
        "id": "bps_stand_in",
        "stripe_customer_id": stripe_customer,
        "configuration_id": text("configuration_id", "bpc_stand_in"),
        "livemode": false,
        "created_at": NOW,
        "return_url": text("return_url", ""),
        "locale": text("locale", "auto"),
        "url": "https://billing.stripe.example/p/session/bps_stand_in",
    });
    Ok((StatusCode::CREATED, Json(session)))
}

fn options(bytes: &[u8]) -> Result<Fields, Problem> {
    let mut fields = body(bytes)?;
    let mut faults = Faults::default();
    faults.required(&fields, &["stripe_options"]);
    faults.finish()?;
    match fields.remove("stripe_options") {
        Some(Value::Object(options)) => Ok(options),
        _ => Err(Problem::invalid(vec![standard("stripe_options", "body", "is_object", "must be an object")])),
    }
}

/// Who the customer is at Stripe, once its app data say so.
fn stripe_customer(records: &Records, id: &str) -> Option<String> {
    let id = records.billing.get(id)?.get("app_data")?.get("stripe")?.get("customer_id")?;
    id.as_str().map(str::to_owned)
}
