//! Writes findings the way compilers do: what, where, the line itself, and what to do.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::arrange::{Arranged, arrange};
use super::excerpt::{Excerpt, excerpt};
use super::{Diagnostic, Diagnostics, Severity, Sources, Span, clean, operations};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// With colours for a terminal.
    pub color: bool,
    /// With findings of severity [`Severity::Note`].
    pub notes: bool,
}

/// All findings as text, sorted; repeats are folded and the number is limited. Empty when there is nothing to show.
pub fn render(sources: &Sources, found: &Diagnostics, options: RenderOptions) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let Arranged { shown, folded, omitted } = arrange(sources, found, options.notes);
    let mut text = String::new();
    for diagnostic in shown {
        text.push_str(&renderer.render(&[group(sources, &diagnostic)]));
        text.push_str("\n\n");
    }
    // Writing to a string cannot fail.
    for (code, path, count) in folded {
        let _ = writeln!(text, "… and {count} more {code} in {}", clean::message(&path));
    }
    if omitted > 0 {
        let _ = writeln!(text, "… and {omitted} more findings");
    }
    text
}

fn group<'run>(sources: &'run Sources, diagnostic: &'run Diagnostic) -> Group<'run> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clean::message(&diagnostic.message)).id(diagnostic.code));
    if let Some(path) = &diagnostic.path {
        group = group.element(Origin::path(clean::message(path)));
    }
    if let Some(span) = diagnostic.span {
        group = place(group, sources, span, AnnotationKind::Primary, None);
    }
    for (span, label) in &diagnostic.related {
        group = place(group, sources, *span, AnnotationKind::Context, Some(label));
    }
    for (span, what) in &diagnostic.via {
        let position = sources.line_column(*span);
        let path = sources.path(span.file);
        let message = format!("`{what}` imported from {path}:{}:{}", position.line, position.column);
        group = group.element(Level::NOTE.message(clean::message(&message)));
    }
    if let Some(operations) = operations::sentence(diagnostic) {
        group = group.element(Level::NOTE.message(clean::message(&operations)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean::message(help)));
    }
    group
}

/// Adds a place: its file, line and column, and the line itself.
fn place<'run>(
    group: Group<'run>,
    sources: &'run Sources,
    span: Span,
    kind: AnnotationKind,
    label: Option<&str>,
) -> Group<'run> {
    let position = sources.line_column(span);
    let path = clean::message(sources.path(span.file));
    let label = label.map(clean::message);
    match excerpt(sources, span) {
        Excerpt::Line(text, mark) => {
            let annotation = kind.span(mark).label(label);
            group.element(Snippet::source(text).path(path).line_start(position.line).annotation(annotation))
        }
        other => {
            let group = group.element(Origin::path(path).line(position.line).char_column(position.column));
            let piece = if let Excerpt::Piece(text) = other { Some(format!("in `…{text}…`")) } else { None };
            match [label, piece].into_iter().flatten().reduce(|label, piece| format!("{label} {piece}")) {
                Some(text) => group.element(Level::NOTE.message(text)),
                None => group,
            }
        }
    }
}
