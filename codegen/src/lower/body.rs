//! Lowers what a capability and a contract say about a request body.

use super::content::Sent;
use super::context::Context;
use super::place::Place;
use super::{codes, content, docs, inputs, multipart};
use crate::check::{BodyInput, CheckedBody, CheckedOperation, FilePart, TemplateInput};
use crate::contract::ContractOperation;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Body, BodyTemplate, Content, Escape, Fill, Filling, JsonTemplate, Location, Parameter, Piece, Presence, Template,
    TemplatePart, Text, Type,
};
use crate::manifest::OperationSettings;

/// The body of an operation that the contract types; parts of a form join the parameters.
pub(super) fn typed<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &CheckedOperation,
    contract: &ContractOperation<'doc>,
    settings: Option<&OperationSettings>,
    index: usize,
    parameters: &mut Vec<Parameter>,
) -> Option<Body> {
    let place = Place::body(&operation.name, index);
    let Some(body) = &contract.body else { return unknown(cx, operation, contract, settings, parameters) };
    if let BodyInput::Template(CheckedBody { fixed: Some(fixed), .. }) = &operation.body {
        let message = "the contract types this body, so callers give all of it, and what is fixed here, too";
        cx.tell(
            Diagnostic::warning(codes::BODY_TEMPLATE, *fixed, message).related(body.span, "the body in the contract"),
        );
    }
    let (content, parts) = match content::sent(cx, &body.content, &place) {
        Some(Sent::Content(content)) => (content, Vec::new()),
        Some(Sent::Multipart(media_type)) => {
            let (parts, parameters) = multipart::parts(cx, operation, &media_type, index);
            (Content::Multipart(parts), parameters)
        }
        None => (content::untyped(Type::Json), Vec::new()),
    };
    let capability_requires = matches!(operation.body, BodyInput::Whole { required: true, .. });
    parameters.extend(parts);
    Some(Body {
        content,
        presence: presence(body.required || capability_requires, settings),
        docs: docs::text(None, body.description.or(description(&operation.body))),
        fills: Vec::new(),
        template: template(&operation.body),
    })
}

/// The body of an operation that nobody types; the inputs of a template join the parameters.
pub(super) fn untyped(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    settings: Option<&OperationSettings>,
    parameters: &mut Vec<Parameter>,
) -> Option<Body> {
    match &operation.body {
        BodyInput::None => None,
        BodyInput::Whole { required, .. } => Some(Body {
            content: content::untyped(Type::Json),
            presence: presence(*required, settings),
            docs: docs::text(None, description(&operation.body)),
            fills: Vec::new(),
            template: None,
        }),
        BodyInput::Template(body) => Some(Body {
            content: Content::Template(made(cx, &operation.method, body, parameters)),
            presence: Presence::Required,
            docs: Text::default(),
            fills: Vec::new(),
            template: None,
        }),
    }
}

/// The template, its inputs among the parameters. A file that something else is made of as well is text.
fn made(cx: &mut Context<'_, '_>, method: &str, body: &CheckedBody, parameters: &mut Vec<Parameter>) -> BodyTemplate {
    let mut template = body.template.clone();
    let mut files = Vec::new();
    for file in &body.files {
        let is_named = template.templates().iter().any(|template| template.inputs().any(|name| name == file.input))
            || parameters.iter().any(|known| known.is_given() && known.caller_name() == file.input)
            || files.iter().any(|known: &Parameter| known.caller_name() == file.input);
        match &mut template {
            BodyTemplate::Parts(parts) if is_named => parts.push(TemplatePart {
                name: file.name.clone(),
                value: Template(vec![Piece::Input(file.input.clone())]),
                escape: Escape::Plain,
                media_type: file.media_type.clone(),
                file_name: file.file_name.clone(),
            }),
            _ => files.push(file_parameter(file)),
        }
    }
    // Half a text is never sent, so what stands in one must be there; a body that servers ignore may stay away whole.
    let texts = template.templates().into_iter().filter(|text| text.single_input().is_none());
    let needed: Vec<&str> = match method {
        "GET" | "DELETE" => Vec::new(),
        _ => texts.flat_map(Template::inputs).collect(),
    };
    let inputs = body.inputs.iter().filter(|input| !files.iter().any(|file| file.caller_name() == input.name));
    let inputs: Vec<TemplateInput> = inputs
        .map(|input| TemplateInput { required: input.required || needed.contains(&&*input.name), ..input.clone() })
        .collect();
    let named = inputs::named(cx, &inputs, parameters);
    parameters.extend(named);
    parameters.extend(files);
    template
}

