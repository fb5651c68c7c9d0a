//! Drops types that no operation reaches and numbers the rest in the order they are first needed.

use super::arena::Slot;
use super::walk;
use crate::ir::{Namespace, Operation, Origin, TypeId};

/// Keeps what the operations reach.
pub(super) fn keep(slots: Vec<Slot>, operations: &mut [Operation]) -> Vec<Slot> {
    let mut order: Vec<TypeId> = Vec::new();
    let mut place: Vec<Option<u32>> = vec![None; slots.len()];
    for operation in operations.iter() {
        let mut pending = Vec::new();
        walk::sent(operation, &mut |id| pending.push(id));
        walk::received(operation, &mut |id| pending.push(id));
        pending.reverse();
        while let Some(id) = pending.pop() {
            let at = &mut place[id.0 as usize];
            if at.is_some() {
                continue;
            }
            *at = Some(order.len() as u32);
            order.push(id);
            let mut inner = Vec::new();
            walk::in_def(&slots[id.0 as usize].def, &mut |id| inner.push(id));
            pending.extend(inner.into_iter().rev());
        }
    }
    let map = |id: TypeId| TypeId(place[id.0 as usize].unwrap_or_default());
    for operation in operations.iter_mut() {
        walk::map_operation(operation, &map);
    }
    let mut slots: Vec<Option<Slot>> = slots.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|id| slots[id.0 as usize].take())
        .map(|mut slot| {
            walk::map_shape(&mut slot.def.shape, &map);
            if let Origin::Inline { parent: Namespace::Type(parent), .. } = &mut slot.def.origin {
                *parent = map(*parent);
            }
            slot
        })
        .collect()
}
