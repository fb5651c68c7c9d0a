//! Turns an indexed address into an operation with everything it refers to.

use super::document::Entry;
use super::{Contract, ContractParameter, RequestBody, Response, parameter, responses};
use crate::diagnostic::Diagnostics;
use crate::path_template::PathTemplate;
use crate::source::{Node, Span};

/// One operation of the contract.
#[derive(Clone, Debug)]
pub struct ContractOperation<'doc> {
    /// Its path, without base path.
    pub path: PathTemplate,
    /// Where it stands.
    pub span: Span,
    /// `operationId`
    pub id: Option<&'doc str>,
    /// `summary`
    pub summary: Option<&'doc str>,
    /// `description`
    pub description: Option<&'doc str>,
    /// `deprecated`
    pub deprecated: bool,
    /// The path's parameters, overridden by the operation's own.
    pub parameters: Vec<ContractParameter<'doc>>,
    /// Whether it has parameters beyond those, of which not even the name is known.
    pub has_lost_parameters: bool,
    /// `requestBody`
    pub body: Option<RequestBody<'doc>>,
    /// `responses`, in source order.
    pub responses: Vec<Response<'doc>>,
}

pub(super) fn read<'doc>(
    contract: &Contract<'doc>,
    entry: &Entry<'doc>,
    diagnostics: &mut Diagnostics,
) -> ContractOperation<'doc> {
    let node = entry.node;
    let merged = parameter::merged(contract, [entry.item, node], diagnostics);
    ContractOperation {
        path: entry.path.clone(),
        span: entry.span,
        id: text(node, "operationId"),
        summary: text(node, "summary").or_else(|| text(entry.item, "summary")),
        description: text(node, "description"),
        deprecated: node.get("deprecated").and_then(Node::as_bool).unwrap_or(false),
        parameters: merged.parameters,
        has_lost_parameters: merged.is_incomplete,
        body: node.get("requestBody").map(|body| responses::request_body(contract, body, diagnostics)),
        responses: responses::read(contract, node, diagnostics),
    }
}

/// The text under a key, when there is any.
pub(super) fn text<'doc>(node: &'doc Node, key: &str) -> Option<&'doc str> {
    node.get(key).and_then(Node::as_str).filter(|text| !text.trim().is_empty())
}
