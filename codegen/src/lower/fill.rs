//! Marks fields that constructors leave out, because every operation that sends their type fills them.

use super::walk;
use crate::ir::{Body, Content, Operation, Shape, Type, TypeDef, TypeId};
use std::collections::HashMap;

/// Marks a field when its type is sent as a body only, and by operations that all fill the field. A type that is also
/// sent inside another one, or by an operation that fills less, keeps the field: there a caller must give it.
pub(super) fn mark(types: &mut [TypeDef], operations: &[Operation]) {
    let mut filled: HashMap<TypeId, Vec<String>> = HashMap::new();
    for operation in operations {
        let Some((id, body)) = own_body(operation) else { continue };
        let here: Vec<String> = body.fills.iter().map(|fill| fill.field.clone()).collect();
        filled.entry(id).and_modify(|fields| fields.retain(|field| here.contains(field))).or_insert(here);
    }
    let mut elsewhere = Vec::new();
    for def in types.iter().filter(|def| def.usage.sent) {
        walk::in_def(def, &mut |id| elsewhere.push(id));
    }
    for operation in operations.iter().filter(|operation| own_body(operation).is_none()) {
        walk::sent(operation, &mut |id| elsewhere.push(id));
    }
    elsewhere.iter().for_each(|id| drop(filled.remove(id)));
    for (id, fields) in filled {
        if let Shape::Struct(shape) = &mut types[id.0 as usize].shape {
            for field in shape.fields.iter_mut().filter(|field| fields.contains(&field.wire_name)) {
                field.filled = true;
            }
        }
    }
}

fn own_body(operation: &Operation) -> Option<(TypeId, &Body)> {
    let body = operation.body.as_ref()?;
    match &body.content {
        Content::Json { ty: Type::Named(id), .. } => Some((*id, body)),
        _ => None,
    }
}
