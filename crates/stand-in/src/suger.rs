//! Suger in memory: usage goes in, groups, reports, metrics and the metering configuration come out.

mod config;
mod metrics;
mod refusal;
mod reports;
mod state;
mod usage;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use crate::server::{HangUp, Server};
use refusal::Refusal;
use state::Records;

/// A Suger on loopback: the 13 metering operations over one organization's worth of memory per organization id.
///
/// Usage record groups are deduplicated by `id`: a second report of the same id is answered 409. Every group is reported
/// to its cloud partner at once, so each has a usage record report. Errors are JSON strings.
#[derive(Debug)]
pub struct Suger {
    server: Server,
    state: Shared,
}

impl Suger {
    /// The secret that this vendor accepts, as `Authorization: Key <secret>`.
    pub const API_KEY: &'static str = "stand-in-suger-key";

    /// Starts to listen, with no usage and no metrics.
    ///
    /// # Errors
    /// When loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        let state = Shared::default();
        Ok(Self { server: Server::start(router(state.clone())).await?, state })
    }

    /// The base URL to give to a client, without a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Lets the next request take effect but closes the connection in place of its answer.
    pub fn lose_next_answer(&self) {
        self.state.lock().lose_next_answer = true;
    }
}

fn router(state: Shared) -> Router {
    Router::new()
        .route("/org/{org}/entitlement/{entitlement}/usageRecordGroup", post(usage::report))
        .route("/org/{org}/batchCreateUsageRecordGroups", post(usage::report_batch))
        .route("/org/{org}/batchValidateUsageRecordGroups", post(usage::validate_batch))
        .route("/org/{org}/usageRecordGroup", get(usage::list))
        .route("/org/{org}/usageRecordGroup/{group}", delete(usage::delete))
        .route("/org/{org}/usageRecordGroup/{group}/retry", post(usage::retry))
        .route("/org/{org}/usageRecordReport", get(reports::list))
        .route("/org/{org}/billableMetric", get(metrics::list).post(metrics::create))
        .route("/org/{org}/billableMetric/{metric}", get(metrics::get).patch(metrics::update))
        .route("/org/{org}/usageMeteringConfigInfo", get(config::get).patch(config::update))
        .fallback(|| async { Refusal::not_found("no such resource") })
        .layer(from_fn_with_state(state.clone(), answer))
        .with_state(state)
}

/// Refuses a request without the key, and loses the answer of one when asked to.
async fn answer(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let key = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    if key.and_then(|value| value.strip_prefix("Key ")) != Some(Suger::API_KEY) {
        return Refusal::unauthorized("invalid API key").into_response();
    }
    let response = next.run(request).await;
    if std::mem::take(&mut state.lock().lose_next_answer) { HangUp.into_response() } else { response }
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    records: Records,
    lose_next_answer: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
