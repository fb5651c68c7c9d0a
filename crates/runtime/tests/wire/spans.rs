//! The spans of a call: OpenTelemetry's names, one for the call and one for each attempt, and no secret in them or below.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use meterforge_runtime::Method;
use meterforge_runtime::testing::{PausedClock, ScriptedTransport};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::server::{Server, json};
use super::vendor::Client;

/// Writes the spans and events of one target, and of all below it, down as text, in the order of their beginnings.
#[derive(Clone)]
struct Recorder {
    target: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    fn new(target: &'static str) -> Self {
        Self { target, lines: Arc::default() }
    }

    fn text(&self) -> String {
        self.lines.lock().unwrap().join("\n")
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with(self.target)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut lines = self.lines.lock().unwrap();
        let mut line = span.metadata().name().to_owned();
        span.record(&mut Line(&mut line));
        lines.push(line);
        Id::from_u64(lines.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut lines = self.lines.lock().unwrap();
        values.record(&mut Line(&mut lines[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = event.metadata().target().to_owned();
        event.record(&mut Line(&mut line));
        self.lines.lock().unwrap().push(line);
    }

    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_and_its_attempts_are_told() {
    let recorder = Recorder::new("meterforge_runtime");
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let transport = ScriptedTransport::new();
    transport.stall().answer(503, r#"{"message":"hush-9f3c"}"#).answer(200, "{}");
    let builder = Client::builder().transport(transport).clock(PausedClock::default()).credential("hush-9f3c");
    builder.build().unwrap().list_groups("hush-9f3c").await.unwrap();
    insta::assert_snapshot!("spans", recorder.text());
}

#[tokio::test]
async fn what_the_libraries_below_trace_shows_no_secret() {
    let recorder = Recorder::new("");
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let server = Server::start([json("401 Unauthorized", r#"{"message":"hush-9f3c"}"#), json("200 OK", "{}")]).await;
    let client = Client::builder().base_url(server.url()).credential("hush-9f3c").build().unwrap();
    client.list_groups("org_1").await.unwrap_err();
    client.raw(Method::POST, "/x").query("q", "hush-9f3c").body("text/plain", "hush-9f3c").await.unwrap();
    assert!(server.seen().iter().all(|seen| seen.header("authorization") == Some("Key hush-9f3c")));
    let text = recorder.text();
    assert!(text.contains("hyper") && text.contains("attempt"), "the transport traces nothing: {text}");
    assert!(!text.contains("hush"), "{text}");
}
