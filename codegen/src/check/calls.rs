//! Links the calls of routes and tools to operations, and their arguments to inputs.

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

/// Where a callee's input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputKind {
    /// Into the path.
    Path,
    /// Beside path and body.
    Beside,
    /// Into the body.
    Body,
}

/// Where an input of the callee gets its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The caller's value of this name.
    Caller(String),
    /// Something that is always there: a constant, a variable, a part of the caller's request.
    Given,
    /// Nowhere: the author left it out.
    LeftOut,
}

impl Callee {
    /// Everything a call may give.
    pub(super) fn inputs(&self) -> Vec<CalleeInput<'_>> {
        let beside_body = self.operation.inputs.iter().filter_map(|input| {
            Some(CalleeInput {
                name: input.caller_name()?,
                required: input.required,
                kind: if input.location == InputLocation::Path { InputKind::Path } else { InputKind::Beside },
            })
        });
        let by_templates = self.operation.template_inputs.iter().map(|input| CalleeInput {
            name: &input.name,
            required: input.required,
            kind: InputKind::Beside,
        });
        let mut inputs: Vec<CalleeInput<'_>> = beside_body.chain(by_templates).collect();
        let body = |name| CalleeInput { name, required: false, kind: InputKind::Body };
        match &self.operation.body {
            BodyInput::None => {}
            BodyInput::Whole { required, .. } => {
                inputs.extend(self.body_name.as_deref().map(|name| CalleeInput { required: *required, ..body(name) }));
            }
            BodyInput::Template(template) => {
                for input in &template.inputs {
                    if !inputs.iter().any(|known| known.name == input.name) {
                        inputs.push(CalleeInput { required: input.required, ..body(&input.name) });
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

fn value_of(surface: Surface<'_>, argument: &Argument) -> ArgumentValue {
    match &argument.value.value {
        Constant::Text(text) => ArgumentValue::of(text, surface.word, surface.namespace),
        Constant::Number(_) | Constant::Bool(_) => ArgumentValue::Constant,
    }
}

/// Where an input of the callee gets its value: from `with`, or else by name.
pub(super) fn source(surface: Surface<'_>, call: &Call, input: CalleeInput<'_>) -> Source {
    let named = call.arguments.iter().flatten().find(|argument| argument.name.value == input.name);
    match named.map(|argument| value_of(surface, argument)) {
        Some(ArgumentValue::Caller(name)) => Source::Caller(name),
        Some(_) => Source::Given,
        None if input.required || input.kind != InputKind::Beside || call.arguments.is_none() => {
            Source::Caller(input.name.to_owned())
        }
        None => Source::LeftOut,
    }
}
