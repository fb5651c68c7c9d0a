//! Lowers the headers of answers: which there are, and what each holds wherever it comes.

use super::context::Context;
use super::docs;
use super::media_type::{Kind, kind};
use super::place::Place;
use super::schemas::lower;
use super::style::{Nesting, nesting};
use crate::contract::{ContractOperation, HeaderObject};
use crate::ir::{Operation, ResponseHeader, TextFormat, Type};
use std::collections::BTreeMap;

/// Headers about the message itself, which the client has read already.
const NOT_FOR_CALLERS: [&str; 5] =
    ["content-type", "content-length", "content-encoding", "transfer-encoding", "connection"];

/// Headers whose dates are written as HTTP writes them, whatever a schema says.
const HTTP_DATES: [&str; 4] = ["date", "expires", "last-modified", "retry-after"];

/// The headers of an operation's answers, each once.
pub(super) fn of_operation<'doc>(
    cx: &mut Context<'doc, '_>,
    contract: &ContractOperation<'doc>,
    wire_name: &str,
    index: usize,
) -> Vec<ResponseHeader> {
    let mut headers: Vec<ResponseHeader> = Vec::new();
    for object in contract.responses.iter().flat_map(|response| &response.headers) {
        let is_known = headers.iter().any(|header| header.wire_name.eq_ignore_ascii_case(object.name));
        let is_for_callers = !NOT_FOR_CALLERS.iter().any(|name| name.eq_ignore_ascii_case(object.name));
        // What no header can be called is read by nobody.
        let is_token = object.name.bytes().all(|byte| byte.is_ascii_graphic()) && !object.name.is_empty();
        if !is_known && is_for_callers && is_token {
            headers.push(header(cx, object, wire_name, index));
        }
    }
    headers
}

fn header<'doc>(
    cx: &mut Context<'doc, '_>,
    object: &HeaderObject<'doc>,
    wire_name: &str,
    index: usize,
) -> ResponseHeader {
    let is_json = object.media_type.is_some_and(|media_type| kind(media_type) == Kind::Json);
    let is_text = object.media_type.is_some() && !is_json;
    let lowered = object.schema.filter(|_| !is_text);
    let lowered = lowered.map(|schema| lower(cx, schema, &Place::parameter(wire_name, index, object.name)));
    let text = Type::String(TextFormat::Any);
    let ty = match &lowered {
        None if is_json => Type::Json,
        None => text,
        Some(lowered) if is_json => lowered.ty.clone(),
        Some(lowered) => match (&lowered.ty, nesting(cx, &lowered.ty)) {
            (Type::Json, _) => text,
            (Type::DateTime | Type::Date, _)
                if HTTP_DATES.iter().any(|name| name.eq_ignore_ascii_case(object.name)) =>
            {
                text
            }
            (ty, Nesting::Scalar) => ty.clone(),
            (Type::List(item), Nesting::List) if !matches!(**item, Type::Nullable(_) | Type::Json) => {
                lowered.ty.clone()
            }
            _ => text,
        },
    };
    let schema_says = lowered.as_ref().and_then(|lowered| lowered.peeled.text("description", true));
    ResponseHeader {
        wire_name: object.name.to_owned(),
        ty,
        is_json,
        docs: docs::text(None, object.description.or(schema_says)),
        deprecated: object.deprecated,
    }
}

/// Makes headers of one name alike in all operations: text where their types differ, since one key reads them all.
pub(super) fn settle(operations: &mut [Operation]) {
    let mut known: BTreeMap<String, (Type, bool, bool)> = BTreeMap::new();
    for header in operations.iter().flat_map(|operation| &operation.headers) {
        known
            .entry(header.wire_name.to_ascii_lowercase())
            .and_modify(|(ty, is_json, differ)| *differ |= *ty != header.ty || *is_json != header.is_json)
            .or_insert((header.ty.clone(), header.is_json, false));
    }
    for header in operations.iter_mut().flat_map(|operation| &mut operation.headers) {
        if known.get(&header.wire_name.to_ascii_lowercase()).is_some_and(|(_, _, differ)| *differ) {
            header.ty = Type::String(TextFormat::Any);
            header.is_json = false;
        }
    }
}
