//! Counts what is served, what is refused, and what the vendors do, for Prometheus.
//!
//! Every label is a name out of a capability, a status, or one of a few words of ours: never anything that a caller sent.

use meterforge_surface::{AttemptOutcome, AttemptReport, ServedReport};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// What [`Metrics::text`] is written in.
pub(crate) const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// The counts of one gateway.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_time: Family<NameLabels, Histogram, fn() -> Histogram>,
    attempts: Family<AttemptLabels, Counter>,
    attempt_time: Family<OperationLabels, Histogram, fn() -> Histogram>,
    rejected: Family<ReasonLabels, Counter>,
    in_flight: Gauge,
    connections: Gauge,
}

/// Why a request came to no route and no tool, or to no end there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
#[allow(non_camel_case_types, reason = "the names are the values of a label")]
pub(crate) enum Reason {
    busy,
    connections,
    gone,
    host,
    no_route,
    origin,
    panic,
    timeout,
    token,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    namespace: String,
    name: String,
    outcome: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NameLabels {
    namespace: String,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AttemptLabels {
    capability: &'static str,
    operation: String,
    status: String,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    capability: &'static str,
    operation: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabels {
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BuildLabels {
    version: &'static str,
}

/// From a vendor next door to one that uses its whole time, in seconds.
const BUCKETS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];

fn histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("meterforge"),
            requests: Family::default(),
            request_time: Family::new_with_constructor(histogram),
            attempts: Family::default(),
            attempt_time: Family::new_with_constructor(histogram),
            rejected: Family::default(),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
        };
        let build: Family<BuildLabels, Gauge> = Family::default();
        build.get_or_create(&BuildLabels { version: env!("CARGO_PKG_VERSION") }).set(1);
        let registry = &mut metrics.registry;
        registry.register("build_info", "The version of the gateway", build);
        registry.register(
            "requests",
            "Requests for routes and calls of tools, by how they were answered",
            metrics.requests.clone(),
        );
        registry.register_with_unit(
            "request_duration",
            "From a request or call until its answer",
            Unit::Seconds,
            metrics.request_time.clone(),
        );
        registry.register("upstream_attempts", "Attempts at vendors, by how they ended", metrics.attempts.clone());
        registry.register_with_unit(
            "upstream_attempt_duration",
            "From an attempt until the headers of its answer, or its end",
            Unit::Seconds,
            metrics.attempt_time.clone(),
        );
        registry.register(
            "rejected_requests",
            "Requests that came to no route or to no end, by reason",
            metrics.rejected.clone(),
        );
        registry.register("in_flight_requests", "Requests whose answer is not sent yet", metrics.in_flight.clone());
        registry.register("connections", "Open connections", metrics.connections.clone());
        metrics
    }

    /// All of it, in Prometheus' text format.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = prometheus_text::encode(&mut text, &self.registry);
        text
    }

    /// A request for a route, or a call of a tool, was answered.
    pub(crate) fn served(&self, report: &ServedReport<'_>) {
        let (namespace, name) = (report.namespace.to_owned(), report.name.to_owned());
        let outcome = match report.status {
            Some(status) => status.as_str().to_owned(),
            None if report.is_good => "ok".to_owned(),
            None => "error".to_owned(),
        };
        let time = NameLabels { namespace: namespace.clone(), name: name.clone() };
        self.request_time.get_or_create(&time).observe(report.took.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { namespace, name, outcome }).inc();
    }

    /// An attempt at a vendor has ended.
    pub(crate) fn ended(&self, capability: &'static str, report: &AttemptReport<'_>) {
        let operation = report.operation.to_owned();
        let status = report.status.map_or_else(|| "none".to_owned(), |status| status.as_str().to_owned());
        let outcome = match report.outcome {
            AttemptOutcome::Answered => "answered",
            AttemptOutcome::Failed => "failed",
            AttemptOutcome::GivenUp => "given_up",
        };
        let time = OperationLabels { capability, operation: operation.clone() };
        self.attempt_time.get_or_create(&time).observe(report.took.as_secs_f64());
        self.attempts.get_or_create(&AttemptLabels { capability, operation, status, outcome }).inc();
    }

    /// A request came to no route, or to no end there.
    pub(crate) fn rejected(&self, reason: Reason) {
        self.rejected.get_or_create(&ReasonLabels { reason }).inc();
    }

    /// A request is under way until the guard is dropped.
    pub(crate) fn in_flight(&self) -> Counted {
        Counted::new(&self.in_flight)
    }

    /// A connection is open until the guard is dropped.
    pub(crate) fn connection(&self) -> Counted {
        Counted::new(&self.connections)
    }
}

/// One of those that a gauge counts, while it lasts.
#[derive(Debug)]
pub(crate) struct Counted(Gauge);

impl Counted {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
