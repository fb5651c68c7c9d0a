//! Chooses the type of a schema that is neither object, list, enum nor union.

use super::flatten::Flat;
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

/// A whole number is signed, of 64 bits; unsigned where its values or limits go beyond those, a decimal where they go
/// beyond both.
fn integer(flat: &Flat<'_>, format: &str) -> Type {
    let values: Vec<i128> = flat.values.iter().flatten().filter_map(|node| number(node)).map(whole).collect();
    // Limits are compared as the rounded numbers that programs write: 9223372036854776000 is meant to be the last one.
    let limit = |name| flat.keyword(name).and_then(number).and_then(|number| number.0.parse::<f64>().ok());
    let (lowest, highest) = (limit("minimum").unwrap_or(0.0), limit("maximum").unwrap_or(0.0));
    let is_signed = values.iter().all(|value| i64::try_from(*value).is_ok())
        && lowest >= i64::MIN as f64
        && highest <= i64::MAX as f64;
    let is_unsigned =
        values.iter().all(|value| u64::try_from(*value).is_ok()) && lowest >= 0.0 && highest <= u64::MAX as f64;
    match () {
        () if is_unsigned && (format == "uint64" || !is_signed) => Type::Unsigned,
        () if is_signed => Type::Integer,
        () => Type::Decimal(DecimalWire::Number),
    }
}

fn number(node: &Node) -> Option<&Number> {
    match &node.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The value to the digit where it is written so, and not as `1e3`; far off, it is somewhere beyond 64 bits.
fn whole(number: &Number) -> i128 {
    number.0.parse().unwrap_or_else(|_| number.0.parse::<f64>().unwrap_or_default() as i128)
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
