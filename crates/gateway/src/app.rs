//! Puts the adapters of one listener, our own pages and everything that stands before them together.

use std::future::ready;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LINK, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use meterforge_surface::codegen_v1::{Mcp, Rest};
use meterforge_surface::rest::{Problem, method_not_allowed};
use meterforge_surface::{Exposed, Policy, mcp, rest};
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::error::StartError;
use crate::front::Front;
use crate::front_page::{self, Entry};
use crate::guard::Guard;
use crate::health;
use crate::metrics::{self, Metrics};
use crate::plan::{Mount, Mounts};
use crate::record::OwnRoute;
use crate::security::Origins;
use crate::settings::Settings;

/// What every listener of a gateway shares.
#[derive(Debug)]
pub(crate) struct Common {
    pub(crate) settings: Settings,
    pub(crate) exposed: Vec<Exposed>,
    pub(crate) metrics: Arc<Metrics>,
    /// Room for calls of tools.
    pub(crate) calls: Arc<Semaphore>,
    /// Ends the sessions and streams of MCP.
    pub(crate) ending: CancellationToken,
}

impl Common {
    fn policy(&self) -> Policy {
        let policy = if self.settings.read_only { Policy::new().read_only() } else { Policy::new() };
        self.settings.without.iter().fold(policy, |policy, name| policy.without(name))
    }

    /// The server of one MCP adapter, for any transport.
    pub(crate) fn mcp_server(&self, mount: &Mount<Mcp>) -> Result<mcp::Server, StartError> {
        let options = mcp::Options {
            policy: self.policy(),
            max_result_bytes: self.settings.limits.result_bytes,
            calls: Some(self.calls.clone()),
        };
        let server = mcp::server(&self.exposed[mount.capability], mount.adapter, &options);
        server.map_err(|error| StartError::Faulty(error.to_string()))
    }
}

/// What answers the requests of one listener.
///
/// # Errors
/// When an adapter's document is not what its routes or tools say.
pub(crate) fn front(common: &Common, mounts: &Mounts, guard: Guard) -> Result<Front, StartError> {
    let served = match mounts {
        Mounts::Rest(mounts) => rest_routes(common, mounts)?,
        Mounts::Mcp(mounts) => mcp_routes(common, mounts)?,
    };
    let metrics = common.metrics.clone();
    let text = async move || ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], metrics.text());
    Ok(Front {
        cors: (!guard.origins.is_empty()).then(|| cors(guard.origins.clone())),
        guard,
        health: own(health::PATH, get(health::healthz)),
        served: own("/metrics", get(text)).merge(served),
    })
}

fn rest_routes(common: &Common, mounts: &[Mount<Rest>]) -> Result<Router, StartError> {
    let mut served = Router::new();
    for mount in mounts {
        let options = rest::Options {
            policy: common.policy(),
            prefix: mount.prefix.clone(),
            max_body_bytes: common.settings.limits.body_bytes,
            asks_for_token: common.settings.token.is_some(),
        };
        let routes = rest::router(&common.exposed[mount.capability], mount.adapter, &options);
        let routes = routes.map_err(|error| StartError::Faulty(error.to_string()))?;
        if mount.prefix.is_empty() {
            return Ok(routes);
        }
        served = served.nest_service(&mount.prefix, routes);
    }
    let entries = mounts.iter().map(|mount| Entry {
        label: common.exposed[mount.capability].info().label,
        description: mount.adapter.description,
        path: &mount.prefix,
    });
    Ok(served.merge(own("/", front_page::page("REST", entries))).fallback(nothing))
}

fn mcp_routes(common: &Common, mounts: &[Mount<Mcp>]) -> Result<Router, StartError> {
    let limits = &common.settings.limits;
    let mut served = Router::new();
    for mount in mounts {
        // Host and Origin are checked before, for everything alike.
        let config = StreamableHttpServerConfig::default()
            .disable_allowed_hosts()
            .disable_allowed_origins()
            .with_json_response(true)
            .with_max_request_body_bytes(limits.body_bytes)
            .with_cancellation_token(common.ending.clone());
        let sessions = mcp::Sessions::new(limits.sessions, limits.session_idle);
        let service = mcp::http(common.mcp_server(mount)?, sessions, config);
        let paths: &[&str] = if mount.prefix.is_empty() { &["/mcp", "/"] } else { &[&mount.prefix] };
        for path in paths {
            served = served.merge(named(path, Router::new().route_service(path, service.clone())));
        }
        if mount.prefix.is_empty() {
            return Ok(served.fallback(nothing));
        }
    }
    let entries = mounts.iter().map(|mount| Entry {
        label: common.exposed[mount.capability].info().label,
        description: mount.adapter.description,
        path: &mount.prefix,
    });
    Ok(served.merge(own("/", front_page::page("MCP", entries))).fallback(nothing))
}

/// One route of our own.
fn own(path: &str, route: axum::routing::MethodRouter) -> Router {
    let refuse = async || method_not_allowed(&["GET", "HEAD"]);
    named(path, Router::new().route(path, route).method_not_allowed_fallback(refuse))
}

/// Lets answers say which route they come from.
fn named(path: &str, router: Router) -> Router {
    let route = OwnRoute(path.into());
    router.layer(map_response(move |mut response: Response| {
        response.extensions_mut().insert(route.clone());
        ready(response)
    }))
}

async fn nothing(_request: Request) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such route")
}

/// What a browser wants to know before it lets a page of an allowed origin ask.
fn cors(origins: Origins) -> CorsLayer {
    let names = |names: &[&'static str]| names.iter().map(|name| HeaderName::from_static(name)).collect::<Vec<_>>();
    let mut sent =
        names(&["last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id", "x-request-id"]);
    sent.extend([AUTHORIZATION, CONTENT_TYPE]);
    let mut shown = names(&["mcp-session-id", "x-request-id", "x-upstream-request-id"]);
    shown.extend([LINK, RETRY_AFTER]);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin: &HeaderValue, _: &_| origins.is_allowed(origin)))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers(sent)
        .expose_headers(shown)
}
