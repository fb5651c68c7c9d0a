//! Objects read and written by their tables, in JSON and in other formats of serde.

mod derive;

use std::collections::{BTreeMap, HashMap};

use serde::{
    Deserialize,
    de::value::{Error as ValueFormatError, MapDeserializer},
};
use serde_json::{Map, Value, json};

use crate::codegen_v1 as rt;
use crate::json::decode;
use crate::secret::Secret;
use crate::value::Date;

#[derive(Debug, PartialEq)]
struct Patch {
    id: String,
    note: Option<Option<String>>,
    due: Option<Date>,
    parent: Option<Box<Patch>>,
    until: Option<Date>,
}
rt::object!(Patch, id = "id", note = "note", due = "dueDate", parent = "parent", until = "until" or null);

#[derive(Debug, PartialEq)]
struct Nothing {}
rt::object!(Nothing);

#[derive(Debug, PartialEq)]
struct Open {
    on: bool,
    others: Map<String, Value>,
}
rt::object!(Open, on = "on", ..others);

#[derive(Debug, PartialEq)]
struct Scores {
    of: String,
    scores: BTreeMap<String, f64>,
}
rt::object!(Scores, of = "of", ..scores);

#[derive(Debug, PartialEq)]
struct Card {
    number: Secret,
    cvv: Option<Secret>,
}
rt::object!(Card, number = "number", cvv = "cvv");

#[derive(Debug, PartialEq)]
struct File {
    size: i64,
}
rt::object!(File, size = "size");

fn read<T: rt::Shape>(json: &str) -> T {
    decode(json.as_bytes()).unwrap()
}

fn error<T: rt::Shape>(json: &str) -> (String, String) {
    let error = decode::<T>(json.as_bytes()).map(|_| ()).unwrap_err();
    (error.path().to_owned(), error.to_string())
}

