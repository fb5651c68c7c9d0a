//! Lowers what a capability and a contract say about a request body.

use super::content::Sent;
use super::context::Context;
use super::place::Place;
use super::{codes, content, docs, multipart};
use crate::check::{BodyInput, CheckedOperation};
use crate::contract::ContractOperation;
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, Content, Fill, Parameter, Presence, Type};
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
    let Some(body) = &contract.body else { return unknown(cx, operation, contract, settings) };
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
    })
}

/// The body of an operation that nobody types.
pub(super) fn untyped(operation: &CheckedOperation, settings: Option<&OperationSettings>) -> Option<Body> {
    let (ty, required) = match &operation.body {
        BodyInput::None => return None,
        BodyInput::Whole { required, .. } => (Type::Json, *required),
        BodyInput::Template { .. } => (Type::JsonObject, false),
    };
    Some(Body {
        content: content::untyped(ty),
        presence: presence(required, settings),
        docs: docs::text(None, description(&operation.body)),
        fills: Vec::new(),
    })
}

/// A body that the matching contract operation does not know.
fn unknown(
    cx: &mut Context<'_, '_>,
    operation: &CheckedOperation,
    contract: &ContractOperation<'_>,
    settings: Option<&OperationSettings>,
) -> Option<Body> {
    let (required, span) = match &operation.body {
        BodyInput::None => return None,
        BodyInput::Whole { required, span, .. } => (*required, *span),
        BodyInput::Template { span, .. } => (false, *span),
    };
    let message = format!("`{}` sends a body, but the contract knows none", operation.name);
    let finding = match required {
        true => Diagnostic::error(codes::REQUIRED_PARAMETER_UNKNOWN, span, message),
        false => Diagnostic::warning(codes::OPTIONAL_PARAMETER_UNKNOWN, span, message),
    };
    cx.tell(finding.related(contract.span, "the operation in the contract"));
    untyped(operation, settings)
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

fn description(body: &BodyInput) -> Option<&str> {
    match body {
        BodyInput::Whole { description, .. } => description.as_deref(),
        _ => None,
    }
}
