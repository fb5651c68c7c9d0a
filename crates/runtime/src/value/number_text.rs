//! Splits the text of a decimal number into its sign, digits and exponent.

/// The parts of a number as written, each digit kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberText<'a> {
    pub(crate) negative: bool,
    /// Digits before the point; at least one.
    pub(crate) integer: &'a str,
    /// Digits after the point; none when there is no point.
    pub(crate) fraction: &'a str,
    /// The power of ten that follows `e`; very large ones saturate.
    pub(crate) exponent: i64,
}

impl<'a> NumberText<'a> {
    /// Reads `[+-]digits[.digits][e[+-]digits]`, and nothing else.
    ///
    /// This is JSON's grammar plus what vendors write in strings: leading zeros and a plus sign.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = sign(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, exponent(power)?),
            None => (unsigned, 0),
        };
        let (integer, fraction) = match mantissa.split_once('.') {
            Some((integer, fraction)) => (integer, digits(fraction)?),
            None => (mantissa, ""),
        };
        Some(Self { negative, integer: digits(integer)?, fraction, exponent })
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn exponent(text: &str) -> Option<i64> {
    let (negative, power) = sign(text);
    // Ten digits are beyond every number that fits, so the rest only has to be digits.
    let power = digits(power)?.trim_start_matches('0');
    let power = if power.is_empty() { 0 } else { power.parse::<i32>().unwrap_or(i32::MAX).into() };
    Some(if negative { -power } else { power })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(bool, &str, &str, i64)> {
        NumberText::parse(text).map(|n| (n.negative, n.integer, n.fraction, n.exponent))
    }

    #[test]
    fn splits_numbers() {
        for (text, expected) in [
            ("0", (false, "0", "", 0)),
            ("-12.50", (true, "12", "50", 0)),
            ("+1", (false, "1", "", 0)),
            ("007.5", (false, "007", "5", 0)),
            ("1e5", (false, "1", "", 5)),
            ("1.5E-07", (false, "1", "5", -7)),
            ("1e+0", (false, "1", "", 0)),
            ("1e99999999999999999999", (false, "1", "", i64::from(i32::MAX))),
        ] {
            assert_eq!(parts(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "", "-", ".5", "5.", "1e", "1e+", "--1", "+-1", "1.2.3", "1_000", "1,5", " 1", "1 ", "NaN", "Infinity",
            "0x1", "1e5.0", "1ee5", "１",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
