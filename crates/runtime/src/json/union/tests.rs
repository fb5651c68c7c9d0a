//! Unions of members with and without a tag, read from bodies and from values.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::{codegen_v1 as rt, json::decode};

#[derive(Clone, Debug, PartialEq)]
struct Flat {
    r#type: String,
    amount: Decimal,
}
rt::object!(Flat, r#type = "type", amount = "amount");

#[derive(Clone, Debug, PartialEq)]
struct Tiers {
    r#type: String,
    tiers: Vec<Price>,
}
rt::object!(Tiers, r#type = "type", tiers = "tiers");

#[derive(Clone, Debug, PartialEq)]
enum Price {
    Flat(Flat),
    Tiered(Box<Tiers>),
    Other(Value),
}
rt::tagged_union!(Price, "type", Flat = "flat" | "flat_v2", Tiered = "tiered");

#[derive(Clone, Debug, Default, PartialEq)]
struct Range {
    from: Option<i64>,
}
rt::object!(Range, from = "from");

#[derive(Clone, Debug, PartialEq)]
enum Filter {
    Text(String),
    Range(Range),
    List(Vec<String>),
    Other(Value),
}
rt::untagged_union!(Filter, Text, Range, List);

#[derive(Debug, PartialEq)]
struct Plan {
    prices: Vec<Price>,
    base: Option<Price>,
    note: Option<String>,
}
rt::object!(Plan, prices = "prices", base = "base", note = "note");

#[test]
fn the_tag_chooses_the_member_and_no_digit_is_lost() {
    let flat = |tag: &str| Price::Flat(Flat { r#type: tag.to_owned(), amount: Decimal::new(110, 2) });
    for (json, price) in [
        (r#"{"type":"flat","amount":1.10}"#, flat("flat")),
        (r#"{"type":"flat_v2","amount":1.10}"#, flat("flat_v2")),
        (
            r#"{"type":"tiered","tiers":[{"type":"flat","amount":1.10}]}"#,
            Price::Tiered(Box::new(Tiers { r#type: "tiered".to_owned(), tiers: vec![flat("flat")] })),
        ),
        (r#"{"floor":3,"type":"auction"}"#, Price::Other(json!({"type": "auction", "floor": 3}))),
        (r#"{"amount":1}"#, Price::Other(json!({"amount": 1}))),
        (r#"{"type":7}"#, Price::Other(json!({"type": 7}))),
        (r#"["flat",1]"#, Price::Other(json!(["flat", 1]))),
        (r#""flat""#, Price::Other(json!("flat"))),
    ] {
        assert_eq!(decode::<Price>(json.as_bytes()).unwrap(), price, "{json}");
        assert_eq!(serde_json::to_string(&price).unwrap(), json);
    }
}

#[test]
fn the_tag_is_found_wherever_it_stands_and_however_it_is_spelt() {
    for json in [r#" {"amount":1.10,"type":"flat"} "#, r#"{"\u0074ype":"fl\u0061t","amount":"1.10"}"#] {
        assert!(matches!(decode::<Price>(json.as_bytes()).unwrap(), Price::Flat(_)), "{json}");
    }
}

#[test]
fn unions_read_from_a_value_too() {
    let value = json!({"prices": [{"type": "flat", "amount": 0.1}, {"type": "new"}]});
    let plan: Plan = serde_json::from_value(value.clone()).unwrap();
    assert!(matches!(plan.prices[..], [Price::Flat(_), Price::Other(_)]));
    assert_eq!(serde_json::to_value(&plan).unwrap(), value);
}

#[test]
fn an_error_names_the_path_through_every_union() {
    for (body, path, message) in [
        (
            r#"{"prices":[{"type":"flat","amount":"x"}]}"#,
            ".prices[0].amount",
            "`x` is not a decimal number such as `12.50`",
        ),
        (r#"{"prices":[{"type":"flat"}, {"type":"flat","amount":1}]}"#, ".prices[0]", "missing field `amount`"),
        (
            r#"{"prices":[{"type":"new"},{"type":"tiered","tiers":[{"type":"flat","amount":1},{"type":"tiered","tiers":3}]}]}"#,
            ".prices[1].tiers[1].tiers",
            "invalid type: integer `3`, expected a sequence",
        ),
        (r#"{"prices":[{"type":"tiered"}]}"#, ".prices[0]", "missing field `tiers`"),
        // In a field: the last one, one before a comma, and each with a value that ends in a bracket of its own.
        (r#"{"prices":[],"base":{"type":"flat"}}"#, ".base", "missing field `amount`"),
        (r#"{"base":{"type":"flat"}, "prices":[]}"#, ".base", "missing field `amount`"),
        (
            r#"{"base":{"amount":[],"type":"flat"} , "note":"x","prices":[]}"#,
            ".base.amount",
            "`[]` is neither a number nor a string holding one",
        ),
        (
            r#"{"prices":[{"type":"tiered","tiers":[{"type":"flat"}]}],"note":"x"}"#,
            ".prices[0].tiers[0]",
            "missing field `amount`",
        ),
        (
            r#"{"base":{"type":"tiered","tiers":[{"type":"tiered","tiers":{}}]},"prices":[]}"#,
            ".base.tiers[0].tiers",
            "invalid type: map, expected a sequence",
        ),
    ] {
        let error = decode::<Plan>(body.as_bytes()).unwrap_err();
        assert_eq!((error.path(), error.to_string().as_str()), (path, message), "{body}");
    }
    let error = decode::<Price>(br#"{"type":"tiered","tiers":[{"type":"flat"}]}"#).unwrap_err();
    assert_eq!((error.path(), error.to_string().as_str()), (".tiers[0]", "missing field `amount`"));
}

#[test]
fn the_first_member_that_fits_is_taken() {
    for (json, filter) in [
        (r#""a""#, Filter::Text("a".to_owned())),
        (r#"{"from":1}"#, Filter::Range(Range { from: Some(1) })),
        (r#"{}"#, Filter::Range(Range::default())),
        (r#"["a","b"]"#, Filter::List(vec!["a".to_owned(), "b".to_owned()])),
        (r#"[]"#, Filter::List(vec![])),
        (r#"[1]"#, Filter::Other(json!([1]))),
        (r#"{"from":"a"}"#, Filter::Other(json!({"from": "a"}))),
        (r#"null"#, Filter::Other(Value::Null)),
        (r#"1.5"#, Filter::Other(json!(1.5))),
    ] {
        assert_eq!(decode::<Filter>(json.as_bytes()).unwrap(), filter, "{json}");
        assert_eq!(serde_json::to_string(&filter).unwrap(), json);
    }
}

#[test]
fn nesting_through_unions_ends_too() {
    let nested = |depth: usize| {
        format!("{}{}{}", r#"{"type":"tiered","tiers":["#.repeat(depth), r#"{"type":"new"}"#, "]}".repeat(depth))
    };
    let price: Price = decode(nested(63).as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&price).unwrap(), nested(63));
    for depth in [64, 100_000] {
        let error = decode::<Price>(nested(depth).as_bytes()).unwrap_err();
        assert_eq!((error.path(), error.to_string().as_str()), (".", "recursion limit exceeded"), "{depth}");
    }
}
