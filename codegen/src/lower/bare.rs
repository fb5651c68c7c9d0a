//! Gives decimals and secrets that stand on their own a type that reads and writes itself: only a field can say how.

use super::arena::Slot;
use crate::ir::{Content, DecimalWire, Operation, OtherFields, Output, Shape, TextFormat, Type};

/// Visits every place that is no field of a struct.
pub(super) fn settle(slots: &mut [Slot], operations: &mut [Operation]) {
    for slot in slots {
        match &mut slot.def.shape {
            Shape::Struct(shape) => beside_fields(&mut shape.other_fields),
            Shape::Union(union) => union.variants.iter_mut().for_each(|variant| on_its_own(&mut variant.ty)),
            Shape::Alias(ty) => on_its_own(ty),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
    }
    for operation in operations {
        for parameter in &mut operation.parameters {
            // Scalars are shown, what holds them may be serialized.
            if let Type::Map(_) | Type::List(_) = &parameter.ty {
                on_its_own(&mut parameter.ty);
            }
        }
        operation.headers.iter_mut().for_each(|header| on_its_own(&mut header.ty));
        operation.body.iter_mut().for_each(|body| content(&mut body.content));
        operation.errors.iter_mut().filter_map(|answer| answer.content.as_mut()).for_each(content);
        match &mut operation.output {
            Output::Empty => {}
            Output::One(one) | Output::Maybe(one) => content(one),
            Output::Several(answers) => {
                answers.iter_mut().filter_map(|answer| answer.content.as_mut()).for_each(content);
            }
        }
    }
}

fn content(content: &mut Content) {
    if let Some(ty) = content.ty_mut() {
        on_its_own(ty);
    }
}

fn on_its_own(ty: &mut Type) {
    match ty {
        Type::Decimal(DecimalWire::Number) => *ty = Type::DecimalNumber,
        Type::Decimal(DecimalWire::String) => *ty = Type::DecimalText,
        Type::Secret => *ty = Type::String(TextFormat::Any),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => on_its_own(inner),
        _ => {}
    }
}

/// Members of any name are buffered by serde, which keeps a number only as a JSON value.
fn beside_fields(other: &mut OtherFields) {
    let OtherFields::Typed(ty) = other else { return };
    on_its_own(ty);
    if has_number(ty) {
        *other = OtherFields::Kept;
    }
}

fn has_number(ty: &Type) -> bool {
    match ty {
        Type::DecimalNumber => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => has_number(inner),
        _ => false,
    }
}
