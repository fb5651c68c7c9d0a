//! Reads `exposes`: the adapters, and what every kind of them has.

use super::codes::{EXPOSES, any_list, renamed};
use super::scalar::is_kebab;
use super::{Mcp, Rest, Text, mcp, rest};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Node, Spanned, Table};

/// One entry of `exposes`.
#[derive(Clone, Debug, PartialEq)]
pub enum Adapter {
    /// `type: rest`
    Rest(Rest),
    /// `type: mcp`
    Mcp(Mcp),
    /// A type that is known and skipped, by its namespace if it has one.
    Skipped(Option<Text>),
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Adapter> {
    let mut table = Table::open(node, "exposes entry", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let kind = table.required_string("type", found)?;
    match &*kind.value {
        "rest" => Some(Adapter::Rest(rest::read(table, found))),
        "mcp" => Some(Adapter::Mcp(mcp::read(table, found))),
        "skill" | "control" | "agent-skill" => {
            let message = format!("adapter type `{}` is not supported, skipped", kind.value);
            found.push(Diagnostic::warning("NK301", kind.span, message));
            Some(Adapter::Skipped(table.string("namespace", found)))
        }
        other => {
            let diagnostic = Diagnostic::error("NK301", kind.span, format!("unknown adapter type `{other}`"));
            found.push(match (other, suggest::help(other, ["rest", "mcp"])) {
                ("api", _) => diagnostic.help("`api` was renamed `rest` in version 0.5"),
                (_, Some(help)) => diagnostic.help(help),
                (_, None) => diagnostic,
            });
            None
        }
    }
}

/// The adapter's `namespace`.
pub(super) fn namespace(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Text> {
    let namespace = table.required_string("namespace", found)?;
    if !is_kebab(&namespace.value) {
        let message = format!("namespace `{}` may contain letters, digits and `-`", namespace.value);
        found.push(Diagnostic::error("NK303", namespace.span, message));
    }
    Some(namespace)
}

/// The adapter's `port`, when it is one.
pub(super) fn port(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Spanned<u16>> {
    let port = table.integer("port", found)?;
    match u16::try_from(port.value) {
        Ok(value) if value > 0 => Some(Spanned::new(value, port.span)),
        _ => {
            let message = format!("port must be between 1 and 65535, found {}", port.value);
            found.push(Diagnostic::error("NK312", port.span, message));
            None
        }
    }
}

/// The entries of a section that is recognised and not supported.
pub(super) fn unsupported_section(table: &mut Table<'_>, key: &'static str, found: &mut Diagnostics) {
    if let Some(entry) = table.entry(key) {
        found.push(Diagnostic::warning("NK301", entry.key.span, format!("MCP `{key}` are not supported, skipped")));
        any_list(table, key, found);
    }
}
