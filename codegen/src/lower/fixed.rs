//! Fixes the tag field of a struct that is only ever one variant, so that a caller cannot contradict the union.

use crate::ir::{Presence, Shape, TextFormat, Type, TypeDef, TypeId, UnionTag};
use std::collections::BTreeMap;

/// Gives the field the tag as its one text, where every union that holds the struct agrees on one tag.
pub(super) fn mark(types: &mut [TypeDef]) {
    let mut tags: BTreeMap<(TypeId, String), Vec<String>> = BTreeMap::new();
    for def in types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        let UnionTag::Field(field) = &union.tag else { continue };
        for variant in &union.variants {
            if let Type::Named(id) = variant.ty {
                let known = tags.entry((id, field.clone())).or_default();
                known.extend(variant.tags.iter().filter(|tag| !known.contains(tag)).cloned().collect::<Vec<_>>());
            }
        }
    }
    for ((id, name), tags) in tags {
        let ([tag], Shape::Struct(shape)) = (tags.as_slice(), &mut types[id.0 as usize].shape) else { continue };
        let open = |field: &&mut crate::ir::Field| {
            field.wire_name == name && field.presence == Presence::Required && field.ty == Type::String(TextFormat::Any)
        };
        if let Some(field) = shape.fields.iter_mut().find(open) {
            field.fixed = Some(tag.clone());
        }
    }
}
