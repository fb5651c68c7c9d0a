//! Resolves the references of a template: to variables of binds, to parameters `in: environment`, to inputs of whoever calls.

use super::context::Context;
use super::scope::{Inputs, Meaning, Scope, strict_template, template};
use crate::capability::template::{self as written, Reference};
use crate::capability::{Constant, Location, Parameter, Text};
use crate::diagnostic::Diagnostic;
use crate::ir::{Piece, Template, Variable};
use crate::source::Span;

/// The names that parameters `in: environment` give to values.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment(Vec<Named>);

#[derive(Clone, Debug)]
struct Named {
    name: Text,
    value: Template,
}

impl Environment {
    /// Adds the parameters of a list that are read from the environment; a later one of the same name takes the place of
    /// an earlier one.
    pub(super) fn add(&mut self, cx: &mut Context, scope: &Scope, parameters: &[Parameter]) {
        for parameter in parameters {
            let is_environment =
                parameter.location.as_ref().is_some_and(|location| location.value == Location::Environment);
            if !is_environment {
                continue;
            }
            let required = parameter.required.as_ref().is_some_and(|required| required.value);
            let value = match &parameter.value {
                None => {
                    Some(Template(vec![Piece::Variable(Variable { name: parameter.name.value.clone(), required })]))
                }
                // With a value it is a name for that value.
                Some(value) => match &value.value {
                    Constant::Text(text) => {
                        strict(cx, scope, &Environment::default(), &value.clone().map(|_| text.clone()))
                    }
                    constant => Some(Template(vec![Piece::Text(constant.text())])),
                },
            };
            self.0.retain(|named| named.name.value != parameter.name.value);
            self.0.extend(value.map(|value| Named { name: parameter.name.clone(), value }));
        }
    }

    /// What a name stands for, when it is one of these.
    pub(super) fn find(&self, cx: &mut Context, name: &str) -> Option<Template> {
        let named = self.0.iter().find(|named| named.name.value == name)?;
        cx.used_keys.insert(named.name.span);
        Some(named.value.clone())
    }

    /// Notes the names that nothing uses.
    pub(super) fn unused(&self, cx: &mut Context) {
        for named in &self.0 {
            if !cx.used_keys.contains(&named.name.span) {
                let message = format!("`{}` is never used", named.name.value);
                let help = format!("write `{{{{{}}}}}` where its value goes", named.name.value);
                cx.push(Diagnostic::note("NK120", named.name.span, message).help(help));
            }
        }
    }
}

/// A text of a body; what is a variable elsewhere, such as `${name}`, stands for itself.
pub(super) fn lenient(cx: &mut Context, scope: &Scope, environment: &Environment, text: &Text) -> Option<Template> {
    let template = template(cx, &text.value, text.span)?;
    resolved(cx, scope, environment, &template, text.span)
}

/// A value; what was meant as a template and is none is told.
pub(super) fn strict(cx: &mut Context, scope: &Scope, environment: &Environment, text: &Text) -> Option<Template> {
    let template = strict_template(cx, text)?;
    resolved(cx, scope, environment, &template, text.span)
}

fn resolved(
    cx: &mut Context,
    scope: &Scope,
    environment: &Environment,
    template: &written::Template,
    span: Span,
) -> Option<Template> {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in template.pieces() {
        let further = match piece {
            written::Piece::Literal(text) => vec![Piece::Text(text.clone())],
            written::Piece::Reference(reference) => meaning(cx, scope, environment, reference, span)?.0,
        };
        for piece in further {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
                (_, piece) => pieces.push(piece),
            }
        }
    }
    Some(Template(pieces))
}

/// A bind comes before the environment, and that before an input.
fn meaning(
    cx: &mut Context,
    scope: &Scope,
    environment: &Environment,
    reference: &Reference,
    span: Span,
) -> Option<Template> {
    if reference.scope.is_none()
        && !scope.declares(&reference.name)
        && let Some(found) = environment.find(cx, &reference.name)
    {
        return Some(found);
    }
    Some(Template(vec![match scope.resolve(cx, reference, span, Inputs::Allowed)? {
        Meaning::Input(name) => Piece::Input(name),
        Meaning::Variable(variable) => Piece::Variable(Variable { name: variable.name, required: true }),
    }]))
}
