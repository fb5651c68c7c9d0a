//! Kong's OpenMeter in memory: customers and billing profiles, how the ones are billed by the others, Stripe sessions.

mod billing;
mod customers;
mod fields;
mod filter;
mod page;
mod problem;
mod profiles;
mod state;
mod stripe;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

use crate::server::Server;
use problem::Problem;
use state::Records;

/// A Kong on loopback: the 15 OpenMeter operations.
///
/// Errors are problem details. A deleted customer is gone (410) for whoever writes to it and not found (404) for whoever
/// reads it.
#[derive(Debug)]
pub struct Kong {
    server: Server,
}

impl Kong {
    /// The token that may do everything, as `Authorization: Bearer <token>`.
    pub const API_KEY: &'static str = "stand-in-kong-token";

    /// A token that may only read.
    pub const READER_KEY: &'static str = "stand-in-kong-reader-token";

    /// Starts to listen, with neither customers nor billing profiles.
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
    let openmeter = Router::new()
        .route("/customers", get(customers::list).post(customers::create))
        .route("/customers/{id}", get(customers::get).put(customers::replace).delete(customers::delete))
        .route("/customers/{id}/billing", get(billing::get).put(billing::replace))
        .route("/customers/{id}/billing/app-data", put(billing::replace_app_data))
        .route("/customers/{id}/billing/stripe/checkout-sessions", post(stripe::open_checkout))
        .route("/customers/{id}/billing/stripe/portal-sessions", post(stripe::open_portal))
        .route("/profiles", get(profiles::list).post(profiles::create))
        .route("/profiles/{id}", get(profiles::get).put(profiles::replace).delete(profiles::delete))
        .layer(from_fn(by_ulid));
    Router::new()
        .nest("/v3/openmeter", openmeter)
        .fallback(|| async { Problem::not_found("Not found") })
        .layer(from_fn(with_token))
        .with_state(state)
}

async fn with_token(request: Request, next: Next) -> Response {
    let value = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match value.strip_prefix("Bearer ") {
        Some(Kong::API_KEY) => next.run(request).await,
        Some(Kong::READER_KEY) if request.method() == Method::GET => next.run(request).await,
        Some(Kong::READER_KEY) => Problem::forbidden().into_response(),
        _ => Problem::unauthorized().into_response(),
    }
}

async fn by_ulid(Path(ids): Path<Vec<(String, String)>>, request: Request, next: Next) -> Response {
    match ids.iter().find(|(_, id)| !state::is_ulid(id)) {
        Some((name, _)) => {
            let pattern = problem::standard(name, "path", "matches_regex", "must be a ULID");
            Problem::invalid(vec![pattern]).into_response()
        }
        None => next.run(request).await,
    }
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Records>>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Records> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
