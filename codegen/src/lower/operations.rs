//! Lowers every operation of the capabilities, typed by the contract where it knows them.

use super::context::Context;
use super::output::Answers;
use super::{Strictness, body, codes, docs, headers, inputs, keyed, method_name, output, paging, replay};
use crate::check::{CheckedCapability, CheckedOperation};
use crate::contract::{ContractOperation, path_of};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::ir::{Operation, Replay, Text, TypedBy};
use crate::manifest::OperationSettings;

/// The operations, in the order of the capabilities.
pub(super) fn operations(
    cx: &mut Context<'_, '_>,
    capabilities: &[CheckedCapability],
    strictness: Strictness,
) -> Vec<Operation> {
    tell_unknown_settings(cx, capabilities);
    let mut operations = Vec::new();
    for (capability_index, capability) in capabilities.iter().enumerate() {
        for operation in &capability.operations {
            let index = operations.len();
            operations.push(lowered(cx, capability, operation, (capability_index, index), strictness));
        }
    }
    operations
}

fn lowered(
    cx: &mut Context<'_, '_>,
    capability: &CheckedCapability,
    operation: &CheckedOperation,
    (capability_index, index): (usize, usize),
    strictness: Strictness,
) -> Operation {
    let settings = cx.manifest.operations.iter().find(|settings| settings.wire_name.value == operation.name);
    let contract = matching(cx, capability, operation, strictness);
    let mut parameters =
        inputs::parameters(cx, operation, contract.as_ref(), capability.authentication.as_ref(), index);
    let mut body = match &contract {
        Some(contract) => body::typed(cx, operation, contract, settings, index, &mut parameters),
        None => body::untyped(cx, operation, settings, &mut parameters),
    };
    let partial = settings.and_then(|settings| settings.partial.as_ref()).map(|status| status.value);
    let answers = match &contract {
        Some(contract) => output::answers(cx, contract, &operation.name, index, partial),
        None => Answers::untyped(operation.format),
    };
    let headers = contract.as_ref().map(|contract| headers::of_operation(cx, contract, &operation.name, index));
    let key = settings.and_then(|settings| keyed::keyed(cx, settings, body.as_ref()));
    if let (Some(settings), Some(body)) = (settings, &mut body) {
        body.fills = body::fills(cx, Some(body), &parameters, settings);
    } else if let Some(settings) = settings {
        body::fills(cx, None, &parameters, settings);
    }
    let confirmed = settings.and_then(|settings| settings.idempotent.as_ref()).map(|setting| setting.value);
    let pages = settings.and_then(|settings| settings.paging.as_ref());
    let pinned = settings.and_then(|settings| settings.name.as_ref()).map(|name| name.value.as_str());
    Operation {
        method_name: method_name::choose(pinned, contract.as_ref().and_then(|contract| contract.id), operation),
        docs: described(operation, contract.as_ref(), settings),
        wire_name: operation.name.clone(),
        capability: capability_index,
        method: operation.method.clone(),
        path: operation.path.clone(),
        replay: key.map_or_else(|| replay::from_hints(operation, confirmed), Replay::Keyed),
        refused_before_processing: settings
            .map(|settings| settings.refused.iter().map(|status| status.value).collect())
            .unwrap_or_default(),
        paging: pages.and_then(|pages| paging::paging(cx, pages, &parameters, &answers.output)),
        deprecated: contract.as_ref().is_some_and(|contract| contract.deprecated),
        typed_by: if contract.is_some() { TypedBy::Contract } else { TypedBy::Nothing },
        parameters,
        body,
        output: answers.output,
        answers: answers.statuses,
        errors: answers.errors,
        headers: headers.unwrap_or_default(),
    }
}

/// The contract's operation at the same address; that there is none is told.
fn matching<'doc>(
    cx: &mut Context<'doc, '_>,
    capability: &CheckedCapability,
    operation: &CheckedOperation,
    strictness: Strictness,
) -> Option<ContractOperation<'doc>> {
    let contract = cx.contract?;
    let base = capability.base_url.as_deref().map(path_of);
    let mut found = Diagnostics::default();
    let matching =
        contract.operation(&operation.method, base, &operation.path, operation.fragment.as_deref(), &mut found);
    for finding in found.iter() {
        cx.tell(finding.clone());
    }
    if matching.is_none() {
        let address = format!("{} {}{}", operation.method, base.unwrap_or_default(), operation.path);
        let message = format!("the contract has no `{address}`, so `{}` stays untyped", operation.name);
        let finding = strictness.finding(codes::OPERATION_NOT_IN_CONTRACT, operation.span, message);
        cx.tell(finding.help("add the operation to the contract; until then bodies and answers are JSON values"));
    }
    matching
}

fn described(
    operation: &CheckedOperation,
    contract: Option<&ContractOperation<'_>>,
    settings: Option<&OperationSettings>,
) -> Text {
    if let Some(description) = settings.and_then(|settings| settings.description.as_deref()) {
        return docs::text(None, Some(description));
    }
    let (summary, description) = match contract {
        Some(contract) if contract.summary.or(contract.description).is_some() => {
            (contract.summary, contract.description)
        }
        _ => (None, operation.description.as_deref()),
    };
    docs::text(summary, description)
}

fn tell_unknown_settings(cx: &mut Context<'_, '_>, capabilities: &[CheckedCapability]) {
    let names: Vec<&str> =
        capabilities.iter().flat_map(|capability| &capability.operations).map(|operation| &*operation.name).collect();
    for settings in &cx.manifest.operations {
        let wanted = &settings.wire_name;
        if names.contains(&wanted.value.as_str()) {
            continue;
        }
        let message = format!("no capability has an operation `{}`", wanted.value);
        let finding = Diagnostic::error(codes::UNKNOWN_OPERATION, wanted.span, message);
        cx.tell(match suggest::help(&wanted.value, names.iter().copied()) {
            Some(help) => finding.help(help),
            None => finding,
        });
    }
}
