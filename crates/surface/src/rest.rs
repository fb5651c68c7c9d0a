//! Serves the routes of a REST adapter.
//!
//! A request is matched, its inputs are found where the capability says and checked against the schemas of the published
//! document, and only then the vendor is called. What the vendor answers is relayed; what we refuse ourselves is told as
//! problem details (RFC 9457).

mod answer;
mod body;
mod document;
mod failure;
mod front_page;
mod problem;
mod query;
mod request;
mod routes;
mod text;

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::capability::{Exposed, Rest};
use crate::policy::Policy;
use routes::{Found, Routes};

pub use problem::{Problem, method_not_allowed};
pub use routes::Matched;

/// How an adapter is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is served of it.
    pub policy: Policy,
    /// The path that the adapter stands below, such as `/acme-rest`; empty where it stands alone.
    pub prefix: String,
    /// The largest request body, in bytes.
    pub max_body_bytes: usize,
    /// Whether callers must bring a bearer token, for the document to say so.
    pub asks_for_token: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { policy: Policy::new(), prefix: String::new(), max_body_bytes: 1024 * 1024, asks_for_token: false }
    }
}

/// An adapter that cannot be served: a fault of the generated crate.
#[derive(Debug)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

impl StartError {
    fn new(adapter: &Rest, problem: impl fmt::Display) -> Self {
        Self(format!("{}: {problem}", adapter.namespace))
    }
}

/// The service of one adapter: its routes, its document at `/openapi.json`, a readable page at `/`.
///
/// # Errors
/// When the adapter's document is not what its routes say.
pub fn router(exposed: &Exposed, adapter: &Rest, options: &Options) -> Result<Router, StartError> {
    let document = document::parse(adapter)?;
    let routes = Arc::new(Routes::new(exposed, adapter, &document, options)?);
    let served = document::served(document, &routes, options);
    let page = front_page::html(exposed.info().label, &served, &options.prefix);
    let document = Bytes::from(served.to_string());
    let serve = move |request: Request| serve(routes.clone(), request);
    Ok(Router::new()
        .route("/openapi.json", get(async move || ([(CONTENT_TYPE, "application/json")], document)))
        .route("/", get(async move || (front_page::HEADERS, page)))
        .method_not_allowed_fallback(async || problem::method_not_allowed(&["GET", "HEAD"]))
        .fallback(serve))
}

/// Answers one request.
async fn serve(routes: Arc<Routes>, request: Request) -> Response {
    let (route, params) = match routes.find(request.method(), request.uri().path()) {
        Found::Route(route, params) => (route, params),
        Found::OtherMethods(allowed) => return problem::method_not_allowed(&allowed),
        Found::Nothing => return Problem::new(http::StatusCode::NOT_FOUND, "there is no such route").into(),
    };
    routes.serve(route, params, request).await
}
