//! Writes the fields of a span as one JSON object, and appends those that are known later.
//!
//! The library's own way reads the object again for every field that is recorded later and writes it anew, which is a good
//! part of what a request costs here: each has four spans, and their routes and statuses are known last.

use std::fmt;

use tracing::field::{Field, Visit};
use tracing::span::Record;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormattedFields;
use tracing_subscriber::fmt::format::{FormatFields, Writer};

/// Fields as JSON. A field that is recorded twice stands there twice: whoever reads the object takes the last.
#[derive(Debug)]
pub(super) struct Appending;

impl<'w> FormatFields<'w> for Appending {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'w>, fields: R) -> fmt::Result {
        writer.write_str(&with(Vec::with_capacity(256), fields)?)
    }

    fn add_fields(&self, current: &'w mut FormattedFields<Self>, fields: &Record<'_>) -> fmt::Result {
        let mut object = std::mem::take(&mut current.fields).into_bytes();
        // The closing brace.
        object.pop();
        current.fields = with(object, fields)?;
        Ok(())
    }
}

/// The object with further fields; it comes without its closing brace, or empty.
fn with(mut object: Vec<u8>, fields: impl RecordFields) -> Result<String, fmt::Error> {
    if object.is_empty() {
        object.push(b'{');
    }
    let mut members = Members { object, outcome: Ok(()) };
    fields.record(&mut members);
    let Members { mut object, outcome } = members;
    outcome.map_err(|_| fmt::Error)?;
    object.push(b'}');
    String::from_utf8(object).map_err(|_| fmt::Error)
}

/// The members of an object that is being written.
struct Members {
    object: Vec<u8>,
    outcome: serde_json::Result<()>,
}

impl Members {
    fn put(&mut self, name: &str, value: impl serde::Serialize) {
        if self.outcome.is_err() {
            return;
        }
        if self.object.len() > 1 {
            self.object.push(b',');
        }
        self.outcome = serde_json::to_writer(&mut self.object, name).and_then(|()| {
            self.object.push(b':');
            serde_json::to_writer(&mut self.object, &value)
        });
    }
}

impl Visit for Members {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field.name(), value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field.name(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field.name(), value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field.name(), value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field.name(), value);
    }

    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        self.put(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // As the library writes a name that is a keyword.
        let name = field.name();
        self.put(name.strip_prefix("r#").unwrap_or(name), format_args!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use serde_json::Value;
    use tracing::field::Empty;
    use tracing_subscriber::fmt::format::{Json, JsonFields};
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::{Registry, fmt::format::Format};

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

    /// The lines about the same spans, their fields written in this way.
    fn lines<N>(fields: N) -> Vec<Value>
    where
        N: for<'w> FormatFields<'w> + Send + Sync + 'static,
    {
        let written = Written::default();
        let writer = written.clone();
        let format: Format<Json, ()> = Format::default().json().flatten_event(true).without_time();
        let layer = tracing_subscriber::fmt::layer().event_format(format).fmt_fields(fields);
        let layer = layer.with_writer(move || writer.clone());
        tracing::subscriber::with_default(Registry::default().with(layer), || {
            let outer = tracing::info_span!(
                "outer",
                text = "a \"b\" \\ \u{e9}\n",
                shown = %"x\"y",
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
                inner.in_scope(|| tracing::info!("recorded"));
                outer.record("status", 502_u16);
                outer.record("text", "exchanged");
                inner.in_scope(|| tracing::info!("recorded again"));
            });
        });
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn lines_are_those_of_the_library() {
        let lines = lines(Appending);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2]["spans"][0]["text"], "exchanged");
        assert_eq!(lines[2]["span"]["route"], "/meters/{id}");
        assert_eq!(lines, self::lines(JsonFields::new()));
    }
}
