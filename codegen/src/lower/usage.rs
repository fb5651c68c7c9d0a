//! Marks which types callers build and which ones answers carry.

use super::walk;
use crate::ir::{Operation, TypeDef, TypeId, Usage};

/// Marks every type that is reached from an input as sent, from an answer as received.
pub(super) fn mark(types: &mut [TypeDef], operations: &[Operation]) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in operations {
        walk::sent(operation, &mut |id| sent.push(id));
        walk::received(operation, &mut |id| received.push(id));
    }
    spread(types, sent, |usage| &mut usage.sent);
    spread(types, received, |usage| &mut usage.received);
}

fn spread(types: &mut [TypeDef], mut pending: Vec<TypeId>, flag: fn(&mut Usage) -> &mut bool) {
    while let Some(id) = pending.pop() {
        let def = &mut types[id.0 as usize];
        if !std::mem::replace(flag(&mut def.usage), true) {
            walk::in_def(def, &mut |inner| pending.push(inner));
        }
    }
}
