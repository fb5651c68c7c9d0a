//! Turns the text of a number into a `Decimal` digit by digit, never by way of a float.

use rust_decimal::Decimal;

use super::{ValueError, number_text::NumberText};

/// The most fractional digits a `Decimal` has.
const MAX_SCALE: i64 = 28;
/// The most digits a `Decimal` has: its 96 bits end below 7.93e28.
const MAX_DIGITS: i64 = 29;
/// The largest number that fits 96 bits.
const MAX_MANTISSA: u128 = (1 << 96) - 1;

/// Reads a decimal and keeps its scale: `1.10` stays `1.10`.
///
/// A text with more digits than fit (28 after the point, 96 bits in all) is rounded half to even at the last place that
/// fits, because vendors send float noise such as `5.551115123125783e-17`. Negative zero reads as zero.
///
/// # Errors
/// When the text is no number, or its integer part alone is beyond 96 bits.
pub(crate) fn read(text: &str) -> Result<Decimal, ValueError> {
    let Some(number) = NumberText::parse(text) else {
        return Err(ValueError::new(text, "is not a decimal number such as `12.50`"));
    };
    match Digits::of(&number).fit() {
        Some(fitted) => Ok(fitted.value(number.negative)),
        None => Err(ValueError::new(text, "is beyond the range of a decimal, which ends below 7.93e28")),
    }
}

/// Reads a decimal only when no digit other than a closing zero is lost.
pub(crate) fn read_exact(text: &str) -> Option<Decimal> {
    let number = NumberText::parse(text)?;
    Digits::of(&number).fit().filter(|fitted| fitted.exact).map(|fitted| fitted.value(number.negative))
}

/// Writes plain digits at the decimal's own scale, and zero without a sign.
pub(crate) fn write(decimal: &Decimal) -> String {
    let mut decimal = *decimal;
    if decimal.is_zero() {
        decimal.set_sign_positive(true);
    }
    decimal.to_string()
}

/// The digits of a number from the first that is not zero: `0.digits × 10^point`.
#[derive(Clone, Copy)]
struct Digits<'a> {
    integer: &'a [u8],
    fraction: &'a [u8],
    leading_zeros: usize,
    /// Digits before the decimal point; negative when zeros follow it first.
    point: i64,
    /// Digits after the decimal point as written; negative when the exponent adds zeros before it.
    scale: i64,
}

/// A mantissa of at most 96 bits and where its point goes.
struct Fitted {
    mantissa: u128,
    scale: i64,
    exact: bool,
}

impl<'a> Digits<'a> {
    fn of(number: &NumberText<'a>) -> Self {
        let (integer, fraction) = (number.integer.as_bytes(), number.fraction.as_bytes());
        let leading_zeros = integer.iter().chain(fraction).take_while(|digit| **digit == b'0').count();
        let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            integer,
            fraction,
            leading_zeros,
            point: length(integer.len()) - length(leading_zeros) + number.exponent,
            scale: length(fraction.len()) - number.exponent,
        }
    }

    fn iter(self) -> impl Iterator<Item = u128> + 'a {
        self.integer.iter().chain(self.fraction).skip(self.leading_zeros).map(|digit| u128::from(digit - b'0'))
    }

    fn is_zero(self) -> bool {
        self.leading_zeros == self.integer.len() + self.fraction.len()
    }

    fn fit(self) -> Option<Fitted> {
        if self.is_zero() {
            return Some(Fitted { mantissa: 0, scale: self.scale.clamp(0, MAX_SCALE), exact: true });
        }
        if self.point > MAX_DIGITS {
            return None;
        }
        let widest = self.scale.clamp(0, MAX_SCALE).min(MAX_DIGITS - self.point);
        // At most two steps: a mantissa of 29 digits may be too large, one of 28 is not.
        (0..=widest).rev().map(|scale| self.round(scale)).find(|fitted| fitted.mantissa <= MAX_MANTISSA)
    }

    /// Rounds half to even at `scale` digits after the point.
    fn round(self, scale: i64) -> Fitted {
        let Ok(kept) = usize::try_from(self.point + scale) else {
            // Less than a tenth of the last place.
            return Fitted { mantissa: 0, scale, exact: false };
        };
        let mut rest = self.iter();
        let mantissa = (0..kept).fold(0, |mantissa, _| mantissa * 10 + rest.next().unwrap_or(0));
        let next = rest.next().unwrap_or(0);
        let is_more = rest.any(|digit| digit != 0);
        let up = next > 5 || (next == 5 && (is_more || mantissa % 2 == 1));
        Fitted { mantissa: mantissa + u128::from(up), scale, exact: next == 0 && !is_more }
    }
}

