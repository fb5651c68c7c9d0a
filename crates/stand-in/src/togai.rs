//! Togai in memory: customers, accounts and events go in, usage meters, invoices and credits come out.

mod accounts;
mod credits;
mod customers;
mod events;
mod invoices;
mod page;
mod price_plans;
mod refusal;
mod state;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::server::{HangUp, Server};
use refusal::Refusal;
use state::Records;

/// A Togai on loopback: the 12 billing operations.
///
/// Events are deduplicated by `id`, granted credits by `idempotencyKey`. Togai does not publish what it answers to one
/// that it has; here a batch with such an event is answered 207, and such a grant 409. Every account that has events
/// has one invoice, a draft, of a quarter of a dollar for each.
#[derive(Debug)]
pub struct Togai {
    server: Server,
    state: Shared,
}

impl Togai {
    /// The secret that this vendor accepts, as `Authorization: Bearer <secret>`.
    pub const API_TOKEN: &'static str = "stand-in-togai-token";

    /// Starts to listen, with no customers.
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
        .route("/customers", get(customers::list).post(customers::create))
        .route("/customers/{customer}", get(customers::get))
        .route("/customers/{customer}/accounts", get(accounts::list).post(accounts::create))
        .route("/ingestBatch", post(events::ingest))
        .route("/event_schema/{schema}/usage_meters", get(events::meters))
        .route("/price_plans", get(price_plans::list).post(price_plans::create))
        .route("/invoices", get(invoices::list))
        .route("/credits", get(credits::list).post(credits::grant))
        .fallback(|| async { Refusal::not_found("no such resource") })
        .layer(from_fn_with_state(state.clone(), answer))
        .with_state(state)
}

/// Refuses a request without the token, and loses the answer of one when asked to.
async fn answer(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let token = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    if token.and_then(|value| value.strip_prefix("Bearer ")) != Some(Togai::API_TOKEN) {
        return Refusal::unauthorized("invalid token").into_response();
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
