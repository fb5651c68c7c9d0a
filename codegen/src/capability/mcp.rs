//! Reads the MCP adapter: tools, their hints, and the calls they make.

use super::codes::{EXPOSES, prose, renamed};
use super::expose::{namespace, port, unsupported_section};
use super::parameter::Declarer;
use super::{Action, Authentication, ExposedParameter, MappedOutput, Text, authentication, call, output, parameter};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Span, Spanned, Table};

/// An MCP adapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Mcp {
    /// `namespace`; `None` when it was reported.
    pub namespace: Option<Text>,
    /// `transport`.
    pub transport: Transport,
    /// `port`, over HTTP.
    pub port: Option<Spanned<u16>>,
    /// `address`.
    pub address: Option<Text>,
    /// `description`: the server's instructions.
    pub description: Option<String>,
    /// `authentication`: what callers must show.
    pub authentication: Option<Authentication>,
    /// `tools`.
    pub tools: Vec<McpTool>,
}

/// How an MCP server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Streamable HTTP.
    Http,
    /// Standard input and output.
    Stdio,
}

/// A tool.
#[derive(Clone, Debug, PartialEq)]
pub struct McpTool {
    /// `name`.
    pub name: Text,
    /// `label`: the title.
    pub label: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `hints`.
    pub hints: Option<Hints>,
    /// What it does.
    pub action: Action,
    /// `inputParameters`.
    pub parameters: Option<Vec<ExposedParameter>>,
    /// `outputParameters`.
    pub outputs: Vec<MappedOutput>,
}

/// What a tool promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The place of the key.
    pub span: Span,
    /// `readOnly`
    pub read_only: Option<bool>,
    /// `destructive`
    pub destructive: Option<bool>,
    /// `idempotent`
    pub idempotent: Option<bool>,
    /// `openWorld`
    pub open_world: Option<bool>,
}

/// Reads an adapter whose `type` is known to be `mcp`.
pub(super) fn read(mut table: Table<'_>, found: &mut Diagnostics) -> Mcp {
    let namespace = namespace(&mut table, found);
    let transport = transport(&mut table, found);
    let port_key = table.entry("port").map(|entry| entry.key.span);
    let port = port(&mut table, found);
    match (transport, port_key) {
        (Some(Transport::Http), None) => {
            found.push(Diagnostic::error("NK312", table.span(), "MCP over http needs `port`"));
        }
        (Some(Transport::Stdio), Some(span)) => {
            found.push(Diagnostic::error("NK313", span, "MCP over stdio has no port").help("remove `port`"));
        }
        _ => {}
    }
    let address = table.string("address", found);
    let description = prose(&mut table, "description", found);
    if let (Some(Transport::Stdio), Some(entry)) = (transport, table.entry("authentication")) {
        found.push(Diagnostic::warning("NK313", entry.key.span, "authentication means nothing over stdio"));
    }
    let authentication = table.optional("authentication").and_then(|node| authentication::read_incoming(node, found));
    unsupported_section(&mut table, "resources", found);
    unsupported_section(&mut table, "prompts", found);
    let tools = table.required_list("tools", found).unwrap_or_default();
    let tools = tools.iter().filter_map(|node| tool(node, found)).collect();
    table.finish(found);
    let transport = transport.unwrap_or(Transport::Http);
    Mcp { namespace, transport, port, address, description, authentication, tools }
}

/// The transport; `None` when it was reported.
fn transport(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Transport> {
    if !table.has("transport") {
        return Some(Transport::Http);
    }
    let text = table.string("transport", found)?;
    match &*text.value {
        "http" => Some(Transport::Http),
        "stdio" => Some(Transport::Stdio),
        other => {
            let message = format!("transport must be http or stdio, found `{other}`");
            found.push(Diagnostic::error("NK313", text.span, message));
            None
        }
    }
}

fn tool(node: &Node, found: &mut Diagnostics) -> Option<McpTool> {
    let mut table = Table::open(node, "tool", EXPOSES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let name = table.required_string("name", found);
    let label = prose(&mut table, "label", found);
    let description = prose(&mut table, "description", found);
    if !table.has("description") && !table.has("ref") {
        found.push(Diagnostic::warning("NK320", table.span(), "tool has no `description`"));
    }
    let hints = table.entry("hints").and_then(|entry| hints(entry.key.span, &entry.value, found));
    let parameters = parameter::exposed(&mut table, Declarer::Tool, found);
    let action = call::read(&mut table, found);
    let outputs = output::list(&mut table, found);
    table.finish(found);
    Some(McpTool { name: name?, label, description, hints, action, parameters, outputs })
}

fn hints(span: Span, node: &Node, found: &mut Diagnostics) -> Option<Hints> {
    let mut table = Table::open(node, "hints", EXPOSES, found)?;
    let mut flag = |key| table.boolean(key, found).map(|flag| flag.value);
    let hints = Hints {
        span,
        read_only: flag("readOnly"),
        destructive: flag("destructive"),
        idempotent: flag("idempotent"),
        open_world: flag("openWorld"),
    };
    table.finish(found);
    Some(hints)
}
