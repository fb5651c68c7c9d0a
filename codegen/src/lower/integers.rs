//! Chooses the type of a whole number: the smallest that holds all that it may be.

use crate::ir::{DecimalWire, Limit, Type};
use crate::source::Number;

/// A whole number is signed, of 64 bits; unsigned where its values or limits go beyond those, a decimal where they go
/// beyond both.
pub(super) fn ty(format: &str, values: &[&Number], limits: &[Limit]) -> Type {
    let values: Vec<i128> = values.iter().map(|number| whole(number)).collect();
    let ends = Ends::of(limits);
    let is_signed = values.iter().all(|value| i64::try_from(*value).is_ok()) && ends.lie_in(i64::MIN as f64, SIGNED);
    let is_unsigned = values.iter().all(|value| u64::try_from(*value).is_ok()) && ends.lie_in(0.0, UNSIGNED);
    match () {
        () if is_unsigned && (format == "uint64" || !is_signed) => Type::Unsigned,
        () if is_signed => Type::Integer,
        () => Type::Decimal(DecimalWire::Number),
    }
}

/// Limits are compared as the rounded numbers that programs write: 9223372036854776000 is meant to be the last one.
const SIGNED: f64 = i64::MAX as f64;
const UNSIGNED: f64 = u64::MAX as f64;

/// The least and the most whole number that limits let through, as far as they say so.
struct Ends {
    least: Option<f64>,
    most: Option<f64>,
}

impl Ends {
    /// Of several limits on one side the tightest counts.
    fn of(limits: &[Limit]) -> Self {
        let number = |digits: &String| digits.parse::<f64>().ok();
        let least = limits.iter().filter_map(|limit| match limit {
            Limit::AtLeast(digits) => number(digits).map(f64::ceil),
            Limit::MoreThan(digits) => number(digits).map(|number| number.floor() + 1.0),
            _ => None,
        });
        let most = limits.iter().filter_map(|limit| match limit {
            Limit::AtMost(digits) => number(digits).map(f64::floor),
            Limit::LessThan(digits) => number(digits).map(|number| number.ceil() - 1.0),
            _ => None,
        });
        Self { least: least.reduce(f64::max), most: most.reduce(f64::min) }
    }

    /// Whether a type that goes from `first` to `last` goes as far as the limits do. A number that begins where a type
    /// ends may be any after it.
    fn lie_in(&self, first: f64, last: f64) -> bool {
        self.least.is_none_or(|least| first <= least && least < last)
            && self.most.is_none_or(|most| first <= most && most <= last)
    }
}

/// The value to the digit where it is written so, and not as `1e3`; far off, it is somewhere beyond 64 bits.
fn whole(number: &Number) -> i128 {
    number.0.parse().unwrap_or_else(|_| number.0.parse::<f64>().unwrap_or_default() as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Type = Type::Decimal(DecimalWire::Number);

    fn at_least(digits: &str) -> Limit {
        Limit::AtLeast(digits.to_owned())
    }
    fn more_than(digits: &str) -> Limit {
        Limit::MoreThan(digits.to_owned())
    }
    fn at_most(digits: &str) -> Limit {
        Limit::AtMost(digits.to_owned())
    }
    fn less_than(digits: &str) -> Limit {
        Limit::LessThan(digits.to_owned())
    }

    #[test]
    fn limits_decide_how_wide_a_number_is() {
        for (limits, ty_without_format, ty_of_uint64) in [
            (vec![], Type::Integer, Type::Unsigned),
            (vec![less_than("4294967296")], Type::Integer, Type::Unsigned),
            // The last signed one, to the digit and as it is rounded.
            (vec![at_most("9223372036854775807")], Type::Integer, Type::Unsigned),
            (vec![at_most("9223372036854776000")], Type::Integer, Type::Unsigned),
            (vec![less_than("9223372036854775808")], Type::Integer, Type::Unsigned),
            (vec![less_than("9223372036854780000")], Type::Unsigned, Type::Unsigned),
            // The last unsigned one.
            (vec![at_most("18446744073709551615")], Type::Unsigned, Type::Unsigned),
            (vec![less_than("18446744073709551616")], Type::Unsigned, Type::Unsigned),
            (vec![less_than("18446744073709560000")], WIDE, WIDE),
            (vec![less_than("1e400")], WIDE, WIDE),
            // Zero, from below.
            (vec![at_least("0")], Type::Integer, Type::Unsigned),
            (vec![more_than("-1")], Type::Integer, Type::Unsigned),
            (vec![more_than("-1"), less_than("1.8446744073709552e19")], Type::Unsigned, Type::Unsigned),
            (vec![more_than("-0.5")], Type::Integer, Type::Unsigned),
            (vec![at_least("-0.5")], Type::Integer, Type::Unsigned),
            (vec![more_than("-1.5")], Type::Integer, Type::Integer),
            (vec![more_than("-2")], Type::Integer, Type::Integer),
            (vec![more_than("-2"), less_than("18446744073709551616")], WIDE, WIDE),
            // Nothing unsigned is below zero.
            (vec![less_than("0")], Type::Integer, Type::Integer),
            (vec![less_than("0.5")], Type::Integer, Type::Unsigned),
            // The first signed one.
            (vec![more_than("-9223372036854775809")], Type::Integer, Type::Integer),
            (vec![more_than("-9223372036854780000")], WIDE, WIDE),
            (vec![more_than("-1e400")], WIDE, WIDE),
            // What begins behind the last one of a type is no such number.
            (vec![more_than("9223372036854775807")], Type::Unsigned, Type::Unsigned),
            (vec![at_least("18446744073709551616")], WIDE, WIDE),
            (vec![less_than("-1e30")], WIDE, WIDE),
            // The tightest of several counts.
            (vec![at_most("1e30"), less_than("10")], Type::Integer, Type::Unsigned),
            (vec![at_least("-1"), more_than("0")], Type::Integer, Type::Unsigned),
        ] {
            assert_eq!(ty("", &[], &limits), ty_without_format, "{limits:?}");
            assert_eq!(ty("uint64", &[], &limits), ty_of_uint64, "{limits:?} of format `uint64`");
        }
    }

    #[test]
    fn values_are_all_held() {
        for (values, wanted) in [
            (["-1", "1"], Type::Integer),
            (["1.0", "1e3"], Type::Integer),
            (["0", "9223372036854775808"], Type::Unsigned),
            (["-1", "9223372036854775807"], Type::Integer),
            (["-1", "9223372036854775808"], WIDE),
            (["-9223372036854775809", "1"], WIDE),
            (["1", "18446744073709551616"], WIDE),
        ] {
            let numbers = values.map(|digits| Number(digits.into()));
            assert_eq!(ty("", &numbers.each_ref(), &[]), wanted, "{values:?}");
        }
    }
}
