//! Lowers arrays to lists; one whose items differ by position is a list of what they may be.

use super::context::Context;
use super::either::{either, folded};
use super::flatten::{Flat, flatten};
use super::place::Place;
use super::schemas::lower;
use crate::ir::Type;
use crate::source::{Node, Value};

/// Whether a schema without `type` speaks of items.
pub(super) fn says_items(flat: &Flat<'_>) -> bool {
    !flat.items.is_empty() || flat.keyword("prefixItems").is_some()
}

/// The list of a folded array.
pub(super) fn list<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> Type {
    let place = place.item();
    let positions = positions(flat);
    let item = match flat.items.as_slice() {
        _ if !positions.is_empty() => either(cx, flat.span, &positions, &place),
        [] => Type::Json,
        [only] => lower(cx, only, &place).with_null(),
        // What is a list of one thing and of another is a list of what is both.
        [first, rest @ ..] => {
            let mut both = flatten(cx, first, None);
            rest.iter().for_each(|items| both.add(cx, items));
            folded(cx, both, &place)
        }
    };
    Type::List(Box::new(item))
}

/// The schemas of a tuple's positions, and that of the items behind them. `true` and `false` say nothing about an item.
fn positions<'doc>(flat: &Flat<'doc>) -> Vec<&'doc Node> {
    let (tuple, rest) = match flat.keyword("prefixItems") {
        Some(prefix) => (prefix.as_list(), flat.items.first().copied()),
        // As drafts before 2020 write it.
        None => (flat.items.iter().find_map(|items| items.as_list()), flat.keyword("additionalItems")),
    };
    let tuple = tuple.unwrap_or_default();
    let rest = rest.filter(|_| !tuple.is_empty());
    tuple.iter().chain(rest).filter(|item| matches!(item.value, Value::Map(_))).collect()
}