#[test]
fn what_was_read_is_written_in_the_order_of_the_table() {
    for (json, written) in [
        (r#"{"id":"a"}"#, r#"{"id":"a","until":null}"#),
        (r#"{"until":"2024-05-01","id":"a"}"#, r#"{"id":"a","until":"2024-05-01"}"#),
        (r#"{"dueDate":null,"id":"a","until":null}"#, r#"{"id":"a","until":null}"#),
        (
            r#"{"id":"a","parent":{"note":"x","id":"b"},"new":[{"deep":1}]}"#,
            r#"{"id":"a","parent":{"id":"b","note":"x","until":null},"until":null}"#,
        ),
    ] {
        let patch: Patch = read(json);
        assert_eq!(serde_json::to_string(&patch).unwrap(), written);
        assert_eq!(serde_json::from_str::<Patch>(written).unwrap(), patch);
        assert_eq!(serde_json::from_value::<Patch>(serde_json::to_value(&patch).unwrap()).unwrap(), patch);
    }
    assert_eq!(serde_json::to_string(&read::<Nothing>(r#"{"a":1}"#)).unwrap(), "{}");
}

#[test]
fn absent_is_not_null_where_the_type_can_tell() {
    for (json, note) in [
        (r#"{"id":"a"}"#, None),
        (r#"{"id":"a","note":null}"#, Some(None)),
        (r#"{"id":"a","note":"x"}"#, Some(Some("x".to_owned()))),
    ] {
        let patch: Patch = read(json);
        assert_eq!(patch.note, note);
        assert_eq!(serde_json::to_string(&patch).unwrap().replace(r#","until":null"#, ""), json);
    }
}

#[test]
fn members_of_other_names_are_kept_where_there_is_room() {
    let json = r#"{"on":true,"a":[1,"x"],"b":null}"#;
    let open: Open = read(json);
    assert_eq!(open.others, *json!({"a": [1, "x"], "b": null}).as_object().unwrap());
    assert_eq!(serde_json::to_string(&open).unwrap(), json);
    let json = r#"{"of":"a","x":1.5,"y":2.0}"#;
    assert_eq!(serde_json::to_string(&read::<Scores>(json)).unwrap(), json);
}

#[test]
fn what_does_not_fit_is_told_with_its_path() {
    for (json, path, message) in [
        (r#"{}"#, ".", "missing field `id`"),
        (r#"{"id":null}"#, ".id", "invalid type: null, expected a string"),
        (r#"{"id":"a","id":"b"}"#, ".id", "duplicate field `id`"),
        (r#"["a","x"]"#, ".", "invalid type: sequence, expected an object"),
        (r#"{"id":"a","parent":[]}"#, ".parent", "invalid type: sequence, expected an object"),
        (r#"{"id":"a","parent":{"note":"x"} }"#, ".parent", "missing field `id`"),
        (r#"{"id":"a","dueDate":"soon"}"#, ".dueDate", "`soon` is not a date such as `2024-05-01`"),
        (r#"{"id":"a","dueDate":5}"#, ".dueDate", "invalid type: integer `5`, expected a string holding a date"),
    ] {
        assert_eq!(error::<Patch>(json), (path.to_owned(), message.to_owned()), "{json}");
    }
    let told = (".x".to_owned(), "invalid type: string \"1\", expected f64".to_owned());
    assert_eq!(error::<Scores>(r#"{"of":"a","x":"1"}"#), told);
}

#[test]
fn secrets_are_written_in_the_clear_and_never_shown() {
    for json in [r#"{"number":"4242"}"#, r#"{"number":"4242","cvv":"123"}"#] {
        let card: Card = read(json);
        assert_eq!(serde_json::to_string(&card).unwrap(), json);
        assert!(!format!("{card:?}").contains("4242"));
    }
    assert_eq!(read::<Card>(r#"{"number":"4242","cvv":null}"#).cvv, None);
    assert_eq!(error::<Card>(r#"{"number":4242}"#), (".number".to_owned(), "expected a secret string".to_owned()));
}

#[test]
fn a_member_may_come_twice_only_if_no_field_has_its_name() {
    assert_eq!(error::<Open>(r#"{"on":true,"a":1,"on":false}"#), (".on".to_owned(), "duplicate field `on`".to_owned()));
    assert_eq!(read::<Open>(r#"{"on":true,"a":1,"a":2}"#).others, *json!({"a": 2}).as_object().unwrap());
    assert_eq!(read::<Nothing>(r#"{"a":1,"a":2}"#), Nothing {});
}

#[test]
fn names_are_compared_as_texts_and_not_as_they_are_spelt() {
    assert_eq!(read::<Patch>(r#"{"\u0069d":"a","due\u0044ate":null}"#).id, "a");
    assert_eq!(read::<Open>(r#"{"\u006fn":true,"\u0061":1}"#).others, *json!({"a": 1}).as_object().unwrap());
}

#[test]
fn whole_numbers_are_exact_or_refused() {
    for number in ["0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808"] {
        let json = format!(r#"{{"size":{number}}}"#);
        assert_eq!(serde_json::to_string(&read::<File>(&json)).unwrap(), json);
    }
    for (number, found) in [
        ("9223372036854775808", "invalid value: integer `9223372036854775808`, expected i64"),
        ("1.0", "invalid type: floating point `1.0`, expected i64"),
        ("\"1\"", "invalid type: string \"1\", expected i64"),
    ] {
        let json = format!(r#"{{"size":{number}}}"#);
        assert_eq!(error::<File>(&json), (".size".to_owned(), found.to_owned()));
    }
    // What is kept for later is what a JSON value can hold.
    let json = r#"{"on":true,"a":18446744073709551615}"#;
    assert_eq!(serde_json::to_string(&read::<Open>(json)).unwrap(), json);
}

#[test]
fn a_body_is_one_value_and_nothing_behind_it() {
    assert!(read::<Open>(" {\"on\":true}\n ").on);
    let (path, message) = error::<Open>(r#"{"on":true} {}"#);
    assert_eq!((path.as_str(), message.as_str()), (".", "trailing characters at line 1 column 13"));
}

#[test]
fn nesting_ends_where_serde_json_ends_it() {
    let nested = |depth: usize| {
        format!("{}{}{}", r#"{"id":"a","parent":"#.repeat(depth - 1), r#"{"id":"a"}"#, "}".repeat(depth - 1))
    };
    assert_eq!(read::<Patch>(&nested(127)).id, "a");
    for depth in [128, 100_000] {
        let (_, message) = error::<Patch>(&nested(depth));
        assert!(message.starts_with("recursion limit exceeded"), "{message}");
    }
}

/// Every format of serde will do, as long as no decimal and no union needs the raw text.
#[test]
fn other_formats_read_and_write_too() {
    let members = HashMap::from([("of", "a")]);
    let format: MapDeserializer<'_, _, ValueFormatError> = MapDeserializer::new(members.into_iter());
    assert_eq!(Scores::deserialize(format).unwrap(), Scores { of: "a".to_owned(), scores: BTreeMap::new() });

    let members = HashMap::from([("scores", 1)]);
    let format: MapDeserializer<'_, _, ValueFormatError> = MapDeserializer::new(members.into_iter());
    assert_eq!(Patch::deserialize(format).unwrap_err().to_string(), "missing field `id`");
}
