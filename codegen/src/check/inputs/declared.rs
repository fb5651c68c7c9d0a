//! Looks at parameters as they are declared: where each goes, what fills it, and which one overrides another.

use crate::capability::{Constant, Location, Parameter};
use crate::check::context::Context;
use crate::check::filling::{self, Environment};
use crate::check::headers::{self, Owner};
use crate::check::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::ir::{Piece, Template};

/// A parameter that was looked at.
#[derive(Clone, Debug)]
pub(in crate::check) struct Declared<'p> {
    pub(in crate::check) parameter: &'p Parameter,
    pub(in crate::check) location: Location,
    pub(super) filled_by: FilledBy,
}

/// Where a parameter's value comes from.
#[derive(Clone, Debug)]
pub(super) enum FilledBy {
    /// The caller, by the parameter's name or by the template variable of its `value`.
    Caller(Option<String>),
    /// A fixed value.
    Constant(String),
    /// Text with inputs and variables in it.
    Template(Template),
}

/// Looks at one list of parameters by itself.
pub(in crate::check) fn declare<'p>(
    cx: &mut Context,
    scope: &Scope,
    environment: &Environment,
    credential: Option<(Location, &str)>,
    parameters: &'p [Parameter],
) -> Vec<Declared<'p>> {
    let mut declared: Vec<Declared<'p>> = Vec::new();
    for parameter in parameters {
        let Some(location) = parameter.location.as_ref().map(|location| location.value) else { continue };
        if let Some(first) = declared.iter().find(|first| same_place(first, &parameter.name.value, location)) {
            let message = format!("parameter `{}` ({}) is declared twice", parameter.name.value, location.as_str());
            let diagnostic = Diagnostic::error("NK216", parameter.name.span, message);
            cx.push(diagnostic.related(first.parameter.name.span, "first declared here"));
            continue;
        }
        if let Some(filled_by) = declare_one(cx, scope, environment, credential, parameter, location) {
            declared.push(Declared { parameter, location, filled_by });
        }
    }
    declared
}

fn declare_one(
    cx: &mut Context,
    scope: &Scope,
    environment: &Environment,
    credential: Option<(Location, &str)>,
    parameter: &Parameter,
    location: Location,
) -> Option<FilledBy> {
    let name = &parameter.name;
    if credential.is_some_and(|(place, key)| same_name(place, key, location, &name.value)) {
        let message = format!("`{}` comes from authentication; the input is dropped", name.value);
        cx.push(Diagnostic::warning("NK229", name.span, message).help("remove the parameter"));
        return None;
    }
    match (location, &parameter.required) {
        (Location::Path, Some(required)) if !required.value => {
            cx.push(Diagnostic::warning("NK218", required.span, "path parameters are always required"));
        }
        // It is the environment's; what names it is filled with it.
        (Location::Environment, _) => return Some(FilledBy::Caller(None)),
        (Location::Header, _) => headers::name(cx, name, Owner::Parameter),
        _ => {}
    }
    filled_by(cx, scope, environment, parameter, location)
}

fn filled_by(
    cx: &mut Context,
    scope: &Scope,
    environment: &Environment,
    parameter: &Parameter,
    location: Location,
) -> Option<FilledBy> {
    let Some(value) = &parameter.value else { return Some(FilledBy::Caller(None)) };
    let Constant::Text(text) = &value.value else { return Some(FilledBy::Constant(value.value.text())) };
    if location == Location::Header && text.contains(['\r', '\n']) {
        cx.push(Diagnostic::error("NK226", value.span, "a header value cannot hold a line break"));
        return None;
    }
    let template = filling::strict(cx, scope, environment, &value.clone().map(|_| text.clone()))?;
    Some(match &template.0[..] {
        [] => FilledBy::Constant(String::new()),
        [Piece::Text(text)] => FilledBy::Constant(text.clone()),
        [Piece::Input(name)] => FilledBy::Caller(Some(name.clone())),
        _ => FilledBy::Template(template),
    })
}

/// The parameters of an operation: those of its entry, its resource and itself, the later overriding the earlier.
pub(in crate::check) fn merge<'p>(levels: [&[Declared<'p>]; 3]) -> Vec<Declared<'p>> {
    let mut merged: Vec<Declared<'p>> = Vec::new();
    for declared in levels.into_iter().flatten() {
        let name = &declared.parameter.name.value;
        match merged.iter_mut().find(|earlier| same_place(earlier, name, declared.location)) {
            Some(earlier) => *earlier = declared.clone(),
            None => merged.push(declared.clone()),
        }
    }
    merged
}

pub(super) fn same_place(declared: &Declared<'_>, name: &str, location: Location) -> bool {
    same_name(declared.location, &declared.parameter.name.value, location, name)
}

/// Names of headers do not depend on case.
fn same_name(left: Location, left_name: &str, right: Location, right_name: &str) -> bool {
    left == right
        && match left {
            Location::Header => left_name.eq_ignore_ascii_case(right_name),
            _ => left_name == right_name,
        }
}
