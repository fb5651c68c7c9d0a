//! Reads a plain scalar as the YAML 1.2 core schema does.

use super::{Number, Value};

/// What an unquoted scalar means. Anything that is no null, boolean or number is text: `on`, `yes`, `2026-05-19`, `.inf`.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(Number(text.into())),
        _ => Value::String(text.into()),
    }
}

fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = leading_digits(unsigned);
    let (fraction, rest) = rest.strip_prefix('.').map_or((0, rest), leading_digits);
    whole + fraction > 0 && (rest.is_empty() || is_exponent(rest))
}

fn is_exponent(text: &str) -> bool {
    let Some(power) = text.strip_prefix(['e', 'E']) else { return false };
    let (digits, rest) = leading_digits(power.strip_prefix(['-', '+']).unwrap_or(power));
    digits > 0 && rest.is_empty()
}

/// How many digits lead the text, and what follows them.
fn leading_digits(text: &str) -> (usize, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits, &text[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_core_schema_and_nothing_older() {
        let number = |text: &str| Value::Number(Number(text.into()));
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(plain(text), Value::Null, "{text:?}");
        }
        for text in ["0", "-1", "+5", "007", "0x1F", "0o17", "0.5", ".5", "5.", "1e3", "1.5E-7", "12345678901234567890"]
        {
            assert_eq!(plain(text), number(text), "{text:?}");
        }
        let texts =
            ["on", "yes", "no", "y", "nULL", "tRUE", "2026-05-19", "1.0.0-alpha2", "1_000", ".", "-", "+", "e3"];
        for text in
            texts.into_iter().chain(["1e", "1e+", "0x", "0o8", "0xG", ".inf", ".nan", "1:30", "0b1", "--1", "1.2.3"])
        {
            assert_eq!(plain(text), Value::String(text.into()), "{text:?}");
        }
        assert_eq!((plain("true"), plain("FALSE")), (Value::Bool(true), Value::Bool(false)));
    }

    #[test]
    fn whole_numbers_keep_their_text_and_know_their_value() {
        let cases =
            [("0x1F", Some(31)), ("0o17", Some(15)), ("+5", Some(5)), ("-7", Some(-7)), ("1.0", None), ("9e9", None)];
        for (text, value) in cases {
            assert_eq!(Number(text.into()).as_i64(), value, "{text}");
        }
    }
}
