//! Writes an event as one line of JSON: its fields, and the spans that it happened in, the outermost first.
//!
//! The library's own way reads the fields of every span again, and writes each twice, once as the current one.

use std::fmt;

use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use super::fields::{Appending, Members, joined};

/// Lines of JSON.
#[derive(Debug)]
pub(super) struct JsonLine;

impl<S> FormatEvent<S, Appending> for JsonLine
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, Appending>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut time = String::new();
        SystemTime.format_time(&mut Writer::new(&mut time))?;
        let mut members = Members::default();
        members.put("timestamp", time);
        members.put("level", event.metadata().level().as_str());
        event.record(&mut members);
        members.put("target", event.metadata().target());
        let mut line = members.closed()?;
        let scope = event.parent().and_then(|id| context.span(id)).or_else(|| context.lookup_current());
        if let Some(innermost) = scope {
            line.pop();
            let mut before = r#","spans":["#;
            for span in innermost.scope().from_root() {
                line.push_str(before);
                before = ",";
                let mut members = Members::default();
                members.put("name", span.name());
                let extensions = span.extensions();
                let fields = extensions.get::<FormattedFields<Appending>>().map_or("", |fields| fields.as_str());
                line.push_str(&joined(members.closed()?, fields));
            }
            line.push_str("]}");
        }
        line.push('\n');
        writer.write_str(&line)
    }
}
