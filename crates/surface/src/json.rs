//! Keeps JSON as the text it came as, so that no digit of a number passes through a double.

use serde_json::value::RawValue;

/// A JSON value as text.
pub(crate) type Json = Box<RawValue>;

/// The text of a value of our own; strings and maps of strings do not fail to be written.
pub(crate) fn of(value: &impl serde::Serialize) -> Json {
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| null())
}

/// `null`
pub(crate) fn null() -> Json {
    RawValue::NULL.to_owned()
}

/// Whether the text says `null`.
pub(crate) fn is_null(json: &RawValue) -> bool {
    json.get() == "null"
}

/// Text that is known to be JSON; `null` when it is none after all.
pub(crate) fn fixed(text: &str) -> Json {
    RawValue::from_string(text.to_owned()).unwrap_or_else(|_| null())
}

/// The same JSON with whole numbers written without a fraction: `1.0` and `1e3` are integers to JSON Schema, too.
pub(crate) fn without_fractions(json: &RawValue) -> Json {
    let mut written = String::with_capacity(json.get().len());
    let mut rest = json.get();
    while let Some(at) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_text = rest.starts_with('"');
        let (token, behind) = rest.split_at(if is_text { text_length(rest) } else { number_length(rest) });
        match whole(token).filter(|_| !is_text) {
            Some(whole) => written.push_str(&whole.to_string()),
            None => written.push_str(token),
        }
        rest = behind;
    }
    written.push_str(rest);
    fixed(&written)
}

/// The length of a text with its quotes.
fn text_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| match c {
        '"' if !is_escaped => true,
        c => {
            is_escaped = *c == '\\' && !is_escaped;
            false
        }
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

fn number_length(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c)).unwrap_or(text.len())
}

/// The integer that a number with a point or an exponent is; none when it is no integer, or one that a double cannot hold.
fn whole(number: &str) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value = number.contains(['.', 'e', 'E']).then(|| number.parse::<f64>().ok())??;
    // Within these bounds the conversion is exact.
    #[allow(clippy::cast_possible_truncation)]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lose_their_fraction_and_nothing_else_changes() {
        for (text, expected) in [
            ("1.0", "1"),
            ("-3.00", "-3"),
            ("-0.0", "0"),
            ("1e3", "1000"),
            ("1.5", "1.5"),
            ("1e300", "1e300"),
            ("17", "17"),
            ("99999999999999999999", "99999999999999999999"),
            (r#"{"a 1.0":"2.0 \" 3.0","b":[4.0,5.10,true,null]}"#, r#"{"a 1.0":"2.0 \" 3.0","b":[4,5.10,true,null]}"#),
            (r#""\\",1.0"#, r#""\\",1"#),
        ] {
            let wrapped = format!("[{text}]");
            assert_eq!(without_fractions(&fixed(&wrapped)).get(), format!("[{expected}]"));
        }
    }
}
