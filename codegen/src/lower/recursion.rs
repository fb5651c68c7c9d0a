//! Finds the fields and variants that must be boxed, because their type would hold itself and have no size.

use super::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::ir::{Field, Origin, Presence, Shape, Type, TypeDef, TypeId};

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

/// Makes a field optional that must hold its own type again: no value could ever come to an end. Needs [`mark`]; the
/// findings stand at `place`, because a schema's own place is not known any more.
pub(super) fn end(types: &mut [TypeDef], place: Span) -> Vec<Diagnostic> {
    let (ends, mut found) = (ending(types), Vec::new());
    for holder in (0..types.len()).filter(|holder| !ends[*holder]) {
        let named = match &types[holder].origin {
            Origin::Pinned(name) | Origin::Schema(name) => format!("`{name}`"),
            Origin::Inline { .. } => "an inline schema".to_owned(),
        };
        let Shape::Struct(shape) = &mut types[holder].shape else { continue };
        for field in shape.fields.iter_mut().filter(|field| field.boxed && !may_end(field, &ends)) {
            field.presence = Presence::Optional;
            let message = format!("`{}` of {named} must hold the same again and again", field.wire_name);
            let finding = Diagnostic::warning(codes::COMBINATION, place, message + ", so it becomes optional");
            found.push(finding.help("take it out of `required`"));
        }
    }
    found
}

/// Which types have a value that ends: what is added when types that need only ending ones are added again and again.
fn ending(types: &[TypeDef]) -> Vec<bool> {
    let mut ends = vec![false; types.len()];
    loop {
        let more: Vec<usize> =
            (0..types.len()).filter(|at| !ends[*at] && shape_ends(&types[*at].shape, &ends)).collect();
        if more.is_empty() {
            return ends;
        }
        more.into_iter().for_each(|at| ends[at] = true);
    }
}

fn shape_ends(shape: &Shape, ends: &[bool]) -> bool {
    match shape {
        Shape::Struct(shape) => shape.fields.iter().all(|field| may_end(field, ends)),
        Shape::Alias(Type::Named(id)) => ends[id.0 as usize],
        // A union keeps any JSON value.
        Shape::Alias(_) | Shape::Union(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => true,
    }
}

fn may_end(field: &Field, ends: &[bool]) -> bool {
    match &field.ty {
        Type::Named(id) => field.is_optional() || ends[id.0 as usize],
        _ => true,
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
