//! Checks `keyed` of `sdk.yaml` against the body and says by what the vendor recognises a repeated call.

use super::codes;
use super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, Content, Keyed, Struct, Type};
use crate::manifest::{OperationSettings, Spanned};

/// The key of an operation; what does not fit is told.
pub(super) fn keyed(cx: &mut Context<'_, '_>, settings: &OperationSettings, body: Option<&Body>) -> Option<Keyed> {
    let setting = settings.keyed.as_ref()?;
    let (list, field) = match setting.value.split_once("[].") {
        Some((list, field)) => (Some(list), field),
        None => (None, setting.value.as_str()),
    };
    let Some(Content::Json { ty, .. }) = body.map(|body| &body.content) else {
        return unfit(cx, setting, "needs a JSON body that the contract types");
    };
    let Some(top) = cx.arena.fields(ty) else {
        return unfit(cx, setting, "needs a body whose fields the contract names");
    };
    let holder = match list {
        None => Some(top),
        Some(list) => match type_of(top, list) {
            Some(Type::List(item)) => cx.arena.fields(item),
            _ => None,
        },
    };
    let Some(holder) = holder else {
        return unfit(cx, setting, "names no list of objects in the body");
    };
    match type_of(holder, field) {
        Some(Type::String(_) | Type::Id(_)) => Some(Keyed {
            list: list.map(str::to_owned),
            field: field.to_owned(),
            duplicate: settings.duplicate.as_ref().map(|status| status.value),
            partial: settings.partial.as_ref().map(|status| status.value),
        }),
        Some(_) => unfit(cx, setting, "names a field that is not text"),
        None => unfit(cx, setting, "names a field that the body does not have"),
    }
}

fn unfit(cx: &mut Context<'_, '_>, setting: &Spanned<String>, why: &str) -> Option<Keyed> {
    let message = format!("`keyed: {}` {why}", setting.value);
    let finding = Diagnostic::error(codes::UNFIT_FIELD, setting.span, message)
        .help("write `field` for one key in the body, or `list[].field` for one key per element");
    cx.tell(finding);
    None
}

fn type_of<'shape>(shape: &'shape Struct, name: &str) -> Option<&'shape Type> {
    let field = shape.fields.iter().find(|field| field.wire_name == name)?;
    match &field.ty {
        Type::Nullable(inner) => Some(inner),
        other => Some(other),
    }
}
