//! Reads `exposes`: what adapters offer, and by which calls; here the REST adapter.

use super::codes::{EXPOSES, any_list, filled_list, prose, renamed};
use super::scalar::is_kebab;
use super::{
    Authentication, Constant, ExposedParameter, MappedOutput, Mcp, Method, Text, authentication, mcp, operation,
    output, parameter,
};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::table::wrong_type;
use crate::source::{Node, Span, Spanned, Table};

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

/// What a route or tool does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It calls an operation.
    Call(Call),
    /// It answers by itself, with fixed values.
    Mock,
    /// Something that was reported.
    Reported,
}

/// `call` and `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// `call`: `namespace.operation`.
    pub target: Text,
    /// `with`; `None` when it is absent altogether.
    pub arguments: Option<Vec<Argument>>,
}

/// One entry of `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The callee's input.
    pub name: Text,
    /// What it gets.
    pub value: Spanned<Constant>,
}

/// What the text of an argument means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// The caller's value of this name.
    Caller(String),
    /// The caller's whole body.
    Body,
    /// A member of the caller's body.
    BodyMember(String),
    /// A header of the caller's request.
    Header(String),
    /// The text itself, possibly a template.
    Constant,
    /// A value of the other adapter kind, whose word is given.
    WrongScope(String),
}

impl ArgumentValue {
    /// Reads a text of `with` inside an adapter of kind `own` (`rest` or `tools`) and namespace `namespace`.
    pub fn of(text: &str, own: &str, namespace: Option<&str>) -> Self {
        let Some((scope, rest)) = text.split_once('.') else { return Self::Constant };
        let other = if own == "rest" { "tools" } else { "rest" };
        if scope == other {
            return Self::WrongScope(rest.to_owned());
        }
        if scope != own && Some(scope) != namespace {
            return Self::Constant;
        }
        match rest.split_once('.') {
            None if rest == "body" && own == "rest" => Self::Body,
            None => Self::Caller(rest.to_owned()),
            Some(("body", member)) => Self::BodyMember(member.to_owned()),
            Some(("headers", header)) => Self::Header(header.to_owned()),
            Some(_) => Self::Constant,
        }
    }
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Adapter> {
    let mut table = Table::open(node, "exposes entry", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let kind = table.required_string("type", found)?;
    match &*kind.value {
        "rest" => Some(Adapter::Rest(rest(table, found))),
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

fn rest(mut table: Table<'_>, found: &mut Diagnostics) -> Rest {
    let namespace = adapter_namespace(&mut table, found);
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

/// The adapter's `namespace`.
pub(super) fn adapter_namespace(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Text> {
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

fn resource(node: &Node, found: &mut Diagnostics) -> Option<RestResource> {
    let mut table = Table::open(node, "exposed resource", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let path = table.required_string("path", found);
    for key in ["name", "label", "description"] {
        prose(&mut table, key, found);
    }
    let parameters = parameter::exposed(&mut table, found);
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
    let parameters = parameter::exposed(&mut table, found);
    let action = action(&mut table, found);
    let outputs = output::list(&mut table, found);
    table.finish(found);
    Some(RestOperation { method, name, description, action, parameters, outputs })
}

/// What a route or tool does: one of `call`, `steps`, `ref`, or nothing.
pub(super) fn action(table: &mut Table<'_>, found: &mut Diagnostics) -> Action {
    table.ignore(&["mappings"]);
    let modes: Vec<(&str, Span)> =
        ["call", "steps", "ref"].into_iter().filter_map(|key| Some((key, table.entry(key)?.key.span))).collect();
    let call = table.string("call", found);
    let arguments = arguments(table, found);
    match (&modes[..], call) {
        ([], _) => Action::Mock,
        ([_], Some(target)) => Action::Call(Call { target, arguments }),
        ([("call", _)], None) => Action::Reported,
        ([(key, span)], None) => {
            found.push(Diagnostic::error("NK315", *span, format!("`{key}` (orchestration) is not supported yet")));
            Action::Reported
        }
        ([first, second, ..], _) => {
            let diagnostic = Diagnostic::error("NK315", second.1, "declare exactly one of `call`, `steps` and `ref`");
            found.push(diagnostic.related(first.1, format!("`{}` is here", first.0)));
            Action::Reported
        }
    }
}

fn arguments(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Vec<Argument>> {
    let node = table.optional("with")?;
    let Some(map) = node.as_map() else {
        return wrong_type(node, "with", "a mapping", EXPOSES, found);
    };
    let argument = |entry: &crate::source::Entry| {
        let value = parameter::constant(&entry.value, EXPOSES, found)?;
        Some(Argument { name: Spanned::new(entry.key.text.to_string(), entry.key.span), value })
    };
    Some(map.iter().filter_map(argument).collect())
}

/// The entries of a section that is recognised and not supported.
pub(super) fn unsupported_section(table: &mut Table<'_>, key: &'static str, found: &mut Diagnostics) {
    if let Some(entry) = table.entry(key) {
        found.push(Diagnostic::warning("NK301", entry.key.span, format!("MCP `{key}` are not supported, skipped")));
        any_list(table, key, found);
    }
}
