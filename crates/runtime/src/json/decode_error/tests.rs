//! Bodies that do not decode, and the path and message of each.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::*;
use crate::{codegen_v1 as rt, json::decode, value::DateTime};

#[derive(Debug)]
struct Group {
    id: String,
    records: Option<Vec<Record>>,
    totals: Option<BTreeMap<String, i64>>,
    extra: BTreeMap<String, serde_json::Value>,
}
rt::object!(Group, id = "id", records = "records", totals = "totals", ..extra);

#[derive(Debug)]
struct Record {
    quantity: i64,
    at: Option<DateTime>,
    price: Option<Decimal>,
    tiers: Option<Vec<Decimal>>,
}
rt::object!(Record, quantity = "quantity", at = "at", price = "price", tiers = "tiers" as text);

fn error(body: &str) -> (String, String) {
    let error = decode::<Vec<Group>>(body.as_bytes()).unwrap_err();
    (error.path.clone(), error.to_string())
}

#[test]
fn names_the_value_that_does_not_fit() {
    let decimal = "`x` is not a decimal number such as `12.50`";
    for (body, path, message) in [
        (r#"{}"#, ".", "invalid type: map, expected a sequence"),
        (r#"[{"id":"a"},{"id":7}]"#, "[1].id", "invalid type: integer `7`, expected a string"),
        (r#"[{"id":null}]"#, "[0].id", "invalid type: null, expected a string"),
        (r#"[{"id":{}}]"#, "[0].id", "invalid type: map, expected a string"),
        (r#"[{"id":[]}]"#, "[0].id", "invalid type: sequence, expected a string"),
        (r#"[{"id":"a","records":{}}]"#, "[0].records", "invalid type: map, expected a sequence"),
        (
            r#"[{"id":"a","records":[{"quantity":1},{"quantity":1.5}]}]"#,
            "[0].records[1].quantity",
            "invalid type: floating point `1.5`, expected i64",
        ),
        (
            r#"[{"id":"a","records":[{"quantity":1}, 3]}]"#,
            "[0].records[1]",
            "invalid type: integer `3`, expected an object",
        ),
        (
            r#"[{"id":"a","totals":{"x":1,"a.b":"1"}}]"#,
            r#"[0].totals["a.b"]"#,
            "invalid type: string \"1\", expected i64",
        ),
        (r#"[{"id":"a","totals":{"x":[]}}]"#, "[0].totals.x", "invalid type: sequence, expected i64"),
        (
            r#"[{"id":"a","records":[{"quantity":1,"at":"soon"}]}]"#,
            "[0].records[0].at",
            "`soon` is not a date-time such as `2024-05-01T12:30:00Z` or `2024-05-01T12:30:00`",
        ),
        (r#"[{"id":"a","records":[{"quantity":1,"price":"x"}]}]"#, "[0].records[0].price", decimal),
        (r#"[{"id":"a","records":[{"price":"x" , "quantity":1}]}]"#, "[0].records[0].price", decimal),
        (r#"[{"id":"a","records":[{"quantity":1,"tiers":["x"]}]}]"#, "[0].records[0].tiers[0]", decimal),
        (r#"[{"id":"a","records":[{"quantity":1,"tiers":[1,"x", 2, 3]}]}]"#, "[0].records[0].tiers[1]", decimal),
        (
            r#"[{"id":"a","records":[{"quantity":1,"tiers":[1,{}, {}]}]}]"#,
            "[0].records[0].tiers[1]",
            "`{}` is neither a number nor a string holding one",
        ),
    ] {
        assert_eq!(error(body), (path.to_owned(), message.to_owned()), "{body}");
    }
}

#[test]
fn names_the_object_from_which_a_field_is_missing() {
    for (body, path, message) in [
        (r#"[{"id":"a","records":[{"quantity":1},{ }]}]"#, "[0].records[1]", "missing field `quantity`"),
        (r#"[{"id":"a"},{"records":[{"quantity":1}]}, {"id":"b"}]"#, "[1]", "missing field `id`"),
    ] {
        assert_eq!(error(body), (path.to_owned(), message.to_owned()), "{body}");
    }
}

#[test]
fn a_body_that_is_no_json_keeps_line_and_column() {
    for (body, path, message) in [
        ("", ".", "EOF while parsing a value at line 1 column 0"),
        ("<html>", ".", "expected value at line 1 column 1"),
        (
            r#"[{"id":"a","records":[{"quantity""#,
            "[0].records[0].quantity",
            "EOF while parsing an object at line 1 column 33",
        ),
        (r#"[{"id":"a","records":[{"quan"#, "[0].records[0]", "EOF while parsing a string at line 1 column 28"),
        ("[{\"id\":\"a\",\n\"new\":{\"deep\":[1,\n2,,]}}]", "[0].new.deep[2]", "expected value at line 3 column 3"),
        ("[]]", ".", "trailing characters at line 1 column 3"),
    ] {
        assert_eq!(error(body), (path.to_owned(), message.to_owned()), "{body}");
    }
}

#[test]
fn a_body_wrong_as_a_whole_has_the_path_of_the_whole() {
    let error = decode::<Decimal>(b"\n \"x\"").unwrap_err();
    assert_eq!(error.path(), ".");
    assert_eq!(decode::<Decimal>(b"1.10").unwrap(), Decimal::new(110, 2));
}

#[test]
fn the_message_of_a_vendor_is_not_taken_for_a_path() {
    assert_eq!(error(r#"["at .x: y"]"#).0, "[0]");
    assert_eq!(from_nested("at noon: x"), None);
    assert_eq!(from_nested("at .a"), None);
}
