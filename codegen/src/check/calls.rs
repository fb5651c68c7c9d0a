//! Links the calls of routes and tools to operations, and their arguments to inputs.

use super::adapter::{CheckedAction, CheckedInput};
use super::context::{Context, with_help};
use super::model::{BodyInput, InputLocation};
use super::service::{Callee, CheckedService, Unknown};
use crate::capability::{Argument, ArgumentValue, Call, Constant, Text};
use crate::diagnostic::{Diagnostic, suggest};

/// What can be called.
pub(super) struct Callees<'s> {
    pub(super) services: &'s [CheckedService],
    /// Whether there are services that could not be read, so that an unknown one may be theirs.
    pub(super) incomplete: bool,
}

/// Where a call stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surface<'s> {
    /// The word for the caller's values: `rest` or `tools`.
    pub(super) word: &'static str,
    /// The adapter's namespace, another word for them.
    pub(super) namespace: Option<&'s str>,
}

/// The place of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OperationAt {
    pub(super) service: usize,
    pub(super) operation: usize,
}

/// An input as calls see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CalleeInput<'c> {
    pub(super) name: &'c str,
    pub(super) required: bool,
    pub(super) kind: InputKind,
}

impl CalleeInput<'_> {
    /// What it is to whoever binds it.
    pub(super) fn checked(&self) -> CheckedInput {
        match self.kind {
            InputKind::Path | InputKind::Beside(_) => CheckedInput::Parameter(self.name.to_owned()),
            InputKind::Body(BodyPart::Whole) => CheckedInput::Body,
            InputKind::Body(BodyPart::Variable) => CheckedInput::Variable(self.name.to_owned()),
        }
    }
}

/// Where a callee's input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputKind {
    /// Into the path.
    Path,
    /// Beside path and body: into the query, a header or a cookie.
    Beside(InputLocation),
    /// Into the body.
    Body(BodyPart),
}

/// How much of a body an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyPart {
    /// All of it.
    Whole,
    /// What a variable of its template stands for.
    Variable,
}

impl Callee {
    /// Everything a call may give.
    pub(super) fn inputs(&self) -> Vec<CalleeInput<'_>> {
        let beside_body = self.operation.inputs.iter().filter_map(|input| {
            Some(CalleeInput {
                name: input.caller_name()?,
                required: input.required,
                kind: match input.location {
                    InputLocation::Path => InputKind::Path,
                    beside => InputKind::Beside(beside),
                },
            })
        });
        let by_templates = self.operation.template_inputs.iter().map(|input| CalleeInput {
            name: &input.name,
            required: input.required,
            kind: InputKind::Beside(InputLocation::Query),
        });
        let mut inputs: Vec<CalleeInput<'_>> = beside_body.chain(by_templates).collect();
        let body = |name, part| CalleeInput { name, required: false, kind: InputKind::Body(part) };
        match &self.operation.body {
            BodyInput::None => {}
            BodyInput::Whole { required, .. } => {
                let whole = |name| CalleeInput { required: *required, ..body(name, BodyPart::Whole) };
                inputs.extend(self.body_name.as_deref().map(whole));
            }
            BodyInput::Template(template) => {
                for input in &template.inputs {
                    if !inputs.iter().any(|known| known.name == input.name) {
                        inputs.push(CalleeInput { required: input.required, ..body(&input.name, BodyPart::Variable) });
                    }
                }
            }
        }
        inputs
    }
}

impl<'s> Callees<'s> {
    /// The operation behind a place.
    pub(super) fn at(&self, at: OperationAt) -> &'s Callee {
        &self.services[at.service].operations[at.operation]
    }

    /// The place of an operation among all of the capability.
    pub(super) fn place(&self, at: OperationAt) -> usize {
        let before = self.services[..at.service].iter().map(|service| service.operations.len());
        before.sum::<usize>() + at.operation
    }

    /// The name of what an action calls; empty when it calls nothing.
    pub(super) fn name_of(&self, action: &CheckedAction) -> String {
        let CheckedAction::Call(call) = action else { return String::new() };
        let mut operations = self.services.iter().flat_map(|service| &service.operations);
        operations.nth(call.operation).map(|callee| callee.operation.name.clone()).unwrap_or_default()
    }

    /// Finds what a call names, and checks what it passes; `None` when it was reported.
    pub(super) fn link(&self, cx: &mut Context, surface: Surface<'_>, call: &Call) -> Option<OperationAt> {
        let at = self.find(cx, &call.target)?;
        arguments(cx, surface, call, self.at(at));
        Some(at)
    }

    fn find(&self, cx: &mut Context, target: &Text) -> Option<OperationAt> {
        let Some((namespace, name)) = target.value.split_once('.').filter(|(_, name)| !name.contains('.')) else {
            let message = format!("expected `namespace.operation`, found `{}`", target.value);
            let diagnostic = Diagnostic::error("NK304", target.span, message);
            cx.push(match target.value.contains('.') {
                true => diagnostic.help("resource names are not part of a call"),
                false => diagnostic,
            });
            return None;
        };
        let Some(service) = self.services.iter().position(|service| service.namespace.value == namespace) else {
            if !self.incomplete {
                let known = self.services.iter().map(|service| &*service.namespace.value);
                let message = format!("no consumes namespace `{namespace}`");
                cx.push(with_help(Diagnostic::error("NK302", target.span, message), suggest::help(namespace, known)));
            }
            return None;
        };
        let operations = &self.services[service].operations;
        if let Some(operation) = operations.iter().position(|callee| callee.operation.name == name) {
            return Some(OperationAt { service, operation });
        }
        match &self.services[service].unknown {
            Unknown::Everything => {}
            Unknown::Names(names) if names.iter().any(|unknown| unknown == name) => {}
            Unknown::Names(_) => {
                let message = format!("no operation `{name}` in `{namespace}`");
                let help = suggest::help(name, operations.iter().map(|callee| &*callee.operation.name));
                cx.push(with_help(Diagnostic::error("NK302", target.span, message), help));
            }
        }
        None
    }
}

fn arguments(cx: &mut Context, surface: Surface<'_>, call: &Call, callee: &Callee) {
    let inputs = callee.inputs();
    for argument in call.arguments.iter().flatten() {
        let name = &argument.name;
        if !inputs.iter().any(|input| input.name == name.value) {
            let names: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            let message = format!("operation `{}` has no input `{}`", callee.operation.name, name.value);
            let help = match suggest::suggest(&name.value, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.is_empty() => "it has no inputs".to_owned(),
                None => format!("inputs: {}", names.join(", ")),
            };
            cx.push(Diagnostic::error("NK305", name.span, message).help(help));
        }
        if let ArgumentValue::WrongScope(rest) = value_of(surface, argument) {
            let message = format!("{:?} is the value of another kind of adapter", argument.value.value.text());
            let help = format!("use `{}.{rest}`", surface.word);
            cx.push(Diagnostic::error("NK306", argument.value.span, message).help(help));
        }
    }
}

/// What an argument of `with` means.
pub(super) fn value_of(surface: Surface<'_>, argument: &Argument) -> ArgumentValue {
    match &argument.value.value {
        Constant::Text(text) => ArgumentValue::of(text, surface.word, surface.namespace),
        Constant::Number(_) | Constant::Bool(_) => ArgumentValue::Constant,
    }
}
