//! Gives each request its name and its span, and writes one line about it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::response::Response;
use http::{Method, StatusCode};
use meterforge_surface::rest::Matched;
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use crate::guard::protect;
use crate::lines::{Line, Pending};
use crate::metrics::{Metrics, Reason};
use crate::request_id::{REQUEST_ID, RequestId};

/// The route of a page of our own, or of an MCP endpoint; among the extensions of its answer.
#[derive(Clone, Debug)]
pub(crate) struct OwnRoute(pub(crate) Arc<str>);

/// Why we did not serve a request; among the extensions of its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused(pub(crate) Reason);

/// Serves a request within its span.
pub(crate) async fn record<F>(
    metrics: &Arc<Metrics>,
    mut request: Request,
    serve: impl FnOnce(Request) -> F,
) -> Response
where
    F: Future<Output = Response>,
{
    let id = RequestId::of(request.headers());
    let method = known(request.method());
    let span = tracing::info_span!(
        "request",
        otel.name = Empty,
        otel.kind = "server",
        http.request.method = method,
        http.route = Empty,
        http.response.status_code = Empty,
        request_id = %id,
    );
    // MCP tools run in tasks of their own, and find it here.
    request.extensions_mut().insert(span.clone());
    let pending = request.extensions().get::<Pending>().cloned();
    let mut line =
        RequestLine { metrics: metrics.clone(), method, span: span.clone(), began: Instant::now(), answer: None };
    let mut response = serve(request).instrument(span).await;
    line.answered(&response);
    if let Some(pending) = pending {
        pending.hold(line);
    }
    protect(response.headers_mut());
    response.headers_mut().insert(REQUEST_ID, id.header());
    response
}

/// The line about a request, written when it is dropped: a caller who goes away, or a gateway that ends, takes the request
/// along.
#[derive(Debug)]
struct RequestLine {
    metrics: Arc<Metrics>,
    method: &'static str,
    span: Span,
    began: Instant,
    answer: Option<Answered>,
}

/// How a request was answered.
#[derive(Debug)]
struct Answered {
    status: StatusCode,
    route: Route,
    ms: f64,
}

#[derive(Debug)]
enum Route {
    /// Of an adapter.
    Exposed(Matched),
    Own(Arc<str>),
    None,
}

impl Line for RequestLine {}

impl RequestLine {
    /// How long the request took until now.
    fn ms(&self) -> f64 {
        self.began.elapsed().as_micros() as f64 / 1000.0
    }

    fn answered(&mut self, response: &Response) {
        let (status, extensions) = (response.status(), response.extensions());
        let route = match (extensions.get::<Matched>(), extensions.get::<OwnRoute>()) {
            (Some(matched), _) => Route::Exposed(matched.clone()),
            (None, Some(own)) => Route::Own(own.0.clone()),
            (None, None) if matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => Route::None,
            // A page, a document, a refusal.
            (None, None) => Route::Own("page".into()),
        };
        match (extensions.get::<Refused>(), &route) {
            (Some(Refused(reason)), _) => self.metrics.rejected(*reason),
            (None, Route::None) => self.metrics.rejected(Reason::no_route),
            (None, _) => {}
        }
        self.answer = Some(Answered { status, route, ms: self.ms() });
    }

    /// Records what is known of a span at its end: at once, and each once, since all that is recorded is written anew.
    fn describe(&self, status: u16, route: Option<&str>, name: &str) {
        tracing::record_all!(self.span, http.response.status_code = status, http.route = route, otel.name = name);
    }
}

impl Drop for RequestLine {
    fn drop(&mut self) {
        let method = self.method;
        let _entered = self.span.enter();
        let Some(Answered { status, route, ms }) = self.answer.take() else {
            let ms = self.ms();
            self.metrics.rejected(Reason::gone);
            self.span.record("otel.name", method);
            tracing::info!(method, ms, "request ended without an answer");
            return;
        };
        let code = status.as_u16();
        match route {
            Route::Exposed(Matched { namespace, name }) => {
                let path = name.split_once(' ').map_or(&*name, |(_, path)| path);
                self.describe(code, Some(path), &name);
                tracing::info!(method, namespace, route = path, status = code, ms, "request");
            }
            // What goes well there is told by the tools, or asked for every few seconds.
            Route::Own(route) if status.is_success() => {
                self.describe(code, Some(&route), method);
                tracing::debug!(method, route = &*route, status = code, ms, "request");
            }
            Route::Own(route) => {
                self.describe(code, Some(&route), method);
                tracing::info!(method, route = &*route, status = code, ms, "request");
            }
            Route::None => {
                self.describe(code, None, method);
                tracing::info!(method, route = "none", status = code, ms, "request");
            }
        }
    }
}

/// A method that stands in the standards; others are whatever a caller made up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "_OTHER",
    }
}
