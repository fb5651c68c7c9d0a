//! Finds the route of a request, and keeps for each what its answer needs.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::response::Response;
use http::Method;
use meterforge_runtime::ReplaySafety;
use serde_json::Value;
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use super::document::Pointers;
use super::{Options, StartError, answer, failure, request};
use crate::binding::{Binding, Source};
use crate::capability::{Action, Exposed, OperationInfo, Rest, Route};
use crate::projection::Projection;
use crate::schema::{Schema, Schemas};
use crate::setup::ServedReport;

/// The name of the query parameter by which a caller asks for a further page, where the vendor's own is not exposed.
pub(super) const CURSOR: &str = "cursor";

/// All routes of one adapter.
#[derive(Debug)]
pub(super) struct Routes {
    exposed: Exposed,
    /// Where each path leads: to the routes that share it.
    paths: matchit::Router<Vec<usize>>,
    routes: Vec<Ready>,
    pub(super) max_body_bytes: usize,
    prefix: String,
}

/// A route with everything decided but the request.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) route: &'static Route,
    matched: Matched,
    pub(super) does: Does,
}

/// The route of a request; among the extensions of its answer, for whoever stands around the adapter.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The adapter's name.
    pub namespace: &'static str,
    /// The method, and the path with its placeholders.
    pub name: Arc<str>,
}

/// What a route does.
#[derive(Debug)]
pub(super) enum Does {
    Call(Target),
    Fixed(&'static str),
    /// It is not served, for this reason.
    Nothing(&'static str),
}

/// The call behind a route.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) operation: usize,
    pub(super) info: OperationInfo,
    pub(super) inputs: Vec<Input>,
    /// What the body of a request must be, where one is taken.
    pub(super) body: Option<Schema>,
    pub(super) needs_body: bool,
    pub(super) output: Projection,
}

/// One input and the schema that it must fit.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) binding: Binding,
    pub(super) schema: Option<Schema>,
}

/// What a method and a path lead to.
pub(super) enum Found<'r> {
    /// A route, and what its placeholders hold, still percent-encoded.
    Route(&'r Ready, Params),
    /// The path is served by these methods only.
    OtherMethods(Vec<&'static str>),
    Nothing,
}

/// The names and texts of placeholders.
pub(super) type Params = Vec<(String, String)>;

impl Routes {
    pub(super) fn new(
        exposed: &Exposed,
        adapter: &Rest,
        document: &Value,
        options: &Options,
    ) -> Result<Self, StartError> {
        let schemas = Schemas::of(document).map_err(|error| StartError::new(adapter, error.problem))?;
        let mut paths: matchit::Router<Vec<usize>> = matchit::Router::new();
        let mut routes = Vec::new();
        for route in adapter.routes {
            let at = routes.len();
            match paths.at_mut(route.path) {
                Ok(found) => found.value.push(at),
                Err(_) => paths.insert(route.path, vec![at]).map_err(|error| StartError::new(adapter, error))?,
            }
            let does =
                does(exposed, route, document, &schemas, options).map_err(|error| StartError::new(adapter, error))?;
            let name = format!("{} {}", route.method, route.path);
            let matched = Matched { namespace: adapter.namespace, name: name.into() };
            routes.push(Ready { route, matched, does });
        }
        let (max_body_bytes, prefix) = (options.max_body_bytes, options.prefix.clone());
        Ok(Self { exposed: exposed.clone(), paths, routes, max_body_bytes, prefix })
    }

    /// Finds what a method and a path lead to.
    pub(super) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let Ok(found) = self.paths.at(path) else { return Found::Nothing };
        let routes: Vec<&Ready> = found.value.iter().map(|at| &self.routes[*at]).collect();
        match routes.iter().find(|ready| ready.route.method == method.as_str()) {
            Some(ready) => Found::Route(
                ready,
                found.params.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
            ),
            None => Found::OtherMethods(routes.iter().map(|ready| ready.route.method).collect()),
        }
    }

    /// The routes that are served.
    pub(super) fn served(&self) -> impl Iterator<Item = &'static Route> {
        self.routes.iter().filter(|ready| !matches!(ready.does, Does::Nothing(_))).map(|ready| ready.route)
    }

    /// Answers a request for a route, and tells of it.
    pub(super) async fn serve(&self, ready: &Ready, params: Params, request: Request) -> Response {
        let began = Instant::now();
        let span = ready.span();
        let mut response = self.answer(ready, params, request).instrument(span.clone()).await;
        response.extensions_mut().insert(ready.matched.clone());
        let status = response.status();
        span.record("http.response.status_code", status.as_u16());
        self.exposed.tell(&ServedReport {
            namespace: ready.matched.namespace,
            name: &ready.matched.name,
            status: Some(status),
            is_good: status.is_success(),
            took: began.elapsed(),
            request: None,
        });
        response
    }

    async fn answer(&self, ready: &Ready, params: Params, request: Request) -> Response {
        let target = match &ready.does {
            Does::Call(target) => target,
            Does::Fixed(json) => return answer::fixed(json),
            Does::Nothing(why) => return failure::not_served(why),
        };
        let own_path = format!("{}{}", self.prefix, request.uri().path());
        let own_query = request.uri().query().unwrap_or_default().to_owned();
        let mut inputs = match request::inputs(self, target, &params, request).await {
            Ok(inputs) => inputs,
            Err(problem) => return problem.into(),
        };
        let sending = match self.exposed.caller().call(target.operation, &mut inputs) {
            Ok(sending) => sending,
            Err(error) => return failure::unfit(error, &target.inputs),
        };
        match sending.await {
            Ok(answer) => answer::relay(answer, target, &own_path, &own_query),
            Err(error) => failure::relay(&error, &target.inputs),
        }
    }
}

