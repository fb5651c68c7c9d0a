//! The sample's adapter, and a way to ask it without a network between.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use http::{HeaderMap, StatusCode};
use meterforge_sample::METERING;
use meterforge_stand_in::{RecordedRequest, Recorder};
use meterforge_surface::rest::{Matched, Options, router};
use meterforge_surface::{AttemptOutcome, AttemptReport, Observer, Served, ServedReport, Setup};
use serde_json::Value;
use tower::ServiceExt;

/// The credential of the vendor.
pub(crate) const SECRET: &str = "acme-secret-4711";

/// An adapter and the vendor behind it.
pub(crate) struct Adapter {
    pub(crate) vendor: Recorder,
    pub(crate) told: Arc<Told>,
    router: Router,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) matched: Option<Matched>,
}

/// What an observer was told, a line each.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<Vec<String>>);

impl Told {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Observer for Told {
    fn ended(&self, report: &AttemptReport<'_>) {
        let AttemptReport { operation, attempt, outcome, .. } = report;
        let status = report.status.map(|status| status.as_u16());
        let outcome = match outcome {
            AttemptOutcome::Answered => "answered",
            AttemptOutcome::Failed => "failed",
            AttemptOutcome::GivenUp => "given up",
        };
        self.0.lock().unwrap().push(format!("{operation} attempt {attempt}: {outcome} {status:?}"));
    }

    fn served(&self, report: &ServedReport<'_>) {
        let ServedReport { namespace, name, is_good, .. } = report;
        let status = report.status.map(|status| status.as_u16());
        self.0.lock().unwrap().push(format!("{namespace} {name}: {status:?} {is_good}"));
    }
}

/// An adapter with these options.
pub(crate) async fn with(options: Options) -> Adapter {
    limited(options, Duration::from_secs(20)).await
}

/// An adapter whose calls have little time.
pub(crate) async fn hasty() -> Adapter {
    limited(Options::default(), Duration::from_millis(150)).await
}

/// An adapter as it is without options.
pub(crate) async fn plain() -> Adapter {
    with(Options::default()).await
}

async fn limited(options: Options, call_time: Duration) -> Adapter {
    let vendor = Recorder::start().await.unwrap();
    let told = Arc::new(Told::default());
    let url = vendor.url();
    let variables = move |name: &str| match name {
        "ACME_BASE_URL" => Some(OsString::from(&url)),
        "ACME_TOKEN" => Some(OsString::from(SECRET)),
        _ => None,
    };
    let setup = Setup::new("test/1").variables(variables).call_time(call_time).observer(told.clone());
    let exposed = METERING.connect(&setup).unwrap();
    let router = router(&exposed, &exposed.info().rest[0], &options).unwrap();
    Adapter { vendor, told, router }
}

impl Adapter {
    /// Asks with a method and an address, such as `GET /v1/tags`.
    pub(crate) async fn ask(&self, line: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let (method, address) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(address);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let matched = parts.extensions.get::<Matched>().cloned();
        Answer { status: parts.status, headers: parts.headers, body, matched }
    }

    /// Asks without headers and body.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address}"), &[], "").await
    }

    /// Asks with a JSON body.
    pub(crate) async fn send(&self, line: &str, body: &str) -> Answer {
        self.ask(line, &[("content-type", "application/json")], body.to_owned()).await
    }

    /// The only request that the vendor saw.
    pub(crate) fn seen(&self) -> RecordedRequest {
        let requests = self.vendor.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// A problem of our own: its status twice, and its sentence.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        (self.status.as_u16(), problem["detail"].as_str().unwrap().to_owned())
    }
}
