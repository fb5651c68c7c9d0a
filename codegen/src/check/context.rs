//! What a check needs besides the thing it looks at.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::BTreeSet;

/// One import on the way to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Via {
    /// The import.
    pub(super) span: Span,
    /// What it imports.
    pub(super) namespace: String,
}

/// Findings of one capability, and what was seen on the way.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) found: Diagnostics,
    /// The bind keys that some template names.
    pub(super) used_keys: BTreeSet<Span>,
    /// Whether a fragment in a path was reported; there are files with hundreds.
    pub(super) fragment_reported: bool,
}

impl Context {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Runs a check on something that came from another file, and adds to its findings how it came here.
    pub(super) fn imported<T>(&mut self, via: &[Via], check: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::take(&mut self.found);
        let result = check(self);
        let inner = std::mem::replace(&mut self.found, outer);
        for diagnostic in inner.iter() {
            let chain = via.iter().rev();
            self.push(chain.fold(diagnostic.clone(), |diagnostic, via| diagnostic.via(via.span, &via.namespace)));
        }
        result
    }
}

/// Adds a help text when there is one.
pub(super) fn with_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
