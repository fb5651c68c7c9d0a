//! Finds the fields and variants that must be boxed, because their type would hold itself and have no size.

use crate::ir::{Shape, Type, TypeDef, TypeId};

/// Marks one place in every cycle that no list or map breaks: where a type is met again that is still being looked into.
/// A type alias cannot be boxed, but none holds itself: a schema that needs no type of its own cannot be recursive.
pub(super) fn mark(types: &mut [TypeDef]) {
    let held: Vec<Vec<Option<TypeId>>> = types.iter().map(|def| places(&def.shape)).collect();
    let mut states = vec![State::Unseen; types.len()];
    for start in 0..types.len() {
        if states[start] != State::Unseen {
            continue;
        }
        // A stack of our own: types may hold each other in chains longer than the program's.
        let mut path = vec![(start, 0)];
        states[start] = State::Open;
        while let Some((holder, place)) = path.last_mut() {
            let Some(target) = held[*holder].get(*place) else {
                states[*holder] = State::Done;
                path.pop();
                continue;
            };
            let here = (*holder, *place);
            *place += 1;
            let Some(target) = target.map(|id| id.0 as usize) else { continue };
            match states[target] {
                State::Unseen => {
                    states[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => set_boxed(&mut types[here.0].shape, here.1),
                State::Done => {}
            }
        }
    }
}

/// How far the search has come with a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
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

fn set_boxed(shape: &mut Shape, place: usize) {
    match shape {
        Shape::Struct(shape) => shape.fields[place].boxed = true,
        Shape::Union(union) => union.variants[place].boxed = true,
        Shape::Alias(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}
