//! Spreads a query object of scalars into one parameter for each member, so that callers set members and not objects.

use super::arena::Slot;
use crate::ir::{Filling, Location, Operation, OtherFields, Parameter, Presence, Shape, Struct, Style, Type};

/// Replaces every deep object whose members are all scalars: `page` becomes `page[number]` and `page[size]`.
pub(super) fn deep_objects(slots: &[Slot], operations: &mut [Operation]) {
    for operation in operations {
        let parameters = std::mem::take(&mut operation.parameters);
        operation.parameters = parameters.into_iter().flat_map(|parameter| spread(slots, parameter)).collect();
    }
}

fn spread(slots: &[Slot], parameter: Parameter) -> Vec<Parameter> {
    let members = match (parameter.location, parameter.style) {
        (Location::Query, Style::Deep) => scalars(slots, &parameter.ty),
        _ => None,
    };
    let Some(shape) = members else { return vec![parameter] };
    let member = |field: &crate::ir::Field| Parameter {
        wire_name: format!("{}[{}]", parameter.wire_name, field.wire_name),
        input_name: None,
        location: Location::Query,
        style: Location::Query.plain(),
        reserved: parameter.reserved,
        // A query has no way to write null.
        ty: field.ty.without_null().clone(),
        presence: if parameter.presence == Presence::Required { field.presence } else { Presence::Optional },
        docs: if field.docs == Default::default() { parameter.docs.clone() } else { field.docs.clone() },
        limits: field.limits.clone(),
        filling: Filling::Caller,
        deprecated: parameter.deprecated || field.deprecated,
        media_type: None,
        file_name: None,
    };
    shape.fields.iter().map(member).collect()
}

/// The struct behind a type, when it holds scalars and nothing else.
fn scalars<'slot>(slots: &'slot [Slot], ty: &Type) -> Option<&'slot Struct> {
    let Type::Named(id) = ty else { return None };
    let Shape::Struct(shape) = &slots[id.0 as usize].def.shape else { return None };
    let closed = matches!(shape.other_fields, OtherFields::Ignored);
    (closed && !shape.fields.is_empty() && shape.fields.iter().all(|field| is_scalar(slots, field.ty.without_null())))
        .then_some(shape)
}

fn is_scalar(slots: &[Slot], ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer
        | Type::Unsigned
        | Type::Float
        | Type::Decimal(_)
        | Type::DecimalNumber
        | Type::DecimalText
        | Type::String(_)
        | Type::Id(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration => true,
        Type::Named(id) => matches!(slots[id.0 as usize].def.shape, Shape::StringEnum(_) | Shape::IntegerEnum(_)),
        Type::Secret
        | Type::File
        | Type::Json
        | Type::JsonObject
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
    }
}
