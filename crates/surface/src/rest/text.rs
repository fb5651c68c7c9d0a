//! Reads texts from paths, queries and headers as the JSON that they stand for.

use serde_json::value::RawValue;

use crate::binding::Kind;
use crate::json::{self, Json};

/// The value that a text stands for, or what is wrong with it.
pub(super) fn value(kind: Kind, text: &str) -> Result<Json, &'static str> {
    match kind {
        Kind::Text => Ok(json::of(&text)),
        Kind::Number => scalar(text, |first| first == b'-' || first.is_ascii_digit()).ok_or("is no number"),
        Kind::Bool => scalar(text, |first| first == b't' || first == b'f').ok_or("is neither `true` nor `false`"),
        Kind::Json | Kind::Object => scalar(text, |_| true).ok_or("is no JSON"),
        Kind::Any => Ok(scalar(text, |_| true).unwrap_or_else(|| json::of(&text))),
        Kind::List(item) => list(*item, text.split(',')),
    }
}

/// The list that several texts stand for.
pub(super) fn list<'t>(item: Kind, texts: impl Iterator<Item = &'t str>) -> Result<Json, &'static str> {
    let items = texts.map(|text| value(item, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(json::of(&items))
}

/// A JSON text whose first byte is as it should be.
fn scalar(text: &str, is_fit: impl Fn(u8) -> bool) -> Option<Json> {
    text.bytes().next().filter(|first| is_fit(*first))?;
    serde_json::from_str::<&RawValue>(text).ok().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_for_values_of_their_kind() {
        const NUMBERS: Kind = Kind::List(&Kind::Number);
        for (kind, text, expected) in [
            (Kind::Text, "a \"b\"", Ok(r#""a \"b\"""#)),
            (Kind::Text, "", Ok("\"\"")),
            (Kind::Text, "7", Ok("\"7\"")),
            (Kind::Number, "1.10", Ok("1.10")),
            (Kind::Number, "-0.10000000000000000001", Ok("-0.10000000000000000001")),
            (Kind::Number, "1,5", Err("is no number")),
            (Kind::Number, "0x10", Err("is no number")),
            (Kind::Number, "", Err("is no number")),
            (Kind::Number, "NaN", Err("is no number")),
            (Kind::Number, "true", Err("is no number")),
            (Kind::Bool, "true", Ok("true")),
            (Kind::Bool, "True", Err("is neither `true` nor `false`")),
            (Kind::Bool, "1", Err("is neither `true` nor `false`")),
            (Kind::Json, r#"{"a":1.0}"#, Ok(r#"{"a":1.0}"#)),
            (Kind::Json, "{", Err("is no JSON")),
            (Kind::Any, "1.0", Ok("1.0")),
            (Kind::Any, "1.0.0", Ok("\"1.0.0\"")),
            (NUMBERS, "1,2.50", Ok("[1,2.50]")),
            (NUMBERS, "1,x", Err("is no number")),
        ] {
            assert_eq!(value(kind, text).as_ref().map(|json| json.get()).map_err(|why| *why), expected, "{text}");
        }
    }
}
