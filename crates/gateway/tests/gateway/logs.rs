//! Logs name every request, and hold nothing of what was sent.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::assistant::{Assistant, with_sessions, without_sessions};
use crate::support::{SECRET, Site, exchange, plain, until};

/// Where the logs of one test go.
#[derive(Clone, Debug, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Sink {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Sink {
    /// Everything that this crate and those below it log on this thread goes here.
    fn listening(level: LevelFilter) -> (Self, tracing::subscriber::DefaultGuard) {
        let sink = Self::default();
        let spans = if level == LevelFilter::TRACE { FmtSpan::FULL } else { FmtSpan::NONE };
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_span_events(spans);
        let subscriber = subscriber.with_max_level(level).with_writer(sink.clone()).finish();
        (sink, tracing::subscriber::set_default(subscriber))
    }

    fn lines(&self) -> Vec<Value> {
        let bytes = self.0.lock().unwrap();
        let ours = |line: &Value| line["target"].as_str().is_some_and(|target| target.starts_with("meterforge"));
        let lines = std::str::from_utf8(&bytes).unwrap().lines();
        lines.map(|line| serde_json::from_str(line).unwrap()).filter(ours).collect()
    }

    fn text(&self) -> String {
        let lines: Vec<String> = self.lines().iter().map(Value::to_string).collect();
        lines.join("\n")
    }
}

/// A line without what differs from run to run.
fn essence(line: &Value) -> Value {
    assert!(line["ms"].as_f64().is_some_and(|ms| ms > 0.0 && ms < 10_000.0), "{line}");
    let mut line = line.clone();
    let fields = line.as_object_mut().unwrap();
    for name in ["timestamp", "ms", "span", "spans", "target"] {
        fields.remove(name);
    }
    line
}

