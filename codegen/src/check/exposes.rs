//! Checks what adapters offer, and tells each operation which tools call it.

use super::calls::{Callees, Surface};
use super::context::Context;
use super::model::{Hints, Tool};
use super::service::CheckedService;
use super::{routes, tools, values};
use crate::capability::{Adapter, Document, McpTool, Text};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

/// Checks the adapters of a document against the services it consumes.
pub(super) fn check(cx: &mut Context, document: &Document, services: &mut [CheckedService]) {
    shared_ports(cx, document);
    values::check(cx, document);
    let mut called = Vec::new();
    let callees = Callees { services, incomplete: document.consumes_incomplete };
    for adapter in &document.exposes {
        match adapter {
            Adapter::Rest(rest) => {
                let surface = Surface { word: "rest", namespace: text(rest.namespace.as_ref()) };
                routes::check(cx, &callees, surface, rest);
            }
            Adapter::Mcp(mcp) => {
                let surface = Surface { word: "tools", namespace: text(mcp.namespace.as_ref()) };
                called.extend(tools::check(cx, &callees, surface, mcp));
            }
            Adapter::Skipped(_) => {}
        }
    }
    for (at, tool) in called {
        services[at.service].operations[at.operation].operation.tools.push(tool_of(tool));
    }
}

fn text(namespace: Option<&Text>) -> Option<&str> {
    namespace.map(|namespace| &*namespace.value)
}

fn tool_of(tool: &McpTool) -> Tool {
    let hints = tool.hints.map_or_else(Hints::default, |hints| Hints {
        read_only: hints.read_only,
        destructive: hints.destructive,
        idempotent: hints.idempotent,
        open_world: hints.open_world,
    });
    Tool { name: tool.name.value.clone(), description: tool.description.clone(), hints }
}

/// Two adapters of one process cannot listen at one place.
fn shared_ports(cx: &mut Context, document: &Document) {
    let mut seen: Vec<(&Spanned<u16>, Option<&str>, Option<&str>)> = Vec::new();
    for adapter in &document.exposes {
        let (port, address, namespace) = match adapter {
            Adapter::Rest(rest) => (&rest.port, &rest.address, &rest.namespace),
            Adapter::Mcp(mcp) => (&mcp.port, &mcp.address, &mcp.namespace),
            Adapter::Skipped(_) => continue,
        };
        let Some(port) = port else { continue };
        let (address, namespace) = (text(address.as_ref()), text(namespace.as_ref()));
        match seen.iter().find(|(first, at, _)| first.value == port.value && *at == address) {
            Some((first, _, owner)) => {
                let message = match owner {
                    Some(owner) => format!("port {} is already used by `{owner}`", port.value),
                    None => format!("port {} is already used", port.value),
                };
                cx.push(Diagnostic::error("NK312", port.span, message).related(first.span, "first used here"));
            }
            None => seen.push((port, address, namespace)),
        }
    }
}
