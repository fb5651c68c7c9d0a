//! Checks what adapters offer, and tells each operation which tools call it.

use super::adapter::{CheckedAdapter, Protocol};
use super::calls::{Callees, Surface};
use super::context::Context;
use super::model::Tool;
use super::scope::Scope;
use super::service::CheckedService;
use super::{routes, tools, values};
use crate::capability::{Adapter, Document, Text, Transport};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

/// Checks the adapters of a document against the services it consumes; what can be served of them comes back.
pub(super) fn check(cx: &mut Context, document: &Document, services: &mut [CheckedService]) -> Vec<CheckedAdapter> {
    let scope = Scope::of(document);
    let mut adapters = Vec::new();
    shared_ports(cx, document);
    values::check(cx, document);
    let mut called = Vec::new();
    let callees = Callees { services, incomplete: document.consumes_incomplete };
    for adapter in &document.exposes {
        match adapter {
            Adapter::Rest(rest) => {
                let surface = Surface { word: "rest", namespace: text(rest.namespace.as_ref()) };
                let routes = routes::check(cx, &callees, &scope, surface, rest);
                if let (Some(namespace), Some(port)) = (&rest.namespace, &rest.port) {
                    adapters.push(CheckedAdapter {
                        namespace: namespace.value.clone(),
                        description: rest.description.clone().unwrap_or_default(),
                        address: rest.address.as_ref().map(|address| address.value.clone()),
                        protocol: Protocol::Rest { port: port.value, routes },
                    });
                }
            }
            Adapter::Mcp(mcp) => {
                let surface = Surface { word: "tools", namespace: text(mcp.namespace.as_ref()) };
                let tools = tools::check(cx, &callees, &scope, surface, mcp);
                called.extend(tools.calling);
                let port = mcp.port.as_ref().map(|port| port.value);
                let is_reachable = mcp.transport == Transport::Stdio || port.is_some();
                if let Some(namespace) = mcp.namespace.as_ref().filter(|_| is_reachable) {
                    adapters.push(CheckedAdapter {
                        namespace: namespace.value.clone(),
                        description: mcp.description.clone().unwrap_or_default(),
                        address: mcp.address.as_ref().map(|address| address.value.clone()),
                        protocol: Protocol::Mcp { port, tools: tools.served },
                    });
                }
            }
            Adapter::Skipped(_) => {}
        }
    }
    let mut operations: Vec<_> = services.iter_mut().flat_map(|service| &mut service.operations).collect();
    for (at, tool) in called {
        let tool = Tool { name: tool.name, description: tool.description, hints: tool.hints };
        operations[at].operation.tools.push(tool);
    }
    adapters
}

fn text(namespace: Option<&Text>) -> Option<&str> {
    namespace.map(|namespace| &*namespace.value)
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
