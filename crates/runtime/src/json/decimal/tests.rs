//! Decimals in every place where a contract can put one.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::codegen_v1 as rt;

#[derive(Debug, PartialEq)]
struct Number {
    plain: Decimal,
    option: Option<Decimal>,
    double: Option<Option<Decimal>>,
    list: Option<Vec<Decimal>>,
    map: Option<BTreeMap<String, Decimal>>,
    deep: Option<BTreeMap<String, Vec<Option<Decimal>>>>,
    double_list: Option<Option<Vec<Decimal>>>,
    extra: BTreeMap<String, Value>,
}
rt::object!(
    Number,
    plain = "plain",
    option = "option",
    double = "double",
    list = "list",
    map = "map",
    deep = "deep",
    double_list = "double_list",
    ..extra,
);

#[derive(Debug, PartialEq)]
struct Text {
    plain: Decimal,
    double: Option<Option<Vec<Decimal>>>,
}
rt::object!(Text, plain = "plain" as text, double = "double" as text);

const LONG: &str = "1234567890.1234567890123456789";

#[test]
fn every_nesting_writes_the_text_it_read() {
    for json in [
        r#"{"plain":1.10}"#.to_owned(),
        format!(r#"{{"plain":{LONG},"option":-{LONG}}}"#),
        r#"{"plain":0.00,"double":null}"#.to_owned(),
        r#"{"plain":0,"double":100.000}"#.to_owned(),
        format!(r#"{{"plain":0,"list":[1.0,2,{LONG}],"map":{{"a":1.10,"b":{LONG}}}}}"#),
        format!(r#"{{"plain":0,"deep":{{"x":[1.10,null,{LONG}],"y":[]}}}}"#),
        r#"{"plain":0,"double_list":null}"#.to_owned(),
        r#"{"plain":0,"double_list":[1.10],"unknown":{"kept":[1,"2"]}}"#.to_owned(),
    ] {
        let number: Number = crate::json::decode(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), json);
    }
}

#[test]
fn an_absent_field_is_not_a_null_one() {
    let read = |json: &str| serde_json::from_str::<Number>(json).unwrap();
    assert_eq!(read(r#"{"plain":0}"#).double, None);
    assert_eq!(read(r#"{"plain":0,"double":null}"#).double, Some(None));
    assert_eq!(read(r#"{"plain":0,"double":2}"#).double, Some(Some(Decimal::from(2))));
    assert_eq!(read(r#"{"plain":0,"option":null}"#).option, None);
    assert_eq!(read(r#"{"plain":0,"deep":null}"#).deep, None);
}

#[test]
fn numbers_and_strings_read_alike() {
    for (json, written) in [
        ("1.10", "1.10"),
        ("\"1.10\"", "1.10"),
        ("\"\\u0031.10\"", "1.10"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("1.5e2", "150"),
        ("1E-3", "0.001"),
        ("\"1e3\"", "1000"),
        ("5.551115123125783e-17", "0.0000000000000000555111512313"),
    ] {
        let number: Number = serde_json::from_str(&format!("{{\"plain\":{json}}}")).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), format!("{{\"plain\":{written}}}"));
        let text: Text = serde_json::from_str(&format!("{{\"plain\":{json}}}")).unwrap();
        assert_eq!(serde_json::to_string(&text).unwrap(), format!("{{\"plain\":\"{written}\"}}"));
    }
}

#[test]
fn strings_nest_as_numbers_do() {
    let json = r#"{"plain":"0.10","double":["1.0","2"]}"#;
    let text: Text = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&text).unwrap(), json);
}

#[test]
fn values_are_read_and_written_as_numbers() {
    let value = json!({"plain": 0.1, "option": "1.10", "list": [1, 2.5], "map": {"a": 3}, "unknown": true});
    for number in [serde_json::from_value::<Number>(value.clone()).unwrap(), Number::deserialize(&value).unwrap()] {
        assert_eq!(number.plain, Decimal::new(1, 1));
        assert_eq!(number.option, Some(Decimal::new(110, 2)));
        let back = serde_json::to_value(&number).unwrap();
        assert_eq!(back, json!({"plain": 0.1, "option": 1.1, "list": [1, 2.5], "map": {"a": 3}, "unknown": true}));
    }
    assert_eq!(serde_json::from_value::<Number>(json!({"plain": 0, "double": null})).unwrap().double, Some(None));
}

#[test]
fn other_json_is_an_error_that_quotes_it() {
    for (json, message) in [
        ("null", "`null` is neither a number nor a string holding one"),
        ("true", "`true` is neither a number nor a string holding one"),
        ("[1]", "`[1]` is neither a number nor a string holding one"),
        ("\"\"", "`` is not a decimal number such as `12.50`"),
        ("\"NaN\"", "`NaN` is not a decimal number such as `12.50`"),
        ("1e29", "`1e29` is beyond the range of a decimal, which ends below 7.93e28"),
        ("\"\\ud800\"", "`\"\\ud800\"` is not a decimal number such as `12.50`"),
    ] {
        let error = crate::json::decode::<Text>(format!("{{\"plain\":{json}}}").as_bytes()).unwrap_err();
        assert_eq!((error.path(), error.to_string().as_str()), (".plain", message));
    }
    assert!(serde_json::from_str::<Number>("{\"plain\":01}").is_err());
}

#[test]
fn keeps_every_digit_on_its_own() {
    for json in ["[0.10,12345678901234567890.12]", "[]", "[-1]"] {
        let numbers: Vec<DecimalNumber> = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&numbers).unwrap(), json);
    }
    assert_eq!(DecimalNumber::from(7).to_string(), "7");
}
