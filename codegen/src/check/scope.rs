//! Says what the references of a template mean: a bind's variable, or an input of whoever calls.

use super::context::{Context, with_help};
use super::imports::adapter_namespaces;
use super::model::Variable;
use crate::capability::template::{Reference, Template, TemplateError, meant_as_template};
use crate::capability::{Bind, BindKey, Document, Text};
use crate::diagnostic::{Diagnostic, suggest};
use crate::source::Span;

/// What templates of one service may name.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The binds of the importing file, then of the files on the way to the service.
    levels: Vec<Vec<Bind>>,
    /// Words that mean "whoever calls".
    callers: Vec<String>,
}

/// Whether a place has inputs that a reference may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inputs {
    /// Variables only.
    None,
    /// Variables, else inputs.
    Allowed,
}

/// What a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A bind's variable.
    Variable(Variable),
    /// The input of this name.
    Input(String),
}

impl Scope {
    /// The scope of a document's own services.
    pub(super) fn of(document: &Document) -> Self {
        let mut scope = Self { levels: Vec::new(), callers: vec!["tools".to_owned(), "rest".to_owned()] };
        scope.add(document);
        scope
    }

    /// Adds what a further file on the way to a service declares.
    pub(super) fn add(&mut self, document: &Document) {
        self.levels.push(document.binds.clone());
        self.callers.extend(adapter_namespaces(document).map(|namespace| namespace.value.clone()));
    }

    /// Whether a bind declares a variable of this name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.keys().any(|key| key.name.value == name)
    }

    /// Says what a reference means; `None` when that was reported.
    pub(super) fn resolve(
        &self,
        cx: &mut Context,
        reference: &Reference,
        span: Span,
        inputs: Inputs,
    ) -> Option<Meaning> {
        match &reference.scope {
            None => self.resolve_bare(cx, &reference.name, span, inputs),
            Some(scope) => self.resolve_scoped(cx, scope, &reference.name, span, inputs),
        }
    }

    fn resolve_bare(&self, cx: &mut Context, name: &str, span: Span, inputs: Inputs) -> Option<Meaning> {
        for level in &self.levels {
            let keys: Vec<&BindKey> =
                level.iter().flat_map(|bind| &bind.keys).filter(|key| key.name.value == name).collect();
            match keys[..] {
                [] => {}
                [key] => return Some(variable(cx, key)),
                [first, second, ..] => {
                    let diagnostic = Diagnostic::error("NK114", span, format!("`{name}` is in two binds"))
                        .related(first.name.span, "declared here")
                        .related(second.name.span, "and here");
                    let scopes = level.iter().filter_map(|bind| bind.namespace.as_ref());
                    let help = scopes.map(|scope| format!("`{{{{{}.{name}}}}}`", scope.value)).collect::<Vec<_>>();
                    cx.push(diagnostic.help(format!("write one of {}", help.join(", "))));
                    return None;
                }
            }
        }
        if inputs == Inputs::Allowed {
            return Some(Meaning::Input(name.to_owned()));
        }
        let help = suggest::help(name, self.keys().map(|key| &*key.name.value));
        cx.push(with_help(Diagnostic::error("NK115", span, format!("unknown variable `{name}`")), help));
        None
    }

    fn resolve_scoped(&self, cx: &mut Context, scope: &str, name: &str, span: Span, inputs: Inputs) -> Option<Meaning> {
        let binds = || self.levels.iter().flatten().filter(|bind| is_named(bind, scope));
        if let Some(key) = binds().flat_map(|bind| &bind.keys).find(|key| key.name.value == name) {
            return Some(variable(cx, key));
        }
        if binds().next().is_some() {
            let help = suggest::help(name, binds().flat_map(|bind| &bind.keys).map(|key| &*key.name.value));
            let message = format!("unknown variable `{name}` in bind `{scope}`");
            cx.push(with_help(Diagnostic::error("NK115", span, message), help));
            return None;
        }
        if self.callers.iter().any(|caller| caller == scope) {
            if inputs == Inputs::Allowed {
                return Some(Meaning::Input(name.to_owned()));
            }
            let message = format!("`{scope}.{name}` is an input of a call; only variables of binds may stand here");
            cx.push(Diagnostic::error("NK115", span, message));
            return None;
        }
        let declared: Vec<&str> = self.namespaces().collect();
        let help = match suggest::suggest(scope, declared.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}.{name}`?")),
            None if declared.is_empty() => Some("declare it under `binds`".to_owned()),
            None => Some(format!("declared: {}", declared.join(", "))),
        };
        cx.push(with_help(Diagnostic::error("NK115", span, format!("no bind namespace `{scope}`")), help));
        None
    }

    fn keys(&self) -> impl Iterator<Item = &BindKey> {
        self.levels.iter().flatten().flat_map(|bind| &bind.keys)
    }

    fn namespaces(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().flatten().filter_map(|bind| bind.namespace.as_ref()).map(|namespace| &*namespace.value)
    }
}

/// Reads a text as a template, or reports why it is none.
pub(super) fn template(cx: &mut Context, text: &str, span: Span) -> Option<Template> {
    match text.parse() {
        Ok(template) => Some(template),
        Err(TemplateError::Unclosed) => {
            cx.push(Diagnostic::error("NK117", span, "unclosed `{{`").help("close it with `}}`"));
            None
        }
        Err(TemplateError::Unsupported(tag)) => {
            let message = format!("`{tag}`: only `{{{{name}}}}` and `{{{{scope.name}}}}` are supported");
            cx.push(Diagnostic::error("NK117", span, message));
            None
        }
    }
}

/// Reads a text as a template where the other ways to write a variable would be sent as they stand.
pub(super) fn strict_template(cx: &mut Context, text: &Text) -> Option<Template> {
    if let Some(meant) = meant_as_template(&text.value) {
        let message = format!("{:?} is not a template", text.value);
        cx.push(Diagnostic::error("NK118", text.span, message).help(format!("write `{meant}`")));
        return None;
    }
    template(cx, &text.value, text.span)
}

fn is_named(bind: &Bind, namespace: &str) -> bool {
    bind.namespace.as_ref().is_some_and(|text| text.value == namespace)
}

fn variable(cx: &mut Context, key: &BindKey) -> Meaning {
    cx.used_keys.insert(key.name.span);
    Meaning::Variable(Variable { name: key.provider.value.clone() })
}
