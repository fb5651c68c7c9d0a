//! Makes one type of inline types that are equal and stand at the same field path, and of those that share a name.

use super::arena::Slot;
use super::{codes, walk};
use crate::diagnostic::Diagnostic;
use crate::ir::{Field, Namespace, Operation, Origin, Shape, Text, TypeId};
use crate::manifest::Manifest;
use std::collections::{BTreeMap, HashMap};

/// Points every reference at the first of the types that are one. The others are no longer reached afterwards.
pub(super) fn merge(slots: &mut [Slot], operations: &mut [Operation]) {
    let mut first: Vec<TypeId> = (0..slots.len() as u32).map(TypeId).collect();
    let groups = groups(slots);
    // Types become equal once the types they refer to have become one, so this ends after as many rounds as they nest.
    while round(slots, &groups, &mut first) {}
    let map = |id: TypeId| first[id.0 as usize];
    for slot in slots.iter_mut() {
        walk::map_shape(&mut slot.def.shape, &map);
        if let Origin::Inline { parent: Namespace::Type(parent), .. } = &mut slot.def.origin {
            *parent = map(*parent);
        }
    }
    for operation in operations {
        walk::map_operation(operation, &map);
    }
}

/// The types that may be one: those of a field path, and those of a pinned name. Most are alone.
fn groups(slots: &[Slot]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, slot) in slots.iter().enumerate() {
        let group = match &slot.def.origin {
            Origin::Pinned(name) => format!("= {name}"),
            Origin::Inline { .. } => slot.field_path.clone(),
            Origin::Schema(_) => continue,
        };
        groups.entry(group).or_default().push(index);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn round(slots: &[Slot], groups: &[Vec<usize>], first: &mut [TypeId]) -> bool {
    let mut changed = false;
    for group in groups {
        let mut known: HashMap<String, TypeId> = HashMap::new();
        for &index in group {
            let shape = structure(&slots[index].def.shape, &|id| first[id.0 as usize]);
            let target = *known.entry(shape).or_insert(TypeId(index as u32));
            changed |= std::mem::replace(&mut first[index], target) != target;
        }
    }
    changed
}

/// What makes two types equal: everything but prose.
fn structure(shape: &Shape, map: &dyn Fn(TypeId) -> TypeId) -> String {
    let mut shape = shape.clone();
    walk::map_shape(&mut shape, map);
    match &mut shape {
        Shape::Struct(shape) => shape.fields.iter_mut().for_each(strip),
        Shape::Union(union) => union.variants.iter_mut().for_each(|variant| variant.docs = Text::default()),
        Shape::StringEnum(variants) => variants.iter_mut().for_each(|variant| variant.docs = None),
        Shape::IntegerEnum(variants) => variants.iter_mut().for_each(|variant| variant.docs = None),
        Shape::Alias(_) => {}
    }
    format!("{shape:?}")
}

fn strip(field: &mut Field) {
    field.docs = Text::default();
    field.limits.clear();
}

/// Errors about places that `sdk.yaml` gives one name although their types differ.
pub(super) fn differing(manifest: &Manifest, slots: &[Slot]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for settings in &manifest.types {
        let name = &settings.name;
        let same = |slot: &&Slot| slot.def.origin == Origin::Pinned(name.value.clone());
        if slots.iter().filter(same).count() > 1 {
            let message = format!("the places of `{}` differ in shape, so they cannot be one type", name.value);
            found.push(
                Diagnostic::error(codes::PINNED_SHAPES_DIFFER, name.span, message).help("give them different names"),
            );
        }
    }
    found
}
