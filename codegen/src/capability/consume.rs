//! Reads entries of `consumes`: HTTP services, and imports of them from other files.

use super::codes::{CONSUMES, prose, renamed};
use super::scalar::is_kebab;
use super::{Authentication, Operation, Parameter, Text, authentication, operation, parameter};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Node, Table};

/// One entry of `consumes`.
#[derive(Clone, Debug, PartialEq)]
pub enum Consumes {
    /// An entry of another file.
    Import(Import),
    /// A service.
    Http(Http),
}

/// An entry taken from another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// `import`: the namespace wanted.
    pub namespace: Text,
    /// `location`: the file.
    pub location: Text,
    /// `as`: the name it gets here.
    pub alias: Option<Text>,
}

/// A service spoken to over HTTP.
#[derive(Clone, Debug, PartialEq)]
pub struct Http {
    /// `namespace`.
    pub namespace: Text,
    /// `baseUri`; `None` when it was reported.
    pub base_uri: Option<Text>,
    /// `description`.
    pub description: Option<String>,
    /// `authentication`.
    pub authentication: Option<Authentication>,
    /// `inputParameters`: sent with every request.
    pub parameters: Vec<Parameter>,
    /// `resources`.
    pub resources: Vec<Resource>,
}

/// A group of operations at one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// `name`: a label; `None` when it was reported.
    pub name: Option<Text>,
    /// `path`; `None` when it was reported.
    pub path: Option<Text>,
    /// `inputParameters`.
    pub parameters: Vec<Parameter>,
    /// `operations`.
    pub operations: Vec<Operation>,
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Consumes> {
    if node.get("import").is_some() || node.get("location").is_some() {
        return import(node, found).map(Consumes::Import);
    }
    http(node, found).map(Consumes::Http)
}

fn import(node: &Node, found: &mut Diagnostics) -> Option<Import> {
    const KEYS: [&str; 4] = ["import", "location", "as", "description"];
    let map = node.as_map()?;
    if let Some(entry) = map.iter().find(|entry| !KEYS.contains(&&*entry.key.text)) {
        let message = format!("an import takes only import, location, as and description, found `{}`", entry.key.text);
        let diagnostic = Diagnostic::error("NK240", entry.key.span, message);
        found.push(match suggest::suggest(&entry.key.text, KEYS) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
    let codes = crate::source::Codes { missing: "NK240", ..CONSUMES };
    let mut table = Table::open(node, "import", codes, found)?;
    prose(&mut table, "description", found);
    let namespace = table.required_string("import", found);
    let location = table.required_string("location", found);
    let alias = table.string("as", found).inspect(|alias| namespace_style(alias, found));
    Some(Import { namespace: namespace?, location: location?, alias })
}

fn http(node: &Node, found: &mut Diagnostics) -> Option<Http> {
    let mut table = Table::open(node, "consumes entry", CONSUMES, found)?;
    renamed(&mut table, node, &[("from", "location"), ("display", "label")], found);
    if let Some(kind) = table.required_string("type", found).filter(|kind| kind.value != "http") {
        let message = format!("unsupported consumes type `{}`", kind.value);
        found.push(Diagnostic::error("NK201", kind.span, message).help("only `http` is supported"));
        return None;
    }
    let namespace = table.required_string("namespace", found).inspect(|name| namespace_style(name, found));
    let base_uri = table.required_string("baseUri", found);
    let description = prose(&mut table, "description", found);
    if !table.has("description") {
        found.push(Diagnostic::warning("NK320", table.span(), "consumes entry has no `description`"));
    }
    let authentication = table.optional("authentication").and_then(|node| authentication::read(node, found));
    let parameters = parameter::list(&mut table, found);
    let resources = table.required_list("resources", found).unwrap_or_default();
    let resources = resources.iter().filter_map(|node| resource(node, found)).collect();
    table.finish(found);
    Some(Http { namespace: namespace?, base_uri, description, authentication, parameters, resources })
}

/// Reports a namespace that no call could name; its entry stays readable.
fn namespace_style(namespace: &Text, found: &mut Diagnostics) {
    if !is_kebab(&namespace.value) {
        let message = format!("namespace `{}` may contain letters, digits and `-`", namespace.value);
        found.push(Diagnostic::error("NK201", namespace.span, message));
    }
}

fn resource(node: &Node, found: &mut Diagnostics) -> Option<Resource> {
    let mut table = Table::open(node, "consumed resource", CONSUMES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let name = table.required_string("name", found);
    let path = table.required_string("path", found);
    prose(&mut table, "label", found);
    prose(&mut table, "description", found);
    let parameters = parameter::list(&mut table, found);
    let operations = table.required_list("operations", found).unwrap_or_default();
    let operations = operations.iter().filter_map(|node| operation::read(node, found)).collect();
    table.finish(found);
    Some(Resource { name, path, parameters, operations })
}
