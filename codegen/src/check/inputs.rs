//! Finds the inputs an operation really has: declared ones, constants, and what its path asks for.

use super::context::Context;
use super::filling::{self, Environment};
use super::headers::{self, Owner};
use super::model::{Input, InputLocation, InputType, TemplateInput};
use super::path::Path;
use super::scope::Scope;
use crate::capability::{Constant, Location, Parameter, ParameterType};
use crate::diagnostic::Diagnostic;
use crate::ir::{Filling, Piece, Template};
use crate::path_template::PathTemplate;
use crate::source::Span;

/// A parameter that was looked at.
#[derive(Clone, Debug)]
pub(super) struct Declared<'p> {
    pub(super) parameter: &'p Parameter,
    pub(super) location: Location,
    filled_by: FilledBy,
}

/// Where a parameter's value comes from.
#[derive(Clone, Debug)]
enum FilledBy {
    /// The caller, by the parameter's name or by the template variable of its `value`.
    Caller(Option<String>),
    /// A fixed value.
    Constant(String),
    /// Text with inputs and variables in it.
    Template(Template),
}

/// Looks at one list of parameters by itself.
pub(super) fn declare<'p>(
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
pub(super) fn merge<'p>(levels: [&[Declared<'p>]; 3]) -> Vec<Declared<'p>> {
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

/// What an operation takes outside its body.
pub(super) struct Taken {
    /// The path with every path parameter in it.
    pub(super) path: PathTemplate,
    pub(super) inputs: Vec<Input>,
    /// Inputs that only templates name.
    pub(super) template_inputs: Vec<TemplateInput>,
}

