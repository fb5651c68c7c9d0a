//! Hears what a surface did, counts it, and writes a line for each call of a tool.

use std::sync::Arc;

use meterforge_surface::{AttemptReport, Observer, ServedReport};
use tracing::Span;

use crate::lines::{Line, Pending};
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
        if report.status.is_some() {
            return;
        }
        let line = CallLine {
            namespace: report.namespace.to_owned(),
            tool: report.name.to_owned(),
            outcome: if report.is_good { "ok" } else { "error" },
            ms: report.took.as_secs_f64() * 1000.0,
            span: Span::current(),
        };
        if let Some(pending) = report.request.and_then(|request| request.get::<Pending>()) {
            pending.hold(line);
        }
    }
}

/// The line about a call of a tool, written when it is dropped: at once where no connection holds it back.
#[derive(Debug)]
struct CallLine {
    namespace: String,
    tool: String,
    outcome: &'static str,
    ms: f64,
    /// Of the call.
    span: Span,
}

impl Line for CallLine {}

impl Drop for CallLine {
    fn drop(&mut self) {
        let Self { namespace, tool, outcome, ms, span } = self;
        span.in_scope(|| tracing::info!(namespace, tool, outcome, ms, "call"));
    }
}