fn file_parameter(file: &FilePart) -> Parameter {
    Parameter {
        wire_name: file.name.clone(),
        input_name: Some(file.input.clone()),
        location: Location::Part,
        style: Location::Part.plain(),
        reserved: false,
        ty: Type::File,
        presence: Presence::Optional,
        docs: Text::default(),
        limits: Vec::new(),
        filling: Filling::Caller,
        deprecated: false,
        media_type: file.media_type.clone(),
        file_name: file.file_name.clone(),
    }
}

/// A body that the matching contract operation does not know.
fn unknown(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    contract: &ContractOperation<'_>,
    settings: Option<&OperationSettings>,
    parameters: &mut Vec<Parameter>,
) -> Option<Body> {
    let (required, span) = match &operation.body {
        BodyInput::None => return None,
        BodyInput::Whole { required, span, .. } => (*required, *span),
        BodyInput::Template(body) => (false, body.span),
    };
    let message = format!("`{}` sends a body, but the contract knows none", operation.name);
    let finding = match required {
        true => Diagnostic::error(codes::REQUIRED_PARAMETER_UNKNOWN, span, message),
        false => Diagnostic::warning(codes::OPTIONAL_PARAMETER_UNKNOWN, span, message),
    };
    cx.tell(finding.related(contract.span, "the operation in the contract"));
    untyped(cx, operation, settings, parameters)
}

/// Reads `fill`: top-level fields that repeat an argument.
pub(super) fn fills(
    cx: &mut Context<'_, '_>,
    body: Option<&Body>,
    parameters: &[Parameter],
    settings: &OperationSettings,
) -> Vec<Fill> {
    let Some((first, _)) = settings.fill.first() else { return Vec::new() };
    let fields = match body.map(|body| &body.content) {
        Some(Content::Json { ty, .. }) => cx.arena.fields(ty).map(|shape| shape.fields.clone()),
        _ => None,
    };
    let Some(fields) = fields else {
        let message = "`fill` needs a body whose fields the contract names";
        cx.tell(Diagnostic::error(codes::INCOMPLETE_SETTING, first.span, message));
        return Vec::new();
    };
    let mut fills = Vec::new();
    for (field, parameter) in &settings.fill {
        let into = fields.iter().find(|candidate| candidate.wire_name == field.value);
        let from = parameters.iter().find(|candidate| candidate.wire_name == parameter.value);
        let (Some(into), Some(from)) = (into, from) else {
            let (span, what, name) = match into {
                None => (field.span, "field of the body", &field.value),
                Some(_) => (parameter.span, "parameter of the operation", &parameter.value),
            };
            cx.tell(Diagnostic::error(codes::UNKNOWN_FIELD, span, format!("`{name}` is no {what}")));
            continue;
        };
        if bare(&into.ty) != bare(&from.ty) || from.presence == Presence::Optional {
            let message = format!("`{}` cannot always repeat `{}`", field.value, parameter.value);
            let finding = Diagnostic::error(codes::UNFIT_FIELD, field.span, message)
                .help("both must have the same type, and the parameter must be required");
            cx.tell(finding);
            continue;
        }
        fills.push(Fill { field: field.value.clone(), parameter: parameter.value.clone() });
    }
    fills
}

fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        other => other,
    }
}

fn presence(required: bool, settings: Option<&OperationSettings>) -> Presence {
    let said = settings.and_then(|settings| settings.body_required.as_ref()).map(|setting| setting.value);
    if said.unwrap_or(false) || required { Presence::Required } else { Presence::Optional }
}

/// How callers of a surface give a typed body by its parts; none where the capability makes it of more than that.
fn template(body: &BodyInput) -> Option<JsonTemplate> {
    let BodyInput::Template(CheckedBody { template, .. }) = body else { return None };
    if template.templates().iter().any(|template| template.variables().next().is_some()) {
        return None;
    }
    match template {
        BodyTemplate::Json(json) => Some(json.clone()),
        BodyTemplate::Form(fields) => {
            let field = |(name, value): &(String, Template)| (name.clone(), JsonTemplate::Text(value.clone()));
            Some(JsonTemplate::Object(fields.iter().map(field).collect()))
        }
        BodyTemplate::Text { .. } | BodyTemplate::Parts(_) => None,
    }
}

fn description(body: &BodyInput) -> Option<&str> {
    match body {
        BodyInput::Whole { description, .. } => description.as_deref(),
        _ => None,
    }
}
