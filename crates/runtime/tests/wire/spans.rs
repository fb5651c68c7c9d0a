//! The spans of a call: OpenTelemetry's names, one for the call and one for each attempt, and no secret in them.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use meterforge_runtime::testing::{PausedClock, ScriptedTransport};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::vendor::Client;

/// Writes every span down as text, in the order of their beginnings.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("meterforge_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut line = span.metadata().name().to_owned();
        span.record(&mut Line(&mut line));
        spans.push(line);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        values.record(&mut Line(&mut spans[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_and_its_attempts_are_told() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let transport = ScriptedTransport::new();
    transport.stall().answer(503, r#"{"message":"hush-9f3c"}"#).answer(200, "{}");
    let builder = Client::builder().transport(transport).clock(PausedClock::default()).credential("hush-9f3c");
    builder.build().unwrap().list_groups("hush-9f3c").await.unwrap();
    insta::assert_snapshot!("spans", recorder.0.lock().unwrap().join("\n"));
}