#[tokio::test]
async fn one_line_tells_of_each_request() {
    let (sink, _guard) = Sink::listening(LevelFilter::INFO);
    let site = plain().await;
    site.vendor.answer_json(200, r#"{"name":"a"}"#);
    let reply = site.ask("GET /v1/meters/m1", &["x-request-id: mine-1"], "").await;
    assert_eq!(reply.header("x-request-id"), Some("mine-1"));
    let reply = site.ask("GET /nothing", &["x-request-id: not sane"], "").await;
    let made = reply.header("x-request-id").unwrap().to_owned();
    assert_eq!(made.len(), 36);
    exchange(site.rest(), "BREW /v1/ping", &["host: evil.example"], "").await;
    site.get("/healthz").await;
    site.get("/metrics").await;

    let lines = sink.lines();
    let expected = [
        json!({ "level": "INFO", "message": "request", "method": "GET", "namespace": "acme-metering-rest",
            "route": "/v1/meters/{meter-id}", "status": 200 }),
        json!({ "level": "INFO", "message": "request", "method": "GET", "route": "none", "status": 404 }),
        json!({ "level": "INFO", "message": "request", "method": "_OTHER", "route": "page", "status": 403 }),
    ];
    assert_eq!(lines.iter().map(essence).collect::<Vec<_>>(), expected);
    assert_eq!(lines[0]["span"]["request_id"], "mine-1");
    assert_eq!(lines[1]["span"]["request_id"], made.as_str());
}

#[tokio::test]
async fn the_vendors_attempts_are_within_the_span_of_the_request() {
    let (sink, _guard) = Sink::listening(LevelFilter::TRACE);
    let site = plain().await;
    site.vendor.answer_at("GET", "/meters/m1", meterforge_stand_in::Answer::json(200, r#"{"name":"a"}"#));
    site.ask("GET /v1/meters/m1", &["x-request-id: mine-1"], "").await;
    for (at, revision) in [with_sessions(), without_sessions()].into_iter().enumerate() {
        let mut config = rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig::with_uri(
            format!("http://{}/mcp", site.mcp()),
        );
        let id = http::HeaderValue::from_str(&format!("mine-{}", at + 2)).unwrap();
        config.custom_headers.insert(http::HeaderName::from_static("x-request-id"), id);
        let assistant = Assistant::with(config, revision).await.unwrap();
        assistant.call("get-meter", json!({ "meterId": "m1" })).await;
    }

    let attempts: Vec<Vec<String>> = sink
        .lines()
        .iter()
        .filter(|line| line["message"] == "new" && line["span"]["name"] == "attempt")
        .map(|line| {
            let spans = line["spans"].as_array().unwrap().iter();
            spans
                .map(|span| match span["request_id"].as_str() {
                    Some(id) => format!("{} {id}", span["name"].as_str().unwrap()),
                    None => span["name"].as_str().unwrap().to_owned(),
                })
                .collect()
        })
        .collect();
    let expected: Vec<Vec<String>> = ["request mine-1", "request mine-2", "request mine-3"]
        .map(|request| vec![request.to_owned(), "serve".to_owned(), "call".to_owned()])
        .to_vec();
    assert_eq!(attempts, expected);
}

#[tokio::test]
async fn a_line_tells_of_each_call_of_a_tool() {
    let (sink, _guard) = Sink::listening(LevelFilter::INFO);
    let site = plain().await;
    let assistant = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
    site.vendor.answer_json(404, r#"{"message":"no"}"#);
    assistant.call("get-meter", json!({ "meterId": "m1" })).await;
    let lines = sink.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(
        essence(&lines[0]),
        json!({ "level": "INFO", "message": "call", "namespace": "acme-metering-mcp", "tool": "get-meter", "outcome": "error" })
    );
    assert_eq!(lines[0]["spans"][0]["request_id"].as_str().unwrap().len(), 36);
}

#[tokio::test]
async fn a_call_that_is_taken_back_has_its_line() {
    let (sink, _guard) = Sink::listening(LevelFilter::INFO);
    let site = plain().await;
    for (taken_back, revision) in [(1, with_sessions()), (2, without_sessions())] {
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        site.vendor.then(meterforge_stand_in::Answer::json(200, "{}").after(Duration::from_secs(60)));
        let handle = assistant.begin("get-meter", json!({ "meterId": "m1" })).await;
        until("the vendor is asked", || site.vendor.requests().len() == taken_back).await;
        handle.cancel(Some("changed my mind".to_owned())).await.unwrap();
        let told = || sink.lines().iter().filter(|line| line["message"] == "call").count();
        until("the line is written", || told() == taken_back).await;
    }
}

/// A marker in every part of a request and of its answer.
async fn marked(site: &Site) {
    site.vendor.answer(400, &[("x-marker", "hush4711")], format!(r#"{{"message":"hush4711 {SECRET}"}}"#));
    site.ask(
        "POST /v1/meters?marker=hush4711",
        &[
            "x-marker: hush4711",
            "authorization: Bearer marker-hush4711",
            "cookie: marker=hush4711",
            "content-type: application/json",
        ],
        r#"{"name":"hush4711"}"#,
    )
    .await;
    site.send("POST /v1/meters", r#"{"name":"hush4711"}"#).await;
    site.vendor.answer_json(200, r#"{"name":"hush4711"}"#);
    site.get("/v1/meters/hush4711?marker=hush4711").await;
    site.get("/v1/meters/hush4711").await;
    site.get("/hush4711").await;
    exchange(site.rest(), "GET /hush4711", &["host: hush4711.example", "origin: http://hush4711.example"], "").await;
}

#[tokio::test]
async fn nothing_of_what_was_sent_is_logged_at_any_level() {
    let (sink, _guard) = Sink::listening(LevelFilter::TRACE);
    let site = plain().await;
    marked(&site).await;
    let text = sink.text();
    assert!(text.contains("request") && text.contains("/v1/meters/{meter-id}"));
    for part in ["hush4711", SECRET] {
        let line = text.lines().find(|line| line.contains(part));
        assert!(line.is_none(), "{part}: {line:?}");
    }
}
