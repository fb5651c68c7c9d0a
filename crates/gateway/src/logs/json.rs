//! Writes each event as one line of JSON: its fields, and the spans that it happened in, the outermost first.
//!
//! The library's own way writes the fields of the innermost span twice, once as the current one.

use std::io::Write as _;

use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde::{Serialize, ser};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use super::fields::Fields;

/// Lines of JSON, and what they are written to.
#[derive(Debug)]
pub(super) struct JsonLines<W> {
    writer: W,
}

impl<W> JsonLines<W> {
    pub(super) fn new(writer: W) -> Self {
        Self { writer }
    }
}

impl<S, W> Layer<S> for JsonLines<W>
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    W: for<'writer> MakeWriter<'writer> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            record.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Vec::with_capacity(512);
        if serde_json::to_writer(&mut line, &Line { event, innermost: context.event_span(event) }).is_ok() {
            line.push(b'\n');
            // A log that cannot be written has nobody left to tell.
            let _ = self.writer.make_writer_for(event.metadata()).write_all(&line);
        }
    }
}

/// One event.
struct Line<'a, S: for<'lookup> LookupSpan<'lookup>> {
    event: &'a Event<'a>,
    innermost: Option<SpanRef<'a, S>>,
}

impl<S: for<'lookup> LookupSpan<'lookup>> Serialize for Line<'_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let mut time = String::new();
        SystemTime.format_time(&mut Writer::new(&mut time)).map_err(ser::Error::custom)?;
        let mut fields = Fields::default();
        self.event.record(&mut fields);
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("timestamp", &time)?;
        line.serialize_entry("level", self.event.metadata().level().as_str())?;
        fields.write(&mut line)?;
        line.serialize_entry("target", self.event.metadata().target())?;
        if let Some(innermost) = &self.innermost {
            line.serialize_entry("spans", &Spans(innermost))?;
        }
        line.end()
    }
}

/// A span and those around it.
struct Spans<'a, 's, S: for<'lookup> LookupSpan<'lookup>>(&'a SpanRef<'s, S>);

impl<S: for<'lookup> LookupSpan<'lookup>> Serialize for Spans<'_, '_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let mut spans = serializer.serialize_seq(None)?;
        for span in self.0.scope().from_root() {
            spans.serialize_element(&One(&span))?;
        }
        spans.end()
    }
}

/// One span.
struct One<'a, 's, S: for<'lookup> LookupSpan<'lookup>>(&'a SpanRef<'s, S>);

impl<S: for<'lookup> LookupSpan<'lookup>> Serialize for One<'_, '_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let mut span = serializer.serialize_map(None)?;
        span.serialize_entry("name", self.0.name())?;
        if let Some(fields) = self.0.extensions().get::<Fields>() {
            fields.write(&mut span)?;
        }
        span.end()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use serde_json::{Map, Value};
    use tracing::field::Empty;
    use tracing_subscriber::Registry;
    use tracing_subscriber::fmt;
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The lines about the same events, written by this layer.
    fn lines<L: Layer<Registry> + Send + Sync>(layer: impl FnOnce(Written) -> L) -> Vec<String> {
        let written = Written::default();
        let layer = layer(written.clone());
        tracing::subscriber::with_default(Registry::default().with(layer), || {
            tracing::warn!(half = 0.5, "in no span");
            let outer = tracing::info_span!(
                "outer",
                text = "a \"b\" \\ \u{e9}\n",
                shown = %"x\"y",
                misleading = "{\"status\":1}",
                debugged = ?Some("z"),
                r#type = ?1,
                yes = true,
                half = 0.5,
                none = f64::NAN,
                below = -1_i64,
                bytes = &b"ab"[..],
                status = Empty,
            );
            outer.in_scope(|| {
                let inner = tracing::info_span!("inner", status = Empty, route = Empty);
                inner.in_scope(|| tracing::info!("nothing recorded"));
                inner.record("route", "/meters/{id}");
                inner.record("status", 200_u16);
                inner.in_scope(|| tracing::info!(text = "a\"b", "recorded"));
                outer.record("status", 502_u16);
                outer.record("text", "exchanged");
                inner.in_scope(|| tracing::info!("recorded again"));
                tracing::info!(parent: &outer, "further out");
                tracing::info!(parent: None, "outside");
            });
        });
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    fn json_lines(written: Written) -> impl Layer<Registry> {
        JsonLines::new(move || written.clone())
    }

    #[test]
    fn lines_are_those_of_the_library_but_for_time_and_the_current_span() {
        let library = |written: Written| {
            let layer = fmt::layer().json().flatten_event(true).with_current_span(false).without_time();
            layer.with_writer(move || written.clone())
        };
        let expected: Vec<Value> = lines(library).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let lines = lines(json_lines);
        assert_eq!((lines.len(), expected.len()), (6, 6));
        // Of an event that is said to be in no span, the library says that it is in the current one.
        for (line, expected) in lines.iter().zip(expected).take(5) {
            let mut line: Map<String, Value> = serde_json::from_str(line).unwrap();
            let time = line.remove("timestamp").unwrap();
            assert!(time.as_str().is_some_and(|time| time.ends_with('Z') && time.len() == 27), "{time}");
            assert_eq!(Value::from(line), expected);
        }
    }

    #[test]
    fn what_is_said_to_be_in_no_span_is_in_none() {
        let lines = lines(json_lines);
        let line = lines.iter().find(|line| line.contains("outside")).unwrap();
        assert!(!line.contains("spans"), "{line}");
    }

    #[test]
    fn no_member_stands_twice() {
        let lines = lines(json_lines);
        let line = lines.iter().find(|line| line.contains("recorded again")).unwrap();
        assert_eq!(line.matches(r#""text":"#).count(), 1, "{line}");
    }
}
