//! Checks the tools of an MCP adapter: names, hints, and that each can give what its call needs.

use super::adapter::{CheckedAction, CheckedBinding, CheckedCall, CheckedTool};
use super::bindings::{Source, source};
use super::calls::{Callees, Surface};
use super::context::Context;
use super::projections;
use super::scope::Scope;
use super::service::Callee;
use crate::capability::scalar::is_kebab;
use crate::capability::{Action, Call, Mcp, McpTool};
use crate::diagnostic::Diagnostic;
use crate::ir::{ToolHints, ValueSource};

/// Clients cut or refuse longer names.
const LONGEST_NAME: usize = 64;

/// What became of the tools of an adapter.
#[derive(Default)]
pub(super) struct Tools {
    /// Those that call something, with the place of what they call.
    pub(super) calling: Vec<(usize, CheckedTool)>,
    /// Those that can be served.
    pub(super) served: Vec<CheckedTool>,
}

/// Checks every tool of an adapter.
pub(super) fn check(cx: &mut Context, callees: &Callees<'_>, scope: &Scope, surface: Surface<'_>, mcp: &Mcp) -> Tools {
    let mut tools = Tools::default();
    for (at, tool) in mcp.tools.iter().enumerate() {
        let is_named = name(cx, tool, &mcp.tools[..at]);
        match &tool.action {
            Action::Call(call) => {
                let linked = callees.link(cx, surface, call);
                hints(cx, tool, linked.map(|at| callees.at(at)));
                if let Some(at) = linked {
                    let (callee, operation) = (callees.at(at), callees.place(at));
                    let bindings = bindings(cx, scope, surface, tool, call, callee);
                    let is_served = is_named && bindings.is_some();
                    let checked = checked(
                        tool,
                        CheckedAction::Call(CheckedCall {
                            operation,
                            bindings: bindings.unwrap_or_default(),
                            is_selective: call.arguments.is_some(),
                            output: projections::of(&tool.outputs),
                        }),
                    );
                    tools.served.extend(is_served.then(|| checked.clone()));
                    tools.calling.push((operation, checked));
                }
            }
            Action::Mock if tool.outputs.iter().any(|output| output.value.is_some()) => {
                hints(cx, tool, None);
                let answer = projections::fixed(&tool.outputs).filter(|_| is_named);
                tools.served.extend(answer.map(|answer| checked(tool, CheckedAction::Fixed(answer))));
            }
            Action::Mock => {
                let message = format!("tool `{}` neither calls anything nor answers by itself", tool.name.value);
                cx.push(Diagnostic::error("NK315", tool.name.span, message).help("add `call: namespace.operation`"));
            }
            Action::Reported => hints(cx, tool, None),
        }
    }
    tools
}

fn checked(tool: &McpTool, action: CheckedAction) -> CheckedTool {
    CheckedTool {
        name: tool.name.value.clone(),
        title: tool.label.clone(),
        description: tool.description.clone(),
        hints: tool.hints.map_or_else(ToolHints::default, |hints| ToolHints {
            read_only: hints.read_only,
            destructive: hints.destructive,
            idempotent: hints.idempotent,
            open_world: hints.open_world,
        }),
        action,
    }
}

/// Whether a tool can be called by its name.
fn name(cx: &mut Context, tool: &McpTool, earlier: &[McpTool]) -> bool {
    let name = &tool.name;
    if let Some(first) = earlier.iter().find(|first| first.name.value == name.value) {
        let message = format!("tool name `{}` is used twice", name.value);
        cx.push(Diagnostic::error("NK310", name.span, message).related(first.name.span, "first used here"));
        return false;
    }
    if !is_kebab(&name.value) {
        let message = format!("tool name `{}` may contain letters, digits and `-`", name.value);
        cx.push(Diagnostic::error("NK310", name.span, message));
        return false;
    }
    if name.value.len() > LONGEST_NAME {
        let message = format!("tool name is longer than {LONGEST_NAME} characters");
        cx.push(Diagnostic::warning("NK310", name.span, message).help("some clients cut or refuse it"));
    }
    true
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

/// Where every input comes from. A tool that declares its inputs must declare all that its call needs.
fn bindings(
    cx: &mut Context,
    scope: &Scope,
    surface: Surface<'_>,
    tool: &McpTool,
    call: &Call,
    callee: &Callee,
) -> Option<Vec<CheckedBinding>> {
    let mut bindings = Vec::new();
    let mut is_served = true;
    for input in callee.inputs() {
        let source = match source(cx, scope, surface, call, input) {
            Source::Caller(name) => {
                let is_declared = |name: &str| {
                    tool.parameters
                        .as_ref()
                        .is_none_or(|declared| declared.iter().any(|parameter| parameter.name.value == name))
                };
                match (is_declared(&name), input.required) {
                    (true, _) => ValueSource::Argument(name),
                    (false, false) => continue,
                    (false, true) => {
                        let message = format!("tool `{}` cannot supply `{}`", tool.name.value, input.name);
                        let help = format!("declare `{name}` under `inputParameters`");
                        cx.push(Diagnostic::error("NK319", tool.name.span, message).help(help));
                        is_served = false;
                        continue;
                    }
                }
            }
            Source::Given(source @ (ValueSource::Constant(_) | ValueSource::Text(_))) => source,
            Source::LeftOut => continue,
            // A tool has no body and no headers to take a value from.
            Source::Given(_) | Source::Reported => {
                is_served = false;
                continue;
            }
        };
        bindings.push(CheckedBinding { input: input.checked(), source });
    }
    is_served.then_some(bindings)
}