/// The path with every path parameter in it, and the inputs outside the body.
pub(super) fn of_operation(
    cx: &mut Context,
    path: &Path,
    path_span: Span,
    environment: &Environment,
    merged: &[Declared<'_>],
) -> Taken {
    ambiguous_names(cx, merged);
    let template = append(cx, path.template.clone(), merged);
    let mut inputs: Vec<Input> = Vec::new();
    for hole in template.holes() {
        if inputs.iter().any(|input| input.wire_name == hole) {
            continue;
        }
        let declared = merged.iter().find(|declared| same_place(declared, hole, Location::Path));
        inputs.push(match declared {
            Some(declared) => input(declared, InputLocation::Path),
            None => match environment.find(cx, hole) {
                Some(value) => Input {
                    filling: Filling::Template(value),
                    inferred: false,
                    ..undeclared(hole, InputLocation::Path, path_span)
                },
                None => infer(cx, hole, path_span),
            },
        });
    }
    inputs.extend(path.query.iter().map(|(name, value)| Input {
        filling: Filling::Constant(value.clone()),
        ..undeclared(name, InputLocation::Query, path_span)
    }));
    inputs.extend(merged.iter().filter_map(|declared| Some(input(declared, beside_path(declared.location)?))));
    share(&mut inputs);
    let template_inputs = named_by_templates(&mut inputs);
    Taken { path: template, inputs, template_inputs }
}

/// Lets one input fill every parameter that names it: the first is the input, the others are made of it.
fn share(inputs: &mut [Input]) {
    let mut names: Vec<String> =
        inputs.iter().filter(|input| input.is_plain()).map(|input| input.wire_name.clone()).collect();
    for input in inputs.iter_mut() {
        let Some(name) = input.input_name.clone() else { continue };
        if names.contains(&name) {
            input.input_name = None;
            input.filling = Filling::Template(Template(vec![Piece::Input(name)]));
        } else {
            names.push(name);
        }
    }
}

/// The inputs that templates of values name and that are no parameters; those that are must be given where one needs them.
fn named_by_templates(inputs: &mut [Input]) -> Vec<TemplateInput> {
    let mut found: Vec<TemplateInput> = Vec::new();
    let templates = inputs.iter().filter_map(|input| match &input.filling {
        Filling::Template(template) => Some((template.clone(), input.ty, input.required, input.description.clone())),
        Filling::Caller | Filling::Constant(_) => None,
    });
    for (template, ty, required, description) in templates.collect::<Vec<_>>() {
        for name in template.inputs() {
            if let Some(input) = inputs.iter_mut().find(|input| input.caller_name() == Some(name)) {
                input.required |= required;
            } else if let Some(known) = found.iter_mut().find(|known| known.name == name) {
                known.required |= required;
            } else {
                let description = description.clone();
                found.push(TemplateInput { name: name.to_owned(), ty: Some(ty), required, description });
            }
        }
    }
    found
}

/// Path parameters without a placeholder are what the path ends with.
fn append(cx: &mut Context, mut template: PathTemplate, merged: &[Declared<'_>]) -> PathTemplate {
    for declared in merged.iter().filter(|declared| declared.location == Location::Path) {
        let name = &declared.parameter.name;
        if template.holes().any(|hole| hole == name.value) {
            continue;
        }
        template = template.with_trailing_hole(&name.value);
        let message = format!("`{}` is not in the path; assuming `{template}`", name.value);
        cx.push(Diagnostic::warning("NK215", name.span, message).help("write it in `path`"));
    }
    template
}

fn ambiguous_names(cx: &mut Context, merged: &[Declared<'_>]) {
    let beside_body = |declared: &&Declared<'_>| declared.location != Location::Body;
    for (at, declared) in merged.iter().enumerate().filter(|(_, declared)| beside_body(declared)) {
        let name = &declared.parameter.name;
        let Some(first) =
            merged[..at].iter().filter(beside_body).find(|first| first.parameter.name.value == name.value)
        else {
            continue;
        };
        let (here, there) = (declared.location.as_str(), first.location.as_str());
        let message =
            format!("`{}` is both a {there} and a {here} parameter; `with` cannot tell them apart", name.value);
        let diagnostic = Diagnostic::warning("NK217", name.span, message);
        cx.push(diagnostic.related(first.parameter.name.span, "also declared here"));
    }
}

fn infer(cx: &mut Context, hole: &str, path_span: Span) -> Input {
    let message = format!("path parameter `{hole}` is inferred (string, required)");
    cx.push(Diagnostic::note("NK214", path_span, message));
    undeclared(hole, InputLocation::Path, path_span)
}

fn undeclared(name: &str, location: InputLocation, span: Span) -> Input {
    Input {
        wire_name: name.to_owned(),
        input_name: None,
        location,
        ty: InputType::String,
        required: location == InputLocation::Path,
        description: None,
        filling: Filling::Caller,
        inferred: location == InputLocation::Path,
        span,
    }
}

fn input(declared: &Declared<'_>, location: InputLocation) -> Input {
    let parameter = declared.parameter;
    let required = parameter.required.as_ref().is_some_and(|required| required.value);
    let (input_name, filling) = match &declared.filled_by {
        FilledBy::Caller(name) => (name.clone(), Filling::Caller),
        FilledBy::Constant(text) => (None, Filling::Constant(text.clone())),
        FilledBy::Template(template) => (None, Filling::Template(template.clone())),
    };
    Input {
        wire_name: parameter.name.value.clone(),
        input_name,
        location,
        ty: ty(parameter.ty),
        required: required || location == InputLocation::Path,
        description: parameter.description.clone().filter(|text| !text.trim().is_empty()),
        filling,
        inferred: false,
        span: parameter.name.span,
    }
}

fn beside_path(location: Location) -> Option<InputLocation> {
    match location {
        Location::Query => Some(InputLocation::Query),
        Location::Header => Some(InputLocation::Header),
        Location::Cookie => Some(InputLocation::Cookie),
        Location::Path | Location::Body | Location::Environment => None,
    }
}

pub(super) fn ty(ty: ParameterType) -> InputType {
    match ty {
        ParameterType::String => InputType::String,
        ParameterType::Number => InputType::Number,
        ParameterType::Integer => InputType::Integer,
        ParameterType::Boolean => InputType::Boolean,
        ParameterType::Array => InputType::Array,
        ParameterType::Object => InputType::Object,
    }
}

fn same_place(declared: &Declared<'_>, name: &str, location: Location) -> bool {
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
