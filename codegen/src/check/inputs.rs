//! Finds the inputs an operation really has: declared ones, constants, and what its path asks for.

mod declared;

pub(super) use declared::{Declared, declare, merge};

use super::context::Context;
use super::filling::Environment;
use super::model::{Input, InputLocation, InputType, TemplateInput};
use super::path::Path;
use crate::capability::{Location, ParameterType};
use crate::diagnostic::Diagnostic;
use crate::ir::{Filling, Piece, Template};
use crate::path_template::PathTemplate;
use crate::source::Span;
use declared::{FilledBy, same_place};

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