impl Ready {
    /// The span around one request, with OpenTelemetry's names. Whoever owns the listener makes the server's span, which
    /// says the same and more: this one is for those who have none.
    fn span(&self) -> Span {
        tracing::debug_span!(
            "serve",
            otel.name = &*self.matched.name,
            otel.kind = "internal",
            http.request.method = self.route.method,
            http.route = self.route.path,
            surface.namespace = self.matched.namespace,
            http.response.status_code = Empty,
        )
    }
}

impl Target {
    /// Whether a caller may ask for a further page by our own parameter.
    pub(super) fn takes_cursor(&self) -> bool {
        let is_taken = |input: &Input| matches!(input.binding.source, Source::Query(CURSOR, _));
        self.info.is_paged && !self.inputs.iter().any(is_taken)
    }
}

fn does(
    exposed: &Exposed,
    route: &'static Route,
    document: &Value,
    schemas: &Schemas,
    options: &Options,
) -> Result<Does, String> {
    let (operation, bindings, output) = match route.action {
        Action::Fixed(json) => {
            let refusal = options.policy.refusal(&[route.name], ReplaySafety::Safe);
            return Ok(refusal.map_or(Does::Fixed(json), Does::Nothing));
        }
        Action::Call { operation, inputs, output } => (operation, inputs, output),
    };
    let (at, info) = exposed.operation(operation).ok_or_else(|| format!("there is no operation `{operation}`"))?;
    if let Some(why) = options.policy.refusal(&[route.name, operation], info.safety) {
        return Ok(Does::Nothing(why));
    }
    let pointers = Pointers::of(document, route)?;
    let schema =
        |pointer: String| schemas.at(&pointer).map_err(|error| format!("{}: {}", error.pointer, error.problem));
    let inputs = bindings.iter().map(|binding| {
        let pointer = match binding.source {
            Source::Path(name, _) => pointers.parameter("path", name),
            Source::Query(name, _) => pointers.parameter("query", name),
            Source::Header(name, _) => pointers.parameter("header", name),
            Source::Cookie(name, _) => pointers.parameter("cookie", name),
            Source::Body | Source::Member(_) | Source::Argument(_) | Source::Constant(_) | Source::Template(_) => None,
        };
        Ok(Input { binding: *binding, schema: pointer.map(schema).transpose()? })
    });
    let inputs = inputs.collect::<Result<Vec<_>, String>>()?;
    let body = pointers.body().map(schema).transpose()?;
    Ok(Does::Call(Target { operation: at, info, inputs, body, needs_body: pointers.needs_body(), output }))
}