impl Fitted {
    fn value(&self, negative: bool) -> Decimal {
        let [low, middle, high] = [0, 32, 64].map(|shift| (self.mantissa >> shift) as u32);
        let negative = negative && self.mantissa != 0;
        Decimal::from_parts(low, middle, high, negative, self.scale as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit_and_the_scale() {
        for text in [
            "0",
            "0.00",
            "1.10",
            "-1.10",
            "42",
            "0.1",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "7.9228162514264337593543950335",
            "0.0000000000000000000000000001",
            "12345678901234567890.12345678",
        ] {
            let decimal = read(text).unwrap();
            assert_eq!(write(&decimal), text);
            assert_eq!(read_exact(text), Some(decimal));
        }
    }

    #[test]
    fn reads_other_spellings() {
        for (text, written) in [
            ("-0", "0"),
            ("-0.00", "0.00"),
            ("0e5", "0"),
            ("0e-5", "0.00000"),
            ("0e-99999999999", "0.0000000000000000000000000000"),
            ("1e5", "100000"),
            ("1.50e1", "15.0"),
            ("1.5E-3", "0.0015"),
            ("12e-1", "1.2"),
            ("+7", "7"),
            ("007.50", "7.50"),
            ("1e28", "10000000000000000000000000000"),
            ("0.1e29", "10000000000000000000000000000"),
            ("0000000000000000000000000000000000000001.5", "1.5"),
            ("1.50000000000000000000000000000000", "1.5000000000000000000000000000"),
        ] {
            assert_eq!(write(&read(text).unwrap()), written, "{text}");
            assert!(read_exact(text).is_some(), "{text}");
        }
    }

    #[test]
    fn rounds_half_to_even_at_the_last_place_that_fits() {
        for (text, written) in [
            ("5.551115123125783e-17", "0.0000000000000000555111512313"),
            ("0.00000000000000000000000000005", "0.0000000000000000000000000000"),
            ("0.00000000000000000000000000015", "0.0000000000000000000000000002"),
            ("0.00000000000000000000000000025", "0.0000000000000000000000000002"),
            ("0.000000000000000000000000000251", "0.0000000000000000000000000003"),
            ("-0.00000000000000000000000000005", "0.0000000000000000000000000000"),
            ("-0.00000000000000000000000000006", "-0.0000000000000000000000000001"),
            ("1e-29", "0.0000000000000000000000000000"),
            ("9e-40", "0.0000000000000000000000000000"),
            ("0.99999999999999999999999999999", "1.0000000000000000000000000000"),
            ("33.333333333333333333333333333333", "33.333333333333333333333333333"),
            ("9.99999999999999999999999999999", "10.000000000000000000000000000"),
            ("79228162514264337593543950335.4", "79228162514264337593543950335"),
            ("7922816251426433759354395033.55", "7922816251426433759354395034"),
        ] {
            assert_eq!(write(&read(text).unwrap()), written, "{text}");
            assert_eq!(read_exact(text), None, "{text}");
        }
    }

    #[test]
    fn refuses_what_no_decimal_holds() {
        for text in [
            "79228162514264337593543950336",
            "79228162514264337593543950335.5",
            "-1e29",
            "1e2147483647",
            "1e99999999999999999999",
        ] {
            let message = read(text).unwrap_err().to_string();
            assert_eq!(message, format!("`{text}` is beyond the range of a decimal, which ends below 7.93e28"));
            assert_eq!(read_exact(text), None);
        }
        assert_eq!(read("1,5").unwrap_err().to_string(), "`1,5` is not a decimal number such as `12.50`");
    }

    #[test]
    fn never_writes_a_negative_zero() {
        assert_eq!(write(&-Decimal::ZERO), "0");
        assert_eq!(write(&-Decimal::new(0, 2)), "0.00");
    }
}
