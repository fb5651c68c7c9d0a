//! Reads `binds`: the variables a capability may name and what their provider calls them.

use super::Text;
use super::codes::{DOCUMENT, prose, renamed};
use super::scalar::{is_kebab, is_variable};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::table::{string, wrong_type};
use crate::source::{Node, Spanned, Table};
use heck::ToShoutySnakeCase;

/// One bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    /// `namespace`: the scope of its variables; `None` when it was reported.
    pub namespace: Option<Text>,
    /// `location`: where the values are; absent means the process environment.
    pub location: Option<Text>,
    /// `keys`.
    pub keys: Vec<BindKey>,
}

/// One variable of a bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindKey {
    /// Its name in templates.
    pub name: Text,
    /// Its name at the provider.
    pub provider: Text,
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Bind> {
    let mut table = Table::open(node, "bind", DOCUMENT, found)?;
    renamed(&mut table, node, &[("name", "namespace"), ("uri", "location")], found);
    let namespace = namespace(&mut table, node, found);
    let location = table.string("location", found);
    prose(&mut table, "description", found);
    let mut keys = Vec::new();
    if let Some(node) = table.required("keys", found) {
        match node.as_map() {
            Some(map) if map.is_empty() => {
                found.push(Diagnostic::error("NK108", node.span, "`keys` needs at least one entry"));
            }
            Some(map) => keys.extend(map.iter().filter_map(|entry| {
                let provider = string(&entry.value, &entry.key.text, DOCUMENT, found)?;
                let name = Spanned::new(entry.key.text.to_string(), entry.key.span);
                key_style(&name, found);
                Some(BindKey { name, provider })
            })),
            None => wrong_type::<()>(node, "keys", "a mapping", DOCUMENT, found).unwrap_or_default(),
        }
    }
    table.finish(found);
    Some(Bind { namespace, location, keys })
}

fn namespace(table: &mut Table<'_>, node: &Node, found: &mut Diagnostics) -> Option<Text> {
    if node.get("name").is_some() && node.get("namespace").is_none() {
        return None;
    }
    let namespace = table.required_string("namespace", found)?;
    if !is_kebab(&namespace.value) {
        let message = format!("bind namespace `{}` may contain letters, digits and `-`", namespace.value);
        found.push(Diagnostic::error("NK116", namespace.span, message));
    }
    Some(namespace)
}

fn key_style(name: &Text, found: &mut Diagnostics) {
    if is_variable(&name.value) {
        return;
    }
    let message = format!("variable `{}` must be SCREAMING_SNAKE_CASE", name.value);
    let diagnostic = Diagnostic::error("NK113", name.span, message);
    let better = name.value.to_shouty_snake_case();
    found.push(match is_variable(&better) {
        true => diagnostic.help(format!("did you mean `{better}`?")),
        false => diagnostic,
    });
}
