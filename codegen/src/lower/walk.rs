//! Visits every reference to a type in the IR.

use crate::ir::{Content, Operation, OtherFields, Output, Shape, Type, TypeDef, TypeId};

/// Calls `visit` for every type of its own in `ty`.
pub(super) fn in_type(ty: &Type, visit: &mut dyn FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => in_type(inner, visit),
        _ => {}
    }
}

/// Replaces types of their own in `ty` by what `new` gives for them.
pub(super) fn replace(ty: &mut Type, new: &mut dyn FnMut(&Type) -> Option<Type>) {
    match ty {
        Type::Named(_) => {
            if let Some(other) = new(ty) {
                *ty = other;
            }
        }
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => replace(inner, new),
        _ => {}
    }
}

/// Calls `visit` for every type of its own that a definition names.
pub(super) fn in_def(def: &TypeDef, visit: &mut dyn FnMut(TypeId)) {
    match &def.shape {
        Shape::Struct(shape) => {
            for field in &shape.fields {
                in_type(&field.ty, visit);
            }
            if let OtherFields::Typed(ty) = &shape.other_fields {
                in_type(ty, visit);
            }
        }
        Shape::Union(union) => union.variants.iter().for_each(|variant| in_type(&variant.ty, visit)),
        Shape::Alias(ty) => in_type(ty, visit),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}

/// Calls `visit` for every type that callers of an operation give.
pub(super) fn sent(operation: &Operation, visit: &mut dyn FnMut(TypeId)) {
    for parameter in &operation.parameters {
        in_type(&parameter.ty, visit);
    }
    if let Some(ty) = operation.body.as_ref().and_then(|body| body.content.ty()) {
        in_type(ty, visit);
    }
}

/// Calls `visit` for every type that answers of an operation carry.
pub(super) fn received(operation: &Operation, visit: &mut dyn FnMut(TypeId)) {
    let mut content = |content: &Content| {
        if let Some(ty) = content.ty() {
            in_type(ty, visit);
        }
    };
    match &operation.output {
        Output::Empty => {}
        Output::One(one) | Output::Maybe(one) => content(one),
        Output::Several(answers) => answers.iter().filter_map(|answer| answer.content.as_ref()).for_each(&mut content),
    }
    operation.errors.iter().filter_map(|answer| answer.content.as_ref()).for_each(content);
    operation.headers.iter().for_each(|header| in_type(&header.ty, visit));
}

/// Gives every type of its own in `ty` another id.
pub(super) fn map_type(ty: &mut Type, map: &dyn Fn(TypeId) -> TypeId) {
    match ty {
        Type::Named(id) => *id = map(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => map_type(inner, map),
        _ => {}
    }
}

/// Gives every type of its own in a definition another id; its origin is left alone.
pub(super) fn map_shape(shape: &mut Shape, map: &dyn Fn(TypeId) -> TypeId) {
    match shape {
        Shape::Struct(shape) => {
            shape.fields.iter_mut().for_each(|field| map_type(&mut field.ty, map));
            if let OtherFields::Typed(ty) = &mut shape.other_fields {
                map_type(ty, map);
            }
        }
        Shape::Union(union) => union.variants.iter_mut().for_each(|variant| map_type(&mut variant.ty, map)),
        Shape::Alias(ty) => map_type(ty, map),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}

/// Gives every type of its own in an operation another id.
pub(super) fn map_operation(operation: &mut Operation, map: &dyn Fn(TypeId) -> TypeId) {
    operation.parameters.iter_mut().for_each(|parameter| map_type(&mut parameter.ty, map));
    operation.headers.iter_mut().for_each(|header| map_type(&mut header.ty, map));
    let mut content = |content: &mut Content| {
        if let Some(ty) = content.ty_mut() {
            map_type(ty, map);
        }
    };
    operation.body.iter_mut().for_each(|body| content(&mut body.content));
    operation.errors.iter_mut().filter_map(|answer| answer.content.as_mut()).for_each(&mut content);
    match &mut operation.output {
        Output::Empty => {}
        Output::One(one) | Output::Maybe(one) => content(one),
        Output::Several(answers) => answers.iter_mut().filter_map(|answer| answer.content.as_mut()).for_each(content),
    }
}
