//! Writes the fields of a span as one JSON object, and appends those that are known later.
//!
//! The library's own way reads the object again for every field that is recorded later and writes it anew; a request has
//! three spans here or more, and their routes and statuses are known last.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::Record;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormattedFields;
use tracing_subscriber::fmt::format::{FormatFields, Writer};

/// Fields as JSON.
#[derive(Debug)]
pub(super) struct Appending;

impl<'w> FormatFields<'w> for Appending {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'w>, fields: R) -> fmt::Result {
        writer.write_str(&Members::of(fields).closed()?)
    }

    fn add_fields(&self, current: &'w mut FormattedFields<Self>, fields: &Record<'_>) -> fmt::Result {
        let known = std::mem::take(&mut current.fields);
        let members = Members::of(fields);
        // No text holds a name like this: its quotes would be escaped.
        let is_anew = members.names.iter().any(|name| known.contains(&format!("\"{name}\":")));
        let added = members.closed()?;
        current.fields = if is_anew { exchanged(&known, &added)? } else { joined(known, &added) };
        Ok(())
    }
}

/// One object with the members of both, which have different names.
pub(super) fn joined(mut object: String, other: &str) -> String {
    match (object.as_str(), other) {
        ("" | "{}", _) => other.to_owned(),
        (_, "" | "{}") => object,
        _ => {
            object.pop();
            object.push(',');
            object.push_str(&other[1..]);
            object
        }
    }
}

/// The object after some members were given another value.
fn exchanged(object: &str, other: &str) -> Result<String, fmt::Error> {
    let read = |object| serde_json::from_str::<Map<String, Value>>(object).map_err(|_| fmt::Error);
    let mut members = read(object)?;
    members.extend(read(other)?);
    Ok(Value::Object(members).to_string())
}

/// The members of an object that is being written.
pub(super) struct Members {
    /// Without its closing brace.
    object: Vec<u8>,
    names: Vec<&'static str>,
    outcome: serde_json::Result<()>,
}

impl Default for Members {
    fn default() -> Self {
        let mut object = Vec::with_capacity(256);
        object.push(b'{');
        Self { object, names: Vec::with_capacity(8), outcome: Ok(()) }
    }
}

impl Members {
    fn of(fields: impl RecordFields) -> Self {
        let mut members = Self::default();
        fields.record(&mut members);
        members
    }

    pub(super) fn put(&mut self, name: &'static str, value: impl Serialize) {
        if self.outcome.is_err() {
            return;
        }
        if !self.names.is_empty() {
            self.object.push(b',');
        }
        self.names.push(name);
        self.outcome = serde_json::to_writer(&mut self.object, name).and_then(|()| {
            self.object.push(b':');
            serde_json::to_writer(&mut self.object, &value)
        });
    }

    /// The whole object.
    pub(super) fn closed(mut self) -> Result<String, fmt::Error> {
        self.outcome.map_err(|_| fmt::Error)?;
        self.object.push(b'}');
        String::from_utf8(self.object).map_err(|_| fmt::Error)
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

    use tracing::field::Empty;
    use tracing_subscriber::Registry;
    use tracing_subscriber::fmt::FormatEvent;
    use tracing_subscriber::fmt::format::{Format, Json, JsonFields};
    use tracing_subscriber::layer::SubscriberExt;

    use super::super::line::JsonLine;
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

    /// The lines about the same events, written in this way.
    fn lines<N, E>(fields: N, event: E) -> Vec<String>
    where
        N: for<'w> FormatFields<'w> + Send + Sync + 'static,
        E: FormatEvent<Registry, N> + Send + Sync + 'static,
    {
        let written = Written::default();
        let writer = written.clone();
        let layer = tracing_subscriber::fmt::layer().fmt_fields(fields).event_format(event);
        let layer = layer.with_writer(move || writer.clone());
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

    #[test]
    fn lines_are_those_of_the_library_but_for_time_and_the_current_span() {
        let format: Format<Json, ()> =
            Format::default().json().flatten_event(true).with_current_span(false).without_time();
        let expected: Vec<Value> =
            lines(JsonFields::new(), format).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let lines = lines(Appending, JsonLine);
        assert_eq!(lines.len(), 6);
        for (line, expected) in lines.iter().zip(expected) {
            let mut line: Map<String, Value> = serde_json::from_str(line).unwrap();
            let time = line.remove("timestamp").unwrap();
            assert!(time.as_str().is_some_and(|time| time.ends_with('Z') && time.len() == 27), "{time}");
            assert_eq!(Value::from(line), expected);
        }
    }

    #[test]
    fn no_member_stands_twice() {
        let lines = lines(Appending, JsonLine);
        let line = lines.iter().find(|line| line.contains("recorded again")).unwrap();
        assert_eq!(line.matches(r#""text":"#).count(), 1, "{line}");
    }
}
