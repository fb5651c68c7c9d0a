//! Every value goes from text to text, by way of JSON too, without a change.

use meterforge_runtime::{DateTime, Decimal, DecimalText, IsoDuration, codegen_v1 as rt};
use proptest::prelude::*;

#[derive(Debug, PartialEq)]
struct Amounts {
    number: Decimal,
    string: Decimal,
    list: Option<Vec<Option<Decimal>>>,
}
rt::object!(Amounts, number = "number", string = "string" as text, list = "list");

prop_compose! {
    /// Every decimal but negative zero, which is written as zero.
    fn decimal()(low: u32, middle: u32, high: u32, negative: bool, scale in 0..=28_u32) -> Decimal {
        let is_zero = low == 0 && middle == 0 && high == 0;
        Decimal::from_parts(low, middle, high, negative && !is_zero, scale)
    }
}

proptest! {
    #[test]
    fn decimals_keep_digits_and_scale(decimal in decimal()) {
        let text = decimal.to_string();
        let json = format!(r#"{{"number":{text},"string":"{text}","list":[{text},null]}}"#);
        let amounts: Amounts = serde_json::from_str(&json).unwrap();
        for read in [amounts.number, amounts.string, amounts.list.as_ref().unwrap()[0].unwrap()] {
            prop_assert_eq!((read.mantissa(), read.scale()), (decimal.mantissa(), decimal.scale()));
        }
        prop_assert_eq!(serde_json::to_string(&amounts).unwrap(), json);
        prop_assert_eq!(DecimalText::from(decimal).to_decimal(), Some(decimal));
    }

    #[test]
    fn exponents_only_move_the_point(mantissa in -1_000_000_000_i64..1_000_000_000, exponent in -19_i32..19) {
        let json = format!(r#"{{"number":{mantissa}e{exponent},"string":"0"}}"#);
        let read = serde_json::from_str::<Amounts>(&json).unwrap().number;
        let expected = match u32::try_from(-exponent) {
            Ok(scale) => Decimal::new(mantissa, scale),
            Err(_) => Decimal::from(mantissa) * Decimal::from(10_i64.pow(exponent.unsigned_abs())),
        };
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn every_float_within_range_reads_as_near_as_can_be(float in -7e28_f64..7e28) {
        let json = format!(r#"{{"number":{},"string":"0"}}"#, serde_json::to_string(&float).unwrap());
        let read = serde_json::from_str::<Amounts>(&json).unwrap().number;
        let back: f64 = read.to_string().parse().unwrap();
        prop_assert!((back - float).abs() <= 1e-28 + float.abs() * 1e-15, "{} {}", json, read);
    }

    #[test]
    fn decimal_texts_of_any_length_stay(text in r"-?[0-9]{1,600}(\.[0-9]{1,40})?") {
        let json = format!("\"{text}\"");
        let read: DecimalText = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }

    #[test]
    fn date_times_stay(
        text in r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
    ) {
        let json = format!("\"{text}\"");
        let read: DateTime = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
        prop_assert_eq!(read.timestamp().is_some(), !text.ends_with(|last: char| last.is_ascii_digit()) || text.len() > 19 && ['+', '-'].contains(&char::from(text.as_bytes()[text.len() - 6])));
    }

    #[test]
    fn durations_stay(text in r"-?P([0-9]{1,3}Y)?[0-9]{1,3}M([0-9]{1,3}W)?([0-9]{1,3}D)?(T[0-9]{1,4}H([0-9]{1,4}M)?([0-9]{1,4}(\.[0-9]{1,9})?S)?)?") {
        let read: IsoDuration = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        prop_assert_eq!(read.as_str(), &text);
        prop_assert!(read.to_span().is_ok());
    }

    #[test]
    fn no_text_is_too_strange_to_refuse(text: String) {
        let _ = (text.parse::<DateTime>(), text.parse::<IsoDuration>(), text.parse::<DecimalText>());
        let json = serde_json::json!({"number": text, "string": text});
        let _ = serde_json::from_value::<Amounts>(json);
    }
}
