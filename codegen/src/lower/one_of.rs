//! Applies `schemas.<Schema>.one_of`: fields of which exactly one is given.

use super::codes;
use super::context::{Context, Met};
use crate::diagnostic::Diagnostic;
use crate::ir::{Presence, Type};

/// Marks the alternatives of every schema that `sdk.yaml` lists; what does not fit is told.
pub(super) fn apply(cx: &mut Context<'_, '_>) {
    for settings in &cx.manifest.schemas {
        let name = &settings.name;
        let Some(Met::Lowered(Type::Named(id), _)) = cx.schemas.get(name.value.as_str()).cloned() else {
            let message = format!("`{}` is no schema that this crate uses as a type", name.value);
            cx.tell(Diagnostic::warning(codes::SCHEMA_UNUSED, name.span, message));
            continue;
        };
        let mut indexes = Vec::new();
        for field in &settings.one_of {
            let fields = cx.arena.fields_mut(id).map(|shape| &shape.fields);
            let found = fields.and_then(|fields| {
                let index = fields.iter().position(|candidate| candidate.wire_name == field.value)?;
                Some((index, fields[index].presence))
            });
            match found {
                Some((index, Presence::Optional)) => indexes.push(index),
                Some((_, Presence::Required)) => {
                    let message = format!("`{}` is required, so it cannot be one of several", field.value);
                    let finding = Diagnostic::error(codes::UNFIT_FIELD, field.span, message)
                        .help("take it off `required` in the contract");
                    cx.tell(finding);
                }
                None => {
                    let message = format!("`{}` has no field `{}`", name.value, field.value);
                    cx.tell(Diagnostic::error(codes::UNKNOWN_FIELD, field.span, message));
                }
            }
        }
        if let Some(shape) = cx.arena.fields_mut(id) {
            shape.one_of = indexes;
        }
    }
}
