//! Qovery's billing in memory: one organization with a plan, a cluster, credit cards and invoices.

mod account;
mod cards;
mod costs;
mod ids;
mod invoices;
mod refusal;
mod state;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Path, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use crate::server::Server;
use refusal::Refusal;
use state::Organization;

/// A Qovery on loopback: the 16 billing operations over one organization.
///
/// It knows the organization [`Qovery::ORGANIZATION`] alone and answers 404 for any other.
#[derive(Debug)]
pub struct Qovery {
    server: Server,
}

impl Qovery {
    /// The secret that this vendor accepts, as `Authorization: Token <secret>` or `Bearer <secret>`.
    pub const API_KEY: &'static str = "stand-in-qovery-token";

    /// The organization that exists.
    pub const ORGANIZATION: &'static str = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    /// The cluster that the organization runs.
    pub const CLUSTER: &'static str = "3f333df6-90a4-4fda-8dd3-9485d27cee36";

    /// Starts to listen, with two invoices and no credit card.
    ///
    /// # Errors
    /// When loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        Ok(Self { server: Server::start(router(Shared::default())).await? })
    }

    /// The base URL to give to a client, without a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }
}

fn router(state: Shared) -> Router {
    let organization = Router::new()
        .route("/billingExternalId", get(account::external_id))
        .route("/billingInfo", get(account::info).put(account::edit_info))
        .route("/billingStatus", get(account::status))
        .route("/billingUsageReport", post(account::usage_report))
        .route("/changePlan", post(account::change_plan))
        .route("/creditCode", post(account::add_credit_code))
        .route("/currentCost", get(costs::organization))
        .route("/cluster/{cluster}/currentCost", get(costs::cluster))
        .route("/creditCard", get(cards::list).post(cards::add))
        .route("/creditCard/{card}", delete(cards::delete))
        .route("/downloadInvoices", post(invoices::download_all))
        .route("/invoice", get(invoices::list))
        .route("/invoice/{invoice}", get(invoices::get))
        .route("/invoice/{invoice}/download", get(invoices::link))
        .layer(from_fn(of_known_organization));
    Router::new()
        .nest("/organization/{organization}", organization)
        .fallback(|| async { Refusal::not_found() })
        .layer(from_fn(with_token))
        .with_state(state)
}

async fn with_token(request: Request, next: Next) -> Response {
    let value = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match value.split_once(' ') {
        Some(("Token" | "Bearer", Qovery::API_KEY)) => next.run(request).await,
        _ => Refusal::unauthorized().into_response(),
    }
}

async fn of_known_organization(Path(ids): Path<Vec<(String, String)>>, request: Request, next: Next) -> Response {
    if ids.iter().any(|(_, id)| !ids::is_uuid(id)) {
        return Refusal::bad_request("an id is not a UUID").into_response();
    }
    match ids.first() {
        Some((_, id)) if id == Qovery::ORGANIZATION => next.run(request).await,
        _ => Refusal::not_found().into_response(),
    }
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Organization>>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Organization> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
