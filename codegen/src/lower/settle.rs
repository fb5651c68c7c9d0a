//! Adapts fields to the way their type travels: presence, null, unknown members.

use crate::ir::{Access, Field, OtherFields, Presence, Shape, Type, TypeDef, Usage};

/// Settles every struct. Needs [`super::usage`].
pub(super) fn fields(types: &mut [TypeDef]) {
    for def in types {
        let usage = def.usage;
        if let Shape::Struct(shape) = &mut def.shape {
            shape.fields.iter_mut().for_each(|field| settle(field, usage));
            if usage.sent && usage.received && shape.other_fields == OtherFields::Ignored {
                shape.other_fields = OtherFields::Kept;
            }
        }
    }
}

fn settle(field: &mut Field, usage: Usage) {
    let absent_on_one_way = match field.access {
        Access::Both => false,
        Access::ReadOnly => usage.sent,
        Access::WriteOnly => usage.received,
    };
    if absent_on_one_way {
        field.presence = Presence::Optional;
        field.fixed = None;
    }
    // Only a caller who sends a field can mean "clear it" by null; a reader takes null for nothing.
    let can_clear = usage.sent && field.access != Access::ReadOnly;
    if let Type::Nullable(inner) = &mut field.ty
        && !can_clear
    {
        field.ty = std::mem::replace(inner, Type::Json);
        field.presence = Presence::Optional;
    }
}
