//! Writes findings for other programs: one line each, or JSON.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Severity, Sources, Span, clean, operations};

impl Severity {
    /// The word in front of a finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// `file:line:column: severity[code]: message (in operation …) (help: …)`.
pub fn one_line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = match (diagnostic.span, &diagnostic.path) {
        (Some(span), _) => format!("{}: ", shown(sources, span)),
        (None, Some(path)) => format!("{}: ", clean::message(path)),
        (None, None) => String::new(),
    };
    let (word, message) = (diagnostic.severity.word(), clean::message(&diagnostic.message));
    let operations = operations::sentence(diagnostic).map(|operations| format!(" ({})", clean::message(&operations)));
    let operations = operations.unwrap_or_default();
    let help = diagnostic.help.as_ref().map(|help| format!(" (help: {})", clean::message(help))).unwrap_or_default();
    format!("{place}{word}[{}]: {message}{operations}{help}", diagnostic.code)
}

/// Every finding of a run as one JSON array, sorted and complete. `pointer` turns a place into an RFC 6901 pointer.
pub fn json(sources: &Sources, found: &Diagnostics, pointer: impl Fn(Span) -> Option<String>) -> String {
    let place = |span: Span| {
        let position = sources.line_column(span);
        json!({
            "file": sources.path(span.file),
            "line": position.line,
            "column": position.column,
            "start": span.start,
            "end": span.end,
            "pointer": pointer(span),
        })
    };
    let labelled = |(span, label): &(Span, String)| json!({ "at": place(*span), "label": label });
    let entry = |diagnostic: Cow<'_, Diagnostic>| {
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.word(),
            "message": diagnostic.message,
            "at": diagnostic.span.map(place),
            "path": diagnostic.path,
            "related": diagnostic.related.iter().map(labelled).collect::<Vec<_>>(),
            "operations": diagnostic.operations,
            "via": diagnostic.via.iter().map(labelled).collect::<Vec<_>>(),
            "help": diagnostic.help,
        })
    };
    let entries: Vec<Value> = found.sorted().into_iter().map(entry).collect();
    format!("{:#}", Value::Array(entries))
}

fn shown(sources: &Sources, span: Span) -> String {
    let position = sources.line_column(span);
    format!("{}:{}:{}", clean::message(sources.path(span.file)), position.line, position.column)
}
