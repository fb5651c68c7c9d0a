//! Finds the fields and variants that must be boxed, because their type would hold itself and have no size.

use crate::ir::{Shape, Type, TypeDef, TypeId};

/// Marks one place in every cycle that no list or map breaks. A type alias cannot be boxed, but none holds itself: a
/// schema that needs no type of its own cannot be recursive.
pub(super) fn mark(types: &mut [TypeDef]) {
    let endless = endless(types);
    for holder in (0..types.len()).filter(|holder| endless[*holder]) {
        for place in 0..places(&types[holder].shape).len() {
            let target = places(&types[holder].shape)[place];
            let Some(target) = target.filter(|target| endless[target.0 as usize]) else { continue };
            if holds(types, target, TypeId(holder as u32)) {
                set_boxed(&mut types[holder].shape, place);
            }
        }
    }
}

/// Which types hold a cycle: what remains when types that hold only finished ones are taken away again and again. Most
/// contracts have none, and the search for the place to box is only for those.
fn endless(types: &[TypeDef]) -> Vec<bool> {
    let mut endless = vec![true; types.len()];
    loop {
        let finished = |def: &TypeDef| places(&def.shape).into_iter().flatten().all(|id| !endless[id.0 as usize]);
        let done: Vec<usize> = (0..types.len()).filter(|at| endless[*at] && finished(&types[*at])).collect();
        if done.is_empty() {
            return endless;
        }
        done.into_iter().for_each(|at| endless[at] = false);
    }
}

/// For every field or variant, the type that it holds in place.
fn places(shape: &Shape) -> Vec<Option<TypeId>> {
    match shape {
        Shape::Struct(shape) => shape.fields.iter().map(|field| held(&field.ty).filter(|_| !field.boxed)).collect(),
        Shape::Union(union) => {
            union.variants.iter().map(|variant| held(&variant.ty).filter(|_| !variant.boxed)).collect()
        }
        Shape::Alias(ty) => vec![held(ty)],
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}

fn held(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => held(inner),
        _ => None,
    }
}

fn holds(types: &[TypeDef], from: TypeId, wanted: TypeId) -> bool {
    let mut seen = vec![false; types.len()];
    let mut pending = vec![from];
    while let Some(id) = pending.pop() {
        if id == wanted {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0 as usize], true) {
            pending.extend(places(&types[id.0 as usize].shape).into_iter().flatten());
        }
    }
    false
}

fn set_boxed(shape: &mut Shape, place: usize) {
    match shape {
        Shape::Struct(shape) => shape.fields[place].boxed = true,
        Shape::Union(union) => union.variants[place].boxed = true,
        Shape::Alias(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}
