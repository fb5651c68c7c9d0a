//! Lowers objects to structs and maps.

use super::context::Context;
use super::either::either;
use super::flatten::{Flat, Property, flatten};
use super::peel::{Peeled, peel};
use super::place::Place;
use super::schemas::lower_peeled;
use super::{codes, docs, ids, limits};
use crate::contract::{Additional, Schema};
use crate::diagnostic::Diagnostic;
use crate::ir::{Field, OtherFields, Presence, Struct, TextFormat, Type};
use crate::source::Node;

/// The struct of a folded object. Presence, null and other members are as written; [`super::settle`] adapts them to the
/// way the type travels.
pub(super) fn shape<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> Struct {
    for required in &flat.required {
        let name = required.as_str().unwrap_or_default();
        if flat.property(name).is_none() {
            let message = format!("`required` names `{name}`, which no property defines");
            let finding = Diagnostic::warning(codes::REQUIRED_UNDEFINED, required.span, message)
                .help("define the property or drop the name; until then it is ignored");
            cx.tell(finding);
        }
    }
    let fields = flat.properties.iter().map(|property| field(cx, flat, property, place)).collect();
    let other_fields = match &flat.additional {
        // A discriminator without a choice says that there are other schemas, which add members to this one.
        Additional::Unsaid if flat.parts.first().is_some_and(|schema| schema.discriminator().is_some()) => {
            OtherFields::Kept
        }
        Additional::Unsaid | Additional::Closed => OtherFields::Ignored,
        Additional::Open => OtherFields::Kept,
        Additional::Typed(values) => match either(cx, flat.span, values, &place.value()) {
            Type::Json => OtherFields::Kept,
            ty => OtherFields::Typed(ty),
        },
    };
    Struct { fields, other_fields, one_of: Vec::new() }
}

fn field<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, property: &Property<'doc>, place: &Place<'_>) -> Field {
    let place = place.field(property.name, property.owner);
    let required = flat.requires(property.name);
    let peeled = peel(cx, property.node);
    let fixed = match required && !cx.settings.names(&place) {
        true => only_text(cx, &peeled).map(str::to_owned),
        false => None,
    };
    let (ty, nullable, peeled) = match fixed {
        Some(_) => (Type::String(TextFormat::Any), false, peeled),
        None => {
            let lowered = lower_peeled(cx, peeled, &place);
            (ids::field(cx, lowered.ty, &place, property), lowered.nullable, lowered.peeled)
        }
    };
    let of_its_own = matches!(ty, Type::Named(_));
    let nullable = nullable && ty != Type::Json;
    Field {
        wire_name: property.name.to_owned(),
        presence: if required { Presence::Required } else { Presence::Optional },
        access: peeled.access(),
        docs: docs::text(None, peeled.text("description", of_its_own)),
        limits: if fixed.is_some() { Vec::new() } else { limits::of(&peeled, &ty) },
        filled: false,
        deprecated: peeled.flag("deprecated", of_its_own),
        boxed: false,
        ty: if nullable { Type::Nullable(Box::new(ty)) } else { ty },
        fixed,
    }
}

/// The map of a folded object without properties.
pub(super) fn map<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> Type {
    let Additional::Typed(values) = &flat.additional else { return Type::JsonObject };
    match either(cx, flat.span, values, &place.value()) {
        Type::Json => Type::JsonObject,
        ty => Type::Map(Box::new(ty)),
    }
}

/// Whether the contract says that there is nothing else.
pub(super) fn is_closed(flat: &Flat<'_>) -> bool {
    matches!(flat.additional, Additional::Closed)
}

/// The one text that a schema allows, when it allows one and not null beside it.
pub(super) fn single_text<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Option<&'doc str> {
    let peeled = peel(cx, node);
    only_text(cx, &peeled)
}

fn only_text<'doc>(cx: &mut Context<'doc, '_>, peeled: &Peeled<'doc>) -> Option<&'doc str> {
    if peeled.nullable {
        return None;
    }
    match listed(cx, peeled)?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The texts that a schema allows, when it lists them.
pub(super) fn texts<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Option<Vec<&'doc str>> {
    let peeled = peel(cx, node);
    listed(cx, &peeled)
}

fn listed<'doc>(cx: &mut Context<'doc, '_>, peeled: &Peeled<'doc>) -> Option<Vec<&'doc str>> {
    // Most schemas list nothing, and need not be folded to know it.
    let schema = Schema(peeled.node);
    let may_list = schema.values().is_some() || schema.reference().is_some() || !schema.members("allOf").is_empty();
    let flat = may_list.then(|| flatten(cx, peeled.node, peeled.name))?;
    let values = flat.values.filter(|values| !values.is_empty())?;
    values.iter().map(|value| value.as_str()).collect()
}
