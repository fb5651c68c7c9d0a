//! Reads the REST adapter: routes, their methods, and the calls they make.

use super::codes::{EXPOSES, filled_list, prose, renamed};
use super::expose::{namespace, port};
use super::parameter::Declarer;
use super::{
    Action, Authentication, ExposedParameter, MappedOutput, Method, Text, authentication, call, operation, output,
    parameter,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Spanned, Table};

/// A REST adapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// `namespace`; `None` when it was reported.
    pub namespace: Option<Text>,
    /// `port`; `None` when it was reported.
    pub port: Option<Spanned<u16>>,
    /// `address`.
    pub address: Option<Text>,
    /// `description`.
    pub description: Option<String>,
    /// `authentication`: what callers must show.
    pub authentication: Option<Authentication>,
    /// `resources`.
    pub resources: Vec<RestResource>,
}

/// A route.
#[derive(Clone, Debug, PartialEq)]
pub struct RestResource {
    /// `path`.
    pub path: Text,
    /// `inputParameters`.
    pub parameters: Option<Vec<ExposedParameter>>,
    /// `operations`.
    pub operations: Vec<RestOperation>,
}

/// A method of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct RestOperation {
    /// `method`; `None` when it was reported.
    pub method: Option<Spanned<Method>>,
    /// `name`.
    pub name: Option<Text>,
    /// `description`.
    pub description: Option<String>,
    /// What it does.
    pub action: Action,
    /// `inputParameters`.
    pub parameters: Option<Vec<ExposedParameter>>,
    /// `outputParameters`.
    pub outputs: Vec<MappedOutput>,
}

/// Reads an adapter whose `type` is known to be `rest`.
pub(super) fn read(mut table: Table<'_>, found: &mut Diagnostics) -> Rest {
    let namespace = namespace(&mut table, found);
    let port = port(&mut table, found);
    let port_missing = port.is_none() && !table.has("port");
    if port_missing {
        found.push(Diagnostic::error("NK312", table.span(), "a REST adapter needs `port`"));
    }
    let address = table.string("address", found);
    let description = prose(&mut table, "description", found);
    let authentication = table.optional("authentication").and_then(|node| authentication::read_incoming(node, found));
    let resources = table.required_list("resources", found).unwrap_or_default();
    let resources = resources.iter().filter_map(|node| resource(node, found)).collect();
    table.finish(found);
    Rest { namespace, port, address, description, authentication, resources }
}

fn resource(node: &Node, found: &mut Diagnostics) -> Option<RestResource> {
    let mut table = Table::open(node, "exposed resource", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let path = table.required_string("path", found);
    for key in ["name", "label", "description"] {
        prose(&mut table, key, found);
    }
    let parameters = parameter::exposed(&mut table, Declarer::Route, found);
    let forward = table.entry("forward").map(|entry| entry.key.span);
    let operations = filled_list(&mut table, "operations", found);
    match (forward, operations) {
        (Some(span), None) => {
            found.push(Diagnostic::error("NK315", span, "`forward` is not supported yet"));
        }
        (Some(span), Some(_)) => {
            found.push(Diagnostic::error("NK315", span, "declare exactly one of `operations` and `forward`"));
        }
        (None, None) if !table.has("operations") => {
            found.push(Diagnostic::error("NK303", table.span(), "exposed resource has no `operations`"));
        }
        (None, _) => {}
    }
    let operations = operations.unwrap_or_default().iter().filter_map(|node| operation(node, found)).collect();
    table.finish(found);
    Some(RestResource { path: path?, parameters, operations })
}

fn operation(node: &Node, found: &mut Diagnostics) -> Option<RestOperation> {
    let mut table = Table::open(node, "exposed operation", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let method = table.required("method", found).and_then(|node| operation::method(node, "NK303", found));
    let name = table.string("name", found);
    prose(&mut table, "label", found);
    let description = prose(&mut table, "description", found);
    let parameters = parameter::exposed(&mut table, Declarer::Route, found);
    let action = call::read(&mut table, found);
    let outputs = output::list(&mut table, found);
    table.finish(found);
    Some(RestOperation { method, name, description, action, parameters, outputs })
}
