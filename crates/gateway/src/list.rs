//! Prints what there is to serve: capabilities, operations, routes, tools.

use std::fmt::Write;

use meterforge_runtime::ReplaySafety;
use meterforge_surface::codegen_v1::{Action, Mcp, OperationInfo, Rest};
use serde_json::{Value, json};

use crate::catalog::Known;

/// As a table for people.
pub(crate) fn table(capabilities: &[Known]) -> String {
    let mut text = String::new();
    for (at, capability) in capabilities.iter().enumerate() {
        let (info, operations) = (capability.info(), capability.operations());
        if at > 0 {
            text.push('\n');
        }
        let credential = info.credential_variable.map(|variable| format!(", needs {variable}")).unwrap_or_default();
        // Writing into a string does not fail.
        let _ = writeln!(text, "{} · {} · crate {}{credential}", info.name, info.label, info.package);
        for adapter in info.rest {
            let _ = writeln!(text, "  REST {} at {}:{}", adapter.namespace, host(adapter.address), adapter.port);
            let rows = adapter.routes.iter().map(|route| {
                let (operation, safety) = behind(route.action, &operations);
                [format!("{} {}", route.method, route.path), operation.to_owned(), safety]
            });
            columns(&mut text, rows.collect());
        }
        for adapter in info.mcp {
            let place = match adapter.port {
                Some(port) => format!("at {}:{port}", host(adapter.address)),
                None => "over stdio".to_owned(),
            };
            let _ = writeln!(text, "  MCP {} {place}", adapter.namespace);
            let rows = adapter.tools.iter().map(|tool| {
                let (operation, safety) = behind(tool.action, &operations);
                [tool.name.to_owned(), operation.to_owned(), safety]
            });
            columns(&mut text, rows.collect());
        }
    }
    text
}

/// Appends rows with their columns in line.
fn columns(text: &mut String, rows: Vec<[String; 3]>) {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (first, second) = (width(0), width(1));
    for [name, operation, safety] in &rows {
        let _ = writeln!(text, "    {name:first$}  {operation:second$}  {safety}");
    }
}

/// As JSON for programs.
pub(crate) fn json(capabilities: &[Known]) -> String {
    let all: Vec<Value> = capabilities.iter().map(|capability| one(*capability)).collect();
    format!("{:#}\n", json!(all))
}

fn one(capability: Known) -> Value {
    let (info, operations) = (capability.info(), capability.operations());
    json!({
        "name": info.name,
        "package": info.package,
        "label": info.label,
        "description": info.description,
        "credentialVariable": info.credential_variable,
        "operations": operations.iter().map(|operation| json!({
            "name": operation.name,
            "replaySafety": operation.safety.to_string(),
            "paged": operation.is_paged,
        })).collect::<Vec<_>>(),
        "rest": info.rest.iter().map(|adapter| rest(adapter, &operations)).collect::<Vec<_>>(),
        "mcp": info.mcp.iter().map(|adapter| mcp(adapter, &operations)).collect::<Vec<_>>(),
    })
}

fn rest(adapter: &Rest, operations: &[OperationInfo]) -> Value {
    let routes = adapter.routes.iter().map(|route| {
        let (operation, safety) = behind(route.action, operations);
        json!({ "method": route.method, "path": route.path, "name": route.name, "operation": operation, "replaySafety": safety })
    });
    json!({
        "namespace": adapter.namespace,
        "address": host(adapter.address),
        "port": adapter.port,
        "routes": routes.collect::<Vec<_>>(),
    })
}

fn mcp(adapter: &Mcp, operations: &[OperationInfo]) -> Value {
    let tools = adapter.tools.iter().map(|tool| {
        let (operation, safety) = behind(tool.action, operations);
        json!({ "name": tool.name, "operation": operation, "replaySafety": safety })
    });
    json!({
        "namespace": adapter.namespace,
        "transport": if adapter.port.is_some() { "http" } else { "stdio" },
        "address": adapter.port.map(|_| host(adapter.address)),
        "port": adapter.port,
        "tools": tools.collect::<Vec<_>>(),
    })
}

fn host(address: Option<&'static str>) -> &'static str {
    address.unwrap_or("127.0.0.1")
}

/// The operation behind a route or tool, and how safe it is; what is fixed changes nothing.
fn behind(action: Action, operations: &[OperationInfo]) -> (&'static str, String) {
    match action {
        Action::Fixed(_) => ("(fixed)", ReplaySafety::Safe.to_string()),
        Action::Call { operation, .. } => {
            let safety = operations.iter().find(|other| other.name == operation).map(|other| other.safety);
            (operation, safety.map_or_else(|| "unknown".to_owned(), |safety| safety.to_string()))
        }
    }
}
