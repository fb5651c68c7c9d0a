//! Checks the tools of an MCP adapter: names, hints, and that each can give what its call needs.

use super::calls::{Callees, OperationAt, Source, Surface, source};
use super::context::Context;
use super::service::Callee;
use crate::capability::scalar::is_kebab;
use crate::capability::{Action, Call, Mcp, McpTool};
use crate::diagnostic::Diagnostic;

/// Clients cut or refuse longer names.
const LONGEST_NAME: usize = 64;

/// Checks every tool of an adapter, and says which operation each calls.
pub(super) fn check<'m>(
    cx: &mut Context,
    callees: &Callees<'_>,
    surface: Surface<'_>,
    mcp: &'m Mcp,
) -> Vec<(OperationAt, &'m McpTool)> {
    let mut called = Vec::new();
    for (at, tool) in mcp.tools.iter().enumerate() {
        name(cx, tool, &mcp.tools[..at]);
        match &tool.action {
            Action::Call(call) => {
                let linked = callees.link(cx, surface, call);
                hints(cx, tool, linked.map(|at| callees.at(at)));
                if let Some(at) = linked {
                    reachable(cx, surface, tool, call, callees.at(at));
                    called.push((at, tool));
                }
            }
            Action::Mock if tool.outputs.iter().any(|output| output.value.is_some()) => hints(cx, tool, None),
            Action::Mock => {
                let message = format!("tool `{}` neither calls anything nor answers by itself", tool.name.value);
                cx.push(Diagnostic::error("NK315", tool.name.span, message).help("add `call: namespace.operation`"));
            }
            Action::Reported => hints(cx, tool, None),
        }
    }
    called
}

fn name(cx: &mut Context, tool: &McpTool, earlier: &[McpTool]) {
    let name = &tool.name;
    if let Some(first) = earlier.iter().find(|first| first.name.value == name.value) {
        let message = format!("tool name `{}` is used twice", name.value);
        cx.push(Diagnostic::error("NK310", name.span, message).related(first.name.span, "first used here"));
    } else if !is_kebab(&name.value) {
        let message = format!("tool name `{}` may contain letters, digits and `-`", name.value);
        cx.push(Diagnostic::error("NK310", name.span, message));
    } else if name.value.len() > LONGEST_NAME {
        let message = format!("tool name is longer than {LONGEST_NAME} characters");
        cx.push(Diagnostic::warning("NK310", name.span, message).help("some clients cut or refuse it"));
    }
}

fn hints(cx: &mut Context, tool: &McpTool, callee: Option<&Callee>) {
    let Some(hints) = tool.hints else { return };
    if hints.read_only != Some(true) {
        return;
    }
    if hints.destructive == Some(true) {
        let message = format!("tool `{}` is both readOnly and destructive", tool.name.value);
        cx.push(Diagnostic::warning("NK314", hints.span, message));
        return;
    }
    let method = callee.map(|callee| &*callee.operation.method);
    if let Some(method @ ("PUT" | "PATCH" | "DELETE")) = method {
        let message = format!("tool `{}` is readOnly, yet it sends a {method}", tool.name.value);
        cx.push(Diagnostic::warning("NK314", hints.span, message));
    }
}

/// A tool that declares its inputs must declare all that its call needs.
fn reachable(cx: &mut Context, surface: Surface<'_>, tool: &McpTool, call: &Call, callee: &Callee) {
    let Some(declared) = &tool.parameters else { return };
    for input in callee.inputs().into_iter().filter(|input| input.required) {
        let Source::Caller(name) = source(surface, call, input) else { continue };
        if !declared.iter().any(|parameter| parameter.name.value == name) {
            let message = format!("tool `{}` cannot supply `{}`", tool.name.value, input.name);
            let help = format!("declare `{name}` under `inputParameters`");
            cx.push(Diagnostic::error("NK319", tool.name.span, message).help(help));
        }
    }
}
