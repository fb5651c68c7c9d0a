//! Lowers a value that is one of several schemas with no `oneOf` to say so: an item of a tuple, a value of a map.

use super::context::Context;
use super::flatten::Flat;
use super::peel::peel;
use super::place::Place;
use super::schemas::{self, flat_at, lower};
use super::simplify;
use crate::contract::Schema;
use crate::ir::Type;
use crate::source::{Node, Span};

/// So many different schemas are told apart; a value of none of them is kept as JSON.
const MOST: usize = 32;

/// The type of a value that fits any of the schemas, null included.
pub(super) fn either<'doc>(cx: &mut Context<'doc, '_>, span: Span, schemas: &[&'doc Node], place: &Place<'_>) -> Type {
    let nullable = schemas.iter().any(|schema| peel(cx, schema).nullable);
    let ty = match different(schemas).as_slice() {
        [] => Type::Json,
        [only] => lower(cx, only, place).ty,
        several => folded(cx, Flat::either(span, several), place),
    };
    or_null(ty, nullable)
}

/// The type of a schema that has been folded, null included.
pub(super) fn folded<'doc>(cx: &mut Context<'doc, '_>, mut flat: Flat<'doc>, place: &Place<'_>) -> Type {
    simplify::choices(cx, &mut flat);
    let kind = schemas::kind(cx, &flat, false);
    let pinned = cx.settings.type_name(place);
    let (ty, nullable) = flat_at(cx, flat, kind, pinned, place);
    or_null(ty, nullable)
}

fn or_null(ty: Type, nullable: bool) -> Type {
    if nullable && !matches!(ty, Type::Json | Type::Nullable(_)) { Type::Nullable(Box::new(ty)) } else { ty }
}

fn different<'doc>(schemas: &[&'doc Node]) -> Vec<&'doc Node> {
    let mut different: Vec<&Node> = Vec::new();
    for schema in schemas {
        let is_new = !different.iter().any(|earlier| Schema(earlier).says_the_same(Schema(schema)));
        if is_new && different.len() < MOST {
            different.push(schema);
        }
    }
    different
}
