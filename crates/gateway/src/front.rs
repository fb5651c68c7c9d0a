//! Answers the requests of one listener: each has its span and its line, and passes what stands before the routes.
//!
//! These are plain functions around each other and no stack of layers, since a layer puts the request's future into a box
//! and copies everything below it, for each request.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use futures_util::FutureExt as _;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::cors::CorsLayer;

use crate::guard::{Guard, panicked};
use crate::health;
use crate::record::record;

/// What a listener answers with.
#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) guard: Guard,
    /// What browsers are told, where pages of other origins may ask.
    pub(crate) cors: Option<CorsLayer>,
    /// Says that the process is there, to everybody.
    pub(crate) health: Router,
    /// Everything else.
    pub(crate) served: Router,
}

impl Front {
    /// Answers one request.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        record(&self.guard.metrics, request, |request| self.without_panic(request)).await
    }

    /// A fault of ours ends a request, and not its connection.
    async fn without_panic(&self, request: Request) -> Response {
        AssertUnwindSafe(self.guarded(request)).catch_unwind().await.unwrap_or_else(|_| panicked())
    }

    async fn guarded(&self, request: Request) -> Response {
        if request.uri().path() == health::PATH {
            return routed(&self.health, request).await;
        }
        if let Some(refusal) = self.guard.refusal(&request) {
            return refusal;
        }
        let Some(cors) = &self.cors else { return self.admitted(request).await };
        // A browser asks without the token first.
        let admitted = service_fn(async |request| Ok::<_, Infallible>(self.admitted(request).await));
        infallible(cors.layer(admitted).oneshot(request).await)
    }

    async fn admitted(&self, request: Request) -> Response {
        self.guard.admit(request, |request| routed(&self.served, request)).await
    }
}

async fn routed(router: &Router, request: Request) -> Response {
    infallible(router.clone().oneshot(request).await)
}

fn infallible(answered: Result<Response, Infallible>) -> Response {
    match answered {
        Ok(response) => response,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use axum::body::Body;
    use axum::routing::get;
    use http::StatusCode;
    use tokio_util::task::TaskTracker;

    use super::*;
    use crate::metrics::Metrics;
    use crate::room::Room;
    use crate::security::{Hosts, Origins};

    #[tokio::test]
    async fn a_fault_of_ours_ends_its_request_and_nothing_else() {
        let metrics = Arc::new(Metrics::new());
        let guard = Guard {
            hosts: Hosts::of(([127, 0, 0, 1], 8080).into(), &[]),
            origins: Origins::of(&[]),
            token: None,
            room: Room::new(1, TaskTracker::new()),
            request_time: Duration::from_secs(10),
            metrics: metrics.clone(),
            streams_are_free: false,
        };
        let fails = async || -> &str { panic!("on purpose") };
        let served = Router::new().route("/fails", get(fails)).route("/works", get(async || "it does"));
        let front = Front { guard, cors: None, health: Router::new(), served };
        let answer = async |path| {
            let request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
            front.answer(request).await.status()
        };
        assert_eq!(answer("/fails").await, StatusCode::INTERNAL_SERVER_ERROR);
        // There is room for one request, so it has left its own.
        assert_eq!(answer("/works").await, StatusCode::OK);
        assert!(metrics.text().contains(r#"rejected_requests_total{reason="panic"} 1"#), "{}", metrics.text());
    }
}
