//! The same object twice, by its table and by serde's own derive: both read and write alike.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::codegen_v1 as rt;
use crate::json::{decode, decode_serde};

#[derive(Debug, PartialEq)]
struct Meter {
    meter_key: String,
    size: i64,
    count: Option<u64>,
    rate: Option<f64>,
    is_on: Option<bool>,
    tags: Option<Vec<Option<String>>>,
    labels: BTreeMap<String, i64>,
    child: Option<Box<Meter>>,
    whatever: Option<Value>,
    ended: Option<String>,
    other_fields: BTreeMap<String, Value>,
}
rt::object!(
    Meter,
    meter_key = "meterKey",
    size = "size",
    count = "count",
    rate = "rate",
    is_on = "isOn",
    tags = "tags",
    labels = "labels",
    child = "child",
    whatever = "whatever",
    ended = "ended" or null,
    ..other_fields,
);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Derived {
    meter_key: String,
    size: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_on: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<Option<String>>>,
    labels: BTreeMap<String, i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<Box<Derived>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whatever: Option<Value>,
    ended: Option<String>,
    #[serde(flatten)]
    other_fields: BTreeMap<String, Value>,
}

/// What came of a body: what was read of it, written again, or the place and the reason.
fn outcome<T: Serialize>(read: Result<T, crate::json::DecodeError>) -> Result<String, (String, String)> {
    read.map(|value| serde_json::to_string(&value).unwrap())
        .map_err(|error| (error.path().to_owned(), error.to_string().replace("struct Derived", "an object")))
}

/// The members of the body that fits, and what else each of them might be.
const MEMBERS: [(&str, &str); 10] = [
    ("meterKey", r#""m""#),
    ("size", "9007199254740993"),
    ("count", "18446744073709551615"),
    ("rate", "1e300"),
    ("isOn", "true"),
    ("tags", r#"["a",null,"\n"]"#),
    ("labels", r#"{"x":1}"#),
    ("child", r#"{"labels":{},"size":1,"meterKey":"c","new":{"a":[1.5]}}"#),
    ("whatever", r#"[18446744073709551615]"#),
    ("new", "{}"),
];
/// What stands in their place, mostly wrongly.
const VALUES: [&str; 14] = [
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "18446744073709551615",
    r#""""#,
    r#""x""#,
    "[]",
    "[1]",
    "[null]",
    "{}",
    r#"{"x":"y"}"#,
    "{",
];

fn body<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let members: Vec<_> = members.into_iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
    format!("{{ {} }}", members.join(" , "))
}

#[test]
fn a_table_reads_and_writes_what_a_derive_does() {
    let mut bodies = vec![body(MEMBERS), body(MEMBERS.into_iter().rev()), "null".to_owned(), "7".to_owned()];
    for (name, value) in MEMBERS {
        let others = || MEMBERS.into_iter().filter(|member| member.0 != name);
        bodies.push(body(others()));
        bodies.push(body(MEMBERS.into_iter().chain([(name, value)])));
        for value in VALUES {
            bodies.push(body(others().chain([(name, value)])));
            bodies.push(body([(name, value)].into_iter().chain(others())));
        }
    }
    let (mut fit, mut other) = (0, 0);
    for body in bodies {
        let derived = outcome(decode_serde::<Derived>(body.as_bytes()));
        assert_eq!(outcome(decode::<Meter>(body.as_bytes())), derived, "{body}");
        assert_eq!(outcome(decode_serde::<Meter>(body.as_bytes())), derived, "{body}");
        *if derived.is_ok() { &mut fit } else { &mut other } += 1;
    }
    assert!(fit > 50 && other > 50, "{fit} fit, {other} do not");
}
