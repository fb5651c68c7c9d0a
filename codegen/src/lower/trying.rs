//! Orders the members of unions that are found by trying: those that ask for more come first, since what fits them may
//! fit the others too.

use super::arena::Slot;
use crate::ir::{OtherFields, Presence, Shape, TextFormat, Type, UnionTag};

/// Orders every such union, once all types are known.
pub(super) fn order(slots: &mut [Slot]) {
    for at in 0..slots.len() {
        let Shape::Union(union) = &slots[at].def.shape else { continue };
        if union.tag != UnionTag::Untagged {
            continue;
        }
        let mut variants = union.variants.clone();
        variants.sort_by_key(|variant| demand(slots, &variant.ty));
        if let Shape::Union(union) = &mut slots[at].def.shape {
            union.variants = variants;
        }
    }
}

/// How little a member asks for.
fn demand(slots: &[Slot], ty: &Type) -> (u8, isize) {
    match ty {
        Type::Json => (9, 0),
        Type::String(TextFormat::Any) | Type::Secret => (8, 0),
        Type::JsonObject => (7, 0),
        Type::Map(_) => (6, 0),
        Type::Float => (5, 0),
        Type::Named(id) => match &slots[id.0 as usize].def.shape {
            Shape::Struct(shape) => {
                let required = shape.fields.iter().filter(|field| field.presence == Presence::Required);
                let open = isize::from(shape.other_fields != OtherFields::Ignored);
                (0, open - 100 * required.count() as isize - shape.fields.len() as isize)
            }
            Shape::StringEnum(_) => (7, 0),
            _ => (1, 0),
        },
        _ => (2, 0),
    }
}
