//! Finds out what a request body is made of.

use super::context::Context;
use super::inputs::Declared;
use super::model::BodyInput;
use super::scope::{Inputs, Meaning, Scope, template};
use crate::capability::{Body, Location, Method};
use crate::diagnostic::Diagnostic;
use crate::source::{Node, Span, Value};

/// The body, and the name by which calls give it when it is one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedBody {
    pub(super) body: BodyInput,
    pub(super) name: Option<String>,
}

/// The body of an operation.
pub(super) fn check(
    cx: &mut Context,
    scope: &Scope,
    body: Option<&Body>,
    method: Method,
    merged: &[Declared<'_>],
) -> NamedBody {
    let parameters: Vec<&Declared<'_>> = merged.iter().filter(|declared| declared.location == Location::Body).collect();
    if let (Some(body), [first, ..]) = (body, &parameters[..]) {
        let message = "two sources for the request body: `body` and a parameter `in: body`";
        let diagnostic = Diagnostic::error("NK220", body.span, message);
        cx.push(diagnostic.related(first.parameter.name.span, "the parameter").help("remove one of them"));
    }
    let named = match body {
        Some(body) => NamedBody { body: from_template(cx, scope, body), name: None },
        None => from_parameters(&parameters),
    };
    unusual_method(cx, method, &named.body);
    named
}

fn from_parameters(parameters: &[&Declared<'_>]) -> NamedBody {
    let body = match parameters {
        [] => BodyInput::None,
        [only] => BodyInput::Whole {
            required: only.parameter.required.as_ref().is_some_and(|required| required.value),
            description: only.parameter.description.clone().filter(|text| !text.trim().is_empty()),
            span: only.parameter.name.span,
        },
        [first, ..] => BodyInput::Template {
            inputs: parameters.iter().map(|declared| declared.parameter.name.value.clone()).collect(),
            span: first.parameter.name.span,
        },
    };
    let name = match (&body, parameters) {
        (BodyInput::Whole { .. }, [only]) => Some(only.parameter.name.value.clone()),
        _ => None,
    };
    NamedBody { body, name }
}

fn from_template(cx: &mut Context, scope: &Scope, body: &Body) -> BodyInput {
    let mut inputs = Vec::new();
    if let Some(data) = &body.data {
        leaves(cx, scope, data, &mut inputs);
    }
    BodyInput::Template { inputs, span: body.span }
}

fn leaves(cx: &mut Context, scope: &Scope, node: &Node, inputs: &mut Vec<String>) {
    match &node.value {
        Value::String(text) => leaf(cx, scope, text, node.span, inputs),
        Value::List(items) => items.iter().for_each(|item| leaves(cx, scope, item, inputs)),
        Value::Map(map) => map.iter().for_each(|entry| leaves(cx, scope, &entry.value, inputs)),
        Value::Bool(_) | Value::Number(_) => fixed(cx, node.span),
        Value::Null => {}
    }
}

fn leaf(cx: &mut Context, scope: &Scope, text: &str, span: Span, inputs: &mut Vec<String>) {
    let Some(template) = template(cx, text, span) else { return };
    if template.is_literal() {
        fixed(cx, span);
    }
    for reference in template.references() {
        match scope.resolve(cx, reference, span, Inputs::Allowed) {
            Some(Meaning::Input(name)) if !inputs.contains(&name) => inputs.push(name),
            Some(Meaning::Variable(variable)) => {
                let message = format!("a body that holds the variable `{}` is not supported yet", variable.name);
                cx.push(Diagnostic::error("NK230", span, message).help("make it an input"));
            }
            Some(Meaning::Input(_)) | None => {}
        }
    }
}

/// A client takes whole bodies from its callers, so it has no place for what a template fixes.
fn fixed(cx: &mut Context, span: Span) {
    let diagnostic =
        Diagnostic::warning("NK230", span, "a fixed value in a body is not filled in by generated clients");
    cx.push(diagnostic.help("their callers give it with the body"));
}

fn unusual_method(cx: &mut Context, method: Method, body: &BodyInput) {
    let (required, span) = match body {
        BodyInput::None => return,
        BodyInput::Whole { required, span, .. } => (*required, *span),
        BodyInput::Template { span, .. } => (false, *span),
    };
    let message = format!("many servers ignore the body of a {}", method.as_str());
    match (method, required) {
        (Method::Get, true) => cx.push(Diagnostic::error("NK219", span, message).help("remove `required: true`")),
        (Method::Get | Method::Delete, _) => {
            cx.push(Diagnostic::warning("NK219", span, message).help("it is sent only if supplied"));
        }
        (Method::Post | Method::Put | Method::Patch, _) => {}
    }
}
