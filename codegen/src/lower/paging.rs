//! Checks `paging` of `sdk.yaml` against the operation and says where the next page comes from.

use super::codes;
use super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::{Content, Location, Output, Paging, Parameter, Type};
use crate::manifest::{PagingSettings, Spanned};

/// The paging of an operation; what does not fit is told.
pub(super) fn paging(
    cx: &mut Context<'_, '_>,
    settings: &Spanned<PagingSettings>,
    parameters: &[Parameter],
    output: &Output,
) -> Option<Paging> {
    let answer = match output {
        Output::One(Content::Json { ty, .. }) => ty.clone(),
        _ => {
            let message = "pages need an answer that is always JSON";
            cx.tell(Diagnostic::error(codes::INCOMPLETE_SETTING, settings.span, message));
            return None;
        }
    };
    match &settings.value {
        PagingSettings::Offset { query, next, items } => {
            let query = query_parameter(cx, query, parameters)?.concat();
            let next = single(cx, &answer, next)?;
            Some(Paging::Offset { query, next, items: list(cx, &answer, items)? })
        }
        PagingSettings::Token { query, next, items } => {
            let query = query_parameter(cx, query, parameters)?.concat();
            let next = single(cx, &answer, next)?;
            Some(Paging::Token { query, next, items: list(cx, &answer, items)? })
        }
        PagingSettings::Number { query, number, size, total, items } => Some(Paging::Number {
            query: query_parameter(cx, query, parameters)?,
            number: path(cx, &answer, number)?.0,
            size: path(cx, &answer, size)?.0,
            total: path(cx, &answer, total)?.0,
            items: list(cx, &answer, items)?,
        }),
    }
}

/// A parameter by its name, or one of its members by `parameter.member`.
fn query_parameter(cx: &mut Context<'_, '_>, query: &Spanned<String>, parameters: &[Parameter]) -> Option<Vec<String>> {
    let find = |name: &str| {
        let in_query = |parameter: &&Parameter| parameter.location == Location::Query;
        parameters.iter().filter(in_query).find(|parameter| parameter.wire_name == name)
    };
    if find(&query.value).is_some() {
        return Some(vec![query.value.clone()]);
    }
    if let Some((name, member)) = query.value.split_once('.')
        && find(name).is_some_and(|parameter| has_field(cx, &parameter.ty, member))
    {
        return Some(vec![name.to_owned(), member.to_owned()]);
    }
    let message = format!("`{}` is no query parameter of the operation", query.value);
    cx.tell(Diagnostic::error(codes::UNKNOWN_FIELD, query.span, message));
    None
}

fn has_field(cx: &Context<'_, '_>, ty: &Type, name: &str) -> bool {
    *ty == Type::JsonObject
        || cx.arena.fields(ty).is_some_and(|shape| shape.fields.iter().any(|field| field.wire_name == name))
}

/// The fields of a dotted path from the answer's root, and the type at its end.
fn path(cx: &mut Context<'_, '_>, answer: &Type, setting: &Spanned<String>) -> Option<(Vec<String>, Type)> {
    let mut at = answer.clone();
    let mut steps = Vec::new();
    for step in setting.value.split('.') {
        let field = cx.arena.fields(&at).and_then(|shape| shape.fields.iter().find(|field| field.wire_name == step));
        let Some(field) = field else {
            let message = format!("the answer has no field `{}`", setting.value);
            cx.tell(Diagnostic::error(codes::UNKNOWN_FIELD, setting.span, message));
            return None;
        };
        at = field.ty.clone();
        steps.push(step.to_owned());
    }
    Some((steps, at))
}

fn single(cx: &mut Context<'_, '_>, answer: &Type, setting: &Spanned<String>) -> Option<String> {
    top_level(cx, answer, setting).map(|(name, _)| name)
}

fn list(cx: &mut Context<'_, '_>, answer: &Type, setting: &Spanned<String>) -> Option<String> {
    let (name, ty) = top_level(cx, answer, setting)?;
    let inner = match &ty {
        Type::Nullable(inner) => inner,
        other => other,
    };
    if matches!(inner, Type::List(_)) {
        return Some(name);
    }
    let message = format!("`{}` is not a list", setting.value);
    cx.tell(Diagnostic::error(codes::UNFIT_FIELD, setting.span, message));
    None
}

fn top_level(cx: &mut Context<'_, '_>, answer: &Type, setting: &Spanned<String>) -> Option<(String, Type)> {
    let (mut steps, ty) = path(cx, answer, setting)?;
    match steps.pop() {
        Some(name) if steps.is_empty() => Some((name, ty)),
        _ => {
            let message = format!("`{}` must be a field at the top of the answer", setting.value);
            cx.tell(Diagnostic::error(codes::UNFIT_FIELD, setting.span, message));
            None
        }
    }
}
