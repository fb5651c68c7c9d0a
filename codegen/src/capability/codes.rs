//! The codes under which the parts of a capability report the shape of their mappings.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Codes, Node, Table};

/// Root, `info` and `binds`.
pub(super) const DOCUMENT: Codes = Codes { missing: "NK112", unknown: "NK105", wrong_type: "NK107", empty: "NK108" };

/// Everything under `consumes`.
pub(super) const CONSUMES: Codes = Codes { missing: "NK203", ..DOCUMENT };

/// `authentication` of a consumes entry.
pub(super) const AUTHENTICATION: Codes = Codes { missing: "NK228", ..DOCUMENT };

/// Everything under `exposes`.
pub(super) const EXPOSES: Codes = Codes { missing: "NK303", ..DOCUMENT };

/// Reports keys of other versions of the format under their present name, instead of as unknown.
pub(super) fn renamed(table: &mut Table<'_>, node: &Node, renames: &[(&'static str, &str)], found: &mut Diagnostics) {
    for &(old, new) in renames {
        let Some(entry) = node.as_map().and_then(|map| map.entry(old)) else { continue };
        table.ignore(&[old]);
        let message = format!("`{old}` is `{new}` in the supported versions");
        found.push(Diagnostic::error("NK106", entry.key.span, message).help(format!("rename it to `{new}`")));
    }
}

/// The entries of a list that may be absent but not empty.
pub(super) fn filled_list<'node>(
    table: &mut Table<'node>,
    key: &'static str,
    found: &mut Diagnostics,
) -> Option<&'node [Node]> {
    if table.has(key) { table.required_list(key, found) } else { None }
}

/// The entries of a list that may be absent or empty.
pub(super) fn any_list<'node>(table: &mut Table<'node>, key: &'static str, found: &mut Diagnostics) -> &'node [Node] {
    table.list(key, found).unwrap_or_default()
}

/// A text that people read; it ends up in documentation.
pub(super) fn prose(table: &mut Table<'_>, key: &'static str, found: &mut Diagnostics) -> Option<String> {
    let text = table.string(key, found)?;
    let lower = text.value.to_ascii_lowercase();
    if let Some(code) = ["<script", "eval("].into_iter().find(|code| lower.contains(code)) {
        let message = format!("`{key}` holds `{code}`, which no text for people needs");
        found.push(Diagnostic::warning("NK320", text.span, message));
    }
    Some(text.value)
}
