//! Hears what a surface did, counts it, and writes a line for each call of a tool.

use std::sync::Arc;

use meterforge_surface::{AttemptReport, Observer, ServedReport};

use crate::metrics::Metrics;

/// Watches one capability.
#[derive(Debug)]
pub(crate) struct Watching {
    capability: &'static str,
    metrics: Arc<Metrics>,
}

impl Watching {
    pub(crate) fn new(capability: &'static str, metrics: Arc<Metrics>) -> Self {
        Self { capability, metrics }
    }
}

impl Observer for Watching {
    fn ended(&self, report: &AttemptReport<'_>) {
        self.metrics.ended(self.capability, report);
    }

    fn served(&self, report: &ServedReport<'_>) {
        self.metrics.served(report);
        // Requests for routes have their line from the listener, which sees those that come to no route as well.
        if report.status.is_none() {
            let outcome = if report.is_good { "ok" } else { "error" };
            let ms = report.took.as_secs_f64() * 1000.0;
            tracing::info!(namespace = report.namespace, tool = report.name, outcome, ms, "call");
        }
    }
}
