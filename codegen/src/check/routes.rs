//! Checks the routes of a REST adapter: that they differ, and that each can fill the paths of its calls.

use super::adapter::{CheckedAction, CheckedBinding, CheckedCall, CheckedRoute};
use super::bindings::{Offered, OnRoute, Source, source};
use super::calls::{Callees, OperationAt, Surface};
use super::context::Context;
use super::projections;
use super::scope::Scope;
use crate::capability::{Action, Call, Method, Rest, RestOperation, RestResource};
use crate::diagnostic::Diagnostic;
use crate::ir::ValueSource;
use crate::path_template::PathTemplate;
use crate::source::Span;

/// Checks every route of an adapter; those that can be served come back.
pub(super) fn check(
    cx: &mut Context,
    callees: &Callees<'_>,
    scope: &Scope,
    surface: Surface<'_>,
    rest: &Rest,
) -> Vec<CheckedRoute> {
    let mut routes = Vec::new();
    let mut seen: Vec<(Method, String, Span)> = Vec::new();
    for resource in &rest.resources {
        let path = match resource.path.value.parse::<PathTemplate>() {
            Ok(path) => path,
            Err(error) => {
                let message = format!("malformed placeholder in path: {error}");
                cx.push(Diagnostic::error("NK322", resource.path.span, message));
                continue;
            }
        };
        let target = Target { scope, surface, resource, holes: path.holes().collect() };
        let mut used: Vec<&str> = Vec::new();
        let mut every_call_known = true;
        for operation in &resource.operations {
            let is_new = operation
                .method
                .as_ref()
                .is_none_or(|method| conflict(cx, &mut seen, method.value, &path, resource.path.span));
            match target.action(cx, callees, operation, &mut used) {
                Linked::Action(action) => {
                    let name = operation.name.as_ref().map(|name| name.value.clone());
                    let name = name.unwrap_or_else(|| callees.name_of(&action));
                    let route = operation.method.as_ref().map(|method| CheckedRoute {
                        name,
                        method: method.value.as_str().to_owned(),
                        path: path.clone(),
                        description: operation.description.clone().filter(|text| !text.trim().is_empty()),
                        action,
                    });
                    routes.extend(route.filter(|_| is_new));
                }
                Linked::Unserved => {}
                Linked::Unknown => every_call_known = false,
            }
        }
        if every_call_known {
            unused(cx, resource, &target.holes, &used);
        }
    }
    routes
}

/// Whether no other route is served at the same place.
fn conflict(
    cx: &mut Context,
    seen: &mut Vec<(Method, String, Span)>,
    method: Method,
    path: &PathTemplate,
    span: Span,
) -> bool {
    let shape = path.shape();
    match seen.iter().find(|(other, at, _)| *other == method && *at == shape) {
        Some((_, _, first)) => {
            let message = format!("route conflict: {} {shape} is served twice", method.as_str());
            cx.push(Diagnostic::error("NK309", span, message).related(*first, "also here"));
            false
        }
        None => {
            seen.push((method, shape, span));
            true
        }
    }
}

/// What became of an operation of a route.
enum Linked {
    /// It can be served.
    Action(CheckedAction),
    /// What it calls is known, but it cannot be served.
    Unserved,
    /// It is not known what it calls.
    Unknown,
}

/// A route whose operations are linked.
struct Target<'r> {
    scope: &'r Scope,
    surface: Surface<'r>,
    resource: &'r RestResource,
    holes: Vec<&'r str>,
}

impl<'r> Target<'r> {
    fn action(
        &self,
        cx: &mut Context,
        callees: &Callees<'_>,
        operation: &RestOperation,
        used: &mut Vec<&'r str>,
    ) -> Linked {
        let call = match &operation.action {
            Action::Call(call) => call,
            Action::Mock => {
                if let Some(answer) = projections::fixed(&operation.outputs) {
                    return Linked::Action(CheckedAction::Fixed(answer));
                }
                if operation.outputs.iter().any(|output| output.value.is_some()) {
                    return Linked::Unserved;
                }
                let span = operation.method.as_ref().map_or(self.resource.path.span, |method| method.span);
                let message = "the operation neither calls anything nor answers by itself";
                cx.push(Diagnostic::error("NK315", span, message).help("add `call: namespace.operation`"));
                return Linked::Unknown;
            }
            Action::Reported => return Linked::Unknown,
        };
        let Some(at) = callees.link(cx, self.surface, call) else { return Linked::Unknown };
        let callee = callees.at(at);
        if let Some(method) = operation.method.as_ref().filter(|m| m.value.as_str() != callee.operation.method) {
            let message = format!("{} is served by a {}", method.value.as_str(), callee.operation.method);
            cx.push(Diagnostic::note("NK316", method.span, message));
        }
        match self.bindings(cx, callees, at, call, operation, used) {
            Some(bindings) => Linked::Action(CheckedAction::Call(CheckedCall {
                operation: callees.place(at),
                bindings,
                is_selective: call.arguments.is_some(),
                output: projections::of(&operation.outputs),
            })),
            None => Linked::Unserved,
        }
    }

    /// Where every input comes from; reports path parameters that nothing can fill.
    fn bindings(
        &self,
        cx: &mut Context,
        callees: &Callees<'_>,
        at: OperationAt,
        call: &Call,
        operation: &RestOperation,
        used: &mut Vec<&'r str>,
    ) -> Option<Vec<CheckedBinding>> {
        let callee = callees.at(at);
        let declared = [&operation.parameters, &self.resource.parameters];
        let offered =
            Offered { holes: self.holes.clone(), declared: declared.into_iter().flatten().flatten().collect() };
        let mut bindings = Vec::new();
        let mut is_served = true;
        for input in callee.inputs() {
            let source = match source(cx, self.scope, self.surface, call, input) {
                Source::Caller(name) => match offered.find(&name, input.kind) {
                    OnRoute::At(source) => source,
                    OnRoute::Hole(hole) => {
                        used.push(self.holes.iter().find(|other| **other == hole)?);
                        ValueSource::Path(hole.to_owned())
                    }
                    OnRoute::Ambiguous => {
                        let path = &self.resource.path;
                        let message = format!("several placeholders of `{}` match `{name}`", path.value);
                        let help = "name one of them exactly in `with`";
                        cx.push(Diagnostic::error("NK308", path.span, message).help(help));
                        used.extend(&self.holes);
                        is_served = false;
                        continue;
                    }
                    OnRoute::Nowhere => {
                        self.tell_unfilled(cx, input.name, &callee.operation.name);
                        is_served = false;
                        continue;
                    }
                },
                Source::Given(source) => source,
                Source::LeftOut => continue,
                Source::Reported => {
                    is_served = false;
                    continue;
                }
            };
            bindings.push(CheckedBinding { input: input.checked(), source });
        }
        is_served.then_some(bindings)
    }

    fn tell_unfilled(&self, cx: &mut Context, input: &str, operation: &str) {
        let path = &self.resource.path;
        let message = format!("no source for path parameter `{input}` of `{operation}`");
        let help = match self.holes.as_slice() {
            [] => format!("`{}` has no placeholders", path.value),
            holes => format!("`{}` has only {}", path.value, holes.join(", ")),
        };
        cx.push(Diagnostic::error("NK307", path.span, message).help(help));
    }
}

fn unused(cx: &mut Context, resource: &RestResource, holes: &[&str], used: &[&str]) {
    for hole in holes.iter().filter(|hole| !used.contains(hole)) {
        let message = format!("`{{{hole}}}` is captured but never forwarded");
        cx.push(Diagnostic::warning("NK318", resource.path.span, message));
    }
}
