//! Turns the parameter lists of a path and an operation into one list.

use super::operation::text;
use super::{Contract, codes, reference};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Span};

/// One parameter of the contract.
#[derive(Clone, Debug)]
pub struct ContractParameter<'doc> {
    /// `name`
    pub name: &'doc str,
    /// `in`
    pub location: ParameterLocation,
    /// `required`; always true in the path.
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `description`
    pub description: Option<&'doc str>,
    /// Its schema and how it is written.
    pub shape: ParameterShape<'doc>,
    /// `allowReserved`
    pub reserved: bool,
    /// `allowEmptyValue`
    pub may_be_empty: bool,
    /// Where it stands.
    pub span: Span,
}

/// `in`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// A hole of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The cookie header.
    Cookie,
}

/// A parameter's schema and how it is written.
#[derive(Clone, Copy, Debug)]
pub enum ParameterShape<'doc> {
    /// By `schema`, `style` and `explode`.
    Styled {
        /// The schema, when there is one.
        schema: Option<&'doc Node>,
        /// `style`, as written.
        style: Option<&'doc str>,
        /// `explode`, as written.
        explode: Option<bool>,
    },
    /// By `content`: text in a media type.
    Content {
        /// The media type.
        media_type: &'doc str,
        /// The schema, when there is one.
        schema: Option<&'doc Node>,
    },
}

/// What a path and an operation say about parameters.
#[derive(Debug, Default)]
pub(super) struct Merged<'doc> {
    pub(super) parameters: Vec<ContractParameter<'doc>>,
    /// Whether there is one of which not even the name is known.
    pub(super) is_incomplete: bool,
}

/// Reads both lists; a later parameter of the same name and location replaces an earlier one in its place.
pub(super) fn merged<'doc>(
    contract: &Contract<'doc>,
    owners: [&'doc Node; 2],
    diagnostics: &mut Diagnostics,
) -> Merged<'doc> {
    let mut merged = Merged::default();
    for owner in owners {
        let Some(list) = owner.get("parameters") else { continue };
        let Some(items) = list.as_list() else {
            let message = format!("`parameters` must be a sequence, found {}, so it is ignored", list.kind());
            diagnostics.push(Diagnostic::warning(codes::WRONG_KIND, list.span, message));
            continue;
        };
        for item in items {
            let Some(node) = reference::follow(contract, item, diagnostics) else {
                merged.is_incomplete = true;
                continue;
            };
            let Some(parameter) = read(node, diagnostics) else { continue };
            let same = |other: &&mut ContractParameter<'_>| {
                other.name == parameter.name && other.location == parameter.location
            };
            match merged.parameters.iter_mut().find(same) {
                Some(earlier) => *earlier = parameter,
                None => merged.parameters.push(parameter),
            }
        }
    }
    merged
}

fn read<'doc>(node: &'doc Node, diagnostics: &mut Diagnostics) -> Option<ContractParameter<'doc>> {
    let (Some(name), Some(location)) = (text(node, "name"), text(node, "in").and_then(location)) else {
        let message = "this parameter is ignored, because it lacks a `name`, or an `in` that says where it goes";
        let finding = Diagnostic::warning(codes::BAD_PARAMETER, node.span, message);
        diagnostics.push(finding.help("`in` is `path`, `query`, `header` or `cookie`"));
        return None;
    };
    let flag = |key: &str| node.get(key).and_then(Node::as_bool);
    Some(ContractParameter {
        name,
        location,
        required: location == ParameterLocation::Path || flag("required") == Some(true),
        deprecated: flag("deprecated") == Some(true),
        description: text(node, "description"),
        shape: shape(node),
        reserved: flag("allowReserved") == Some(true),
        may_be_empty: flag("allowEmptyValue") == Some(true),
        span: node.span,
    })
}

fn location(text: &str) -> Option<ParameterLocation> {
    Some(match text {
        "path" => ParameterLocation::Path,
        "query" => ParameterLocation::Query,
        "header" => ParameterLocation::Header,
        "cookie" => ParameterLocation::Cookie,
        _ => return None,
    })
}

fn shape(node: &Node) -> ParameterShape<'_> {
    let content = node.get("content").and_then(Node::as_map).and_then(|content| content.iter().next());
    if let Some(media_type) = content {
        return ParameterShape::Content { media_type: &media_type.key.text, schema: media_type.value.get("schema") };
    }
    let explode = node.get("explode").and_then(Node::as_bool);
    ParameterShape::Styled { schema: node.get("schema"), style: text(node, "style"), explode }
}
