//! Reads `info`: title, description and dates of a capability.

use super::Text;
use super::codes::{DOCUMENT, any_list, prose};
use super::scalar::is_date;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Table};

/// `info`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// `label`: the title.
    pub label: Option<Text>,
    /// `description`.
    pub description: Option<String>,
    /// `tags`.
    pub tags: Vec<Text>,
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Info> {
    let mut table = Table::open(node, "info", DOCUMENT, found)?;
    let label = table.required_string("label", found);
    let description = prose(&mut table, "description", found);
    if !table.has("description") {
        found.push(Diagnostic::warning("NK320", table.span(), "`info` has no `description`"));
    }
    let tags = table.strings("tags", found);
    for key in ["created", "modified"] {
        if let Some(date) = table.string(key, found).filter(|date| !is_date(&date.value)) {
            let message = format!("`{key}` is not a date of the form YYYY-MM-DD: {:?}", date.value);
            found.push(Diagnostic::error("NK110", date.span, message));
        }
    }
    for node in any_list(&mut table, "stakeholders", found) {
        stakeholder(node, found);
    }
    if let Some(entry) = table.entry("related") {
        let message = "undocumented section `info.related` is ignored";
        found.push(Diagnostic::warning("NK111", entry.key.span, message));
    }
    table.finish(found);
    Some(Info { label, description, tags })
}

/// Nobody is told who stands behind a capability; only the shape is looked at.
fn stakeholder(node: &Node, found: &mut Diagnostics) -> Option<()> {
    let mut table = Table::open(node, "stakeholder", DOCUMENT, found)?;
    table.required_string("role", found);
    table.required_string("fullName", found);
    table.string("email", found);
    table.finish(found);
    Some(())
}
