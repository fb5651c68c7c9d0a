//! Findings about a spec: what is wrong, where, and what to do about it.

mod arrange;
mod clean;
mod excerpt;
mod operations;
mod place;
mod plain;
mod render;
mod sources;
mod stage;
pub mod suggest;

pub use place::{FileId, Span};
pub use plain::{json, one_line};
pub use render::{RenderOptions, render};
pub use sources::{Position, Sources};
pub use stage::Stage;

use std::path::Path;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but a person should look.
    Warning,
    /// Told when asked for.
    Note,
}

/// One finding, with a stable code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable identifier, such as `NK216`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// The place the finding is about; `None` when there is no text to point at (a missing file).
    pub span: Option<Span>,
    /// The file the finding is about when there is no span.
    pub path: Option<String>,
    /// Other places that belong to it, each with a few words ("first defined here").
    pub related: Vec<(Span, String)>,
    /// The imports that led to the file, innermost first, each with the path of the importing file.
    pub via: Vec<(Span, String)>,
    /// The operations that it touches, where it may touch several; what says the same of each is told as one.
    pub operations: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that stops generation.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Some(span), message)
    }

    /// A finding that a person should look at.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Some(span), message)
    }

    /// A finding that is told when asked for.
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, Some(span), message)
    }

    /// An error about a file that has no text to point at.
    pub fn file_error(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::new(code, Severity::Error, None, message) }
    }

    /// A finding about a file as a whole.
    pub fn about_file(code: &'static str, severity: Severity, path: &str, message: impl Into<String>) -> Self {
        Self { path: Some(path.to_owned()), ..Self::new(code, severity, None, message) }
    }

    fn new(code: &'static str, severity: Severity, span: Option<Span>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span,
            path: None,
            related: Vec::new(),
            via: Vec::new(),
            operations: Vec::new(),
            help: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which operation the finding was made in. One that says the same of another operation has the same cause:
    /// [`Diagnostics::sorted`] makes one of both.
    #[must_use]
    pub fn of_operation(mut self, name: impl Into<String>) -> Self {
        self.operations.push(name.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds the import that led to the file of the finding, and what it imports.
    #[must_use]
    pub fn via(mut self, import: Span, what: impl Into<String>) -> Self {
        self.via.push((import, what.into()));
        self
    }
}

/// All findings of a run, collected instead of stopping at the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes back a finding that another one explains.
    pub fn retract(&mut self, diagnostic: &Diagnostic) {
        self.found.retain(|found| found != diagnostic);
    }

    /// Adds all findings of another collection.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// The findings with the paths of whole files put below a folder.
    #[must_use]
    pub fn below(mut self, folder: &Path) -> Self {
        for path in self.found.iter_mut().filter_map(|found| found.path.as_mut()) {
            *path = folder.join(&*path).display().to_string();
        }
        self
    }

    /// The findings with every warning made an error.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        for finding in self.found.iter_mut().filter(|found| found.severity == Severity::Warning) {
            finding.severity = Severity::Error;
        }
        self
    }

    /// How many were made; what is shown of them is [`Self::sorted`].
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in the order they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// Whether anything keeps an SDK from being made. What a capability exposes does not: see [`Stage::Exposes`].
    pub fn has_errors(&self) -> bool {
        let mut errors = self.found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.any(|diagnostic| diagnostic.stage() != Stage::Exposes)
    }
}

#[cfg(test)]
mod tests;
