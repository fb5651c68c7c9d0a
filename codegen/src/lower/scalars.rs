//! Chooses the type of a schema that is neither object, list, enum nor union.

use super::flatten::Flat;
use super::{integers, limits};
use crate::contract::JsonKind;
use crate::ir::{DecimalWire, TextFormat, Type};
use crate::source::{Node, Number, Value};

/// How vendors write the pattern of a ULID.
const ULID_PATTERN: &str = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";

/// The most digits that an exact decimal holds.
const DECIMAL_DIGITS: i64 = 28;

/// The type of a folded schema of one kind.
pub(super) fn scalar(flat: &Flat<'_>) -> Type {
    let format = flat.text("format").unwrap_or_default();
    match flat.kinds.as_slice() {
        [kind] => of_kind(flat, *kind, format),
        [] => implied(flat, format),
        _ => Type::Json,
    }
}

/// The type of one JSON kind in a format.
pub(super) fn of_kind(flat: &Flat<'_>, kind: JsonKind, format: &str) -> Type {
    match (kind, format) {
        (JsonKind::Boolean, _) => Type::Bool,
        (JsonKind::Integer | JsonKind::Number, "decimal") => Type::Decimal(DecimalWire::Number),
        (JsonKind::Integer, _) | (JsonKind::Number, "int32" | "int64" | "uint32" | "uint64") => integer(flat, format),
        (JsonKind::Number, _) => Type::Float,
        (JsonKind::String, _) => text(flat, format),
        (JsonKind::Array, _) => Type::List(Box::new(Type::Json)),
        (JsonKind::Object, _) => Type::JsonObject,
    }
}

/// A whole number, by everything that says how large it may be.
fn integer(flat: &Flat<'_>, format: &str) -> Type {
    let values: Vec<&Number> = flat.values.iter().flatten().filter_map(|node| number(node)).collect();
    integers::ty(format, &values, &limits::bounds(|keyword| flat.keyword(keyword)))
}

fn number(node: &Node) -> Option<&Number> {
    match &node.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn text(flat: &Flat<'_>, format: &str) -> Type {
    let unbounded = flat.keyword("x-unbounded").and_then(Node::as_bool) == Some(true)
        || flat.keyword("maxLength").and_then(Node::as_i64).is_some_and(|length| length > DECIMAL_DIGITS);
    match format.to_ascii_lowercase().as_str() {
        "date" => Type::Date,
        "date-time" => Type::DateTime,
        "duration" | "iso8601" => Type::Duration,
        "uuid" => Type::String(TextFormat::Uuid),
        "ulid" => Type::String(TextFormat::Ulid),
        "password" => Type::Secret,
        "decimal" if unbounded => Type::DecimalText,
        "decimal" => Type::Decimal(DecimalWire::String),
        "decimal-text" => Type::DecimalText,
        _ if flat.text("pattern") == Some(ULID_PATTERN) => Type::String(TextFormat::Ulid),
        _ => Type::String(TextFormat::Any),
    }
}

/// A schema without `type` may still say what it is: by the kind of its values or by a format of text.
fn implied(flat: &Flat<'_>, format: &str) -> Type {
    if let Some(values) = &flat.values {
        let all = |test: fn(&Value) -> bool| !values.is_empty() && values.iter().all(|node| test(&node.value));
        return match () {
            () if all(|value| matches!(value, Value::Bool(_))) => Type::Bool,
            () if all(|value| matches!(value, Value::Number(number) if is_whole(number))) => integer(flat, format),
            () if all(|value| matches!(value, Value::Number(_))) => Type::Float,
            () => Type::Json,
        };
    }
    if format.is_empty() && flat.text("pattern").is_none() { Type::Json } else { text(flat, format) }
}

fn is_whole(number: &Number) -> bool {
    let digits = number.0.strip_prefix('-').unwrap_or(&number.0);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}
