//! Reads what a schema says about a value beyond its type: lengths, bounds, a pattern, a default.

use super::peel::Peeled;
use crate::ir::{Count, Limit, Literal, TextFormat, Type};
use crate::source::{Node, Number, Value};

/// The limits of a value of this type.
pub(super) fn of(peeled: &Peeled<'_>, ty: &Type) -> Vec<Limit> {
    let number = |keyword: &str| peeled.keyword(keyword, false).and_then(digits);
    let mut limits = Vec::new();
    for (least, most, limit) in [
        ("minLength", "maxLength", Limit::Length as fn(Count) -> Limit),
        ("minItems", "maxItems", Limit::Items),
        ("minProperties", "maxProperties", Limit::Entries),
    ] {
        // Nothing is not much of a least.
        let count = Count { least: number(least).filter(|count| count != "0"), most: number(most) };
        limits.extend((count.least.is_some() || count.most.is_some()).then(|| limit(count)));
    }
    limits.extend(bounds(|keyword| peeled.keyword(keyword, false)));
    limits.extend(number("multipleOf").map(Limit::MultipleOf));
    let is_checked = matches!(ty, Type::String(TextFormat::Uuid | TextFormat::Ulid) | Type::Id(_));
    let pattern = peeled.text("pattern", false).filter(|pattern| !is_checked && !pattern.contains('`'));
    limits.extend(pattern.map(|pattern| Limit::Pattern(pattern.to_owned())));
    limits.extend(peeled.keyword("default", false).and_then(literal).map(Limit::Default));
    limits
}

/// The limits of a number, from whatever knows its keywords; those below come before those above.
pub(super) fn bounds<'doc>(keyword: impl Fn(&str) -> Option<&'doc Node>) -> Vec<Limit> {
    let number = |name: &str| keyword(name).and_then(digits);
    let mut bounds = Vec::new();
    for (name, exclusive_name, inclusive, exclusive) in [
        ("minimum", "exclusiveMinimum", Limit::AtLeast as fn(String) -> Limit, Limit::MoreThan as fn(String) -> Limit),
        ("maximum", "exclusiveMaximum", Limit::AtMost, Limit::LessThan),
    ] {
        // In the 3.0 dialect the exclusive keywords are flags beside the limit.
        let is_exclusive = keyword(exclusive_name).and_then(Node::as_bool) == Some(true);
        bounds.extend(number(name).map(if is_exclusive { exclusive } else { inclusive }));
        bounds.extend(number(exclusive_name).map(exclusive));
    }
    bounds
}

fn digits(node: &Node) -> Option<String> {
    match &node.value {
        Value::Number(Number(text)) => Some(text.to_string()),
        _ => None,
    }
}

/// A default that is a scalar; lists and objects are left to the contract.
fn literal(node: &Node) -> Option<Literal> {
    match &node.value {
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(Number(text)) => Some(Literal::Number(text.to_string())),
        Value::String(text) if text.is_empty() || text.contains(['`', '\n']) => None,
        Value::String(text) => Some(Literal::Text(text.to_string())),
        _ => None,
    }
}
