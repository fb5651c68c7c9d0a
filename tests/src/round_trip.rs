//! Checks that a decoded answer, written again, says what the vendor said.

use serde::Serialize;
use serde_json::Value;

/// Asserts that every member of the answer is in the value, at the same place and the same.
///
/// Nulls may have become absences, and members that the SDK does not know (`unknown`) may be gone. Numbers are compared
/// as doubles: that digits are kept is for tests of single values.
///
/// # Panics
/// When something is missing or different.
#[track_caller]
pub fn assert_round_trip(value: &impl Serialize, answer: &str, unknown: &[&str]) {
    let (Ok(written), Ok(answer)) = (serde_json::to_value(value), serde_json::from_str::<Value>(answer)) else {
        panic!("not JSON: {answer}");
    };
    let mut differences = Vec::new();
    compare(&answer, &written, "$", unknown, &mut differences);
    assert!(differences.is_empty(), "{differences:#?}");
}

fn compare(answer: &Value, written: &Value, place: &str, unknown: &[&str], differences: &mut Vec<String>) {
    match (answer, written) {
        (Value::Object(answer), Value::Object(written)) => {
            for (name, value) in answer {
                match written.get(name) {
                    Some(other) => compare(value, other, &format!("{place}.{name}"), unknown, differences),
                    None if value.is_null() || unknown.contains(&name.as_str()) => {}
                    None => differences.push(format!("{place}.{name} is gone")),
                }
            }
            let made_up = written.keys().filter(|name| !answer.contains_key(*name));
            differences.extend(made_up.map(|name| format!("{place}.{name} was not there")));
        }
        (Value::Array(answer), Value::Array(written)) if answer.len() == written.len() => {
            for (index, (value, other)) in answer.iter().zip(written).enumerate() {
                compare(value, other, &format!("{place}[{index}]"), unknown, differences);
            }
        }
        (Value::Number(value), Value::Number(other)) if close(value.as_f64(), other.as_f64()) => {}
        (value, other) if value == other => {}
        (value, other) => differences.push(format!("{place} was {value} and is {other}")),
    }
}

/// The same double, but for what rounding to 28 decimal places does to the last digits of a tiny one.
fn close(value: Option<f64>, other: Option<f64>) -> bool {
    match (value, other) {
        (Some(value), Some(other)) => (value - other).abs() <= value.abs() * 1e-9,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences(answer: Value, written: Value) -> Vec<String> {
        let mut differences = Vec::new();
        compare(&answer, &written, "$", &["new"], &mut differences);
        differences
    }

    #[test]
    fn tells_what_may_differ_from_what_may_not() {
        for (answer, written, expected) in [
            (json!({"a": [1.0, "x"], "b": null, "new": 1}), json!({"a": [1, "x"]}), vec![]),
            (json!({"a": 1}), json!({}), vec!["$.a is gone"]),
            (json!({"a": {"b": 0.5}}), json!({"a": {"b": 0.25}}), vec!["$.a.b was 0.5 and is 0.25"]),
            (json!({"a": [1]}), json!({"a": []}), vec!["$.a was [1] and is []"]),
            (json!([{}]), json!([{"a": null}]), vec!["$[0].a was not there"]),
            (json!({"a": "1"}), json!({"a": 1}), vec![r#"$.a was "1" and is 1"#]),
        ] {
            assert_eq!(differences(answer, written), expected);
        }
    }
}
