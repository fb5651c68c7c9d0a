//! Decodes and encodes examples, compares what came out with what went in, and reports the losses.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// What came of all examples.
#[derive(Default)]
pub(crate) struct Report {
    /// By package: how many there were, and how many came out as they went in.
    packages: BTreeMap<&'static str, (usize, usize)>,
    /// What was lost, by message, so that a schema that many operations share is told once; and how often.
    losses: BTreeMap<String, (String, usize)>,
}

impl Report {
    /// Checks one example.
    pub(crate) fn check<T: serde::Serialize + serde::de::DeserializeOwned>(
        &mut self,
        package: &'static str,
        place: &str,
        json: &str,
    ) {
        let losses = losses::<T>(json);
        let (all, exact) = self.packages.entry(package).or_default();
        *all += 1;
        *exact += usize::from(losses.is_empty());
        for loss in losses {
            let ty = std::any::type_name::<T>();
            let ty = ty.rsplit("::").next().unwrap_or(ty);
            self.losses.entry(format!("{ty}: {loss}")).or_insert_with(|| (format!("{package}: {place}"), 0)).1 += 1;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.packages.keys().map(|package| package.len()).max().unwrap_or_default().max(7);
        writeln!(f, "{:<width$}  examples  exact", "package")?;
        for (package, (all, exact)) in &self.packages {
            writeln!(f, "{package:<width$}  {all:>8}  {exact:>5}")?;
        }
        let (all, exact) = self.packages.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        writeln!(f, "{exact} of {all} examples come out as they went in")?;
        for (loss, (place, times)) in &self.losses {
            writeln!(f, "  {loss} ({times} times, first in {place})")?;
        }
        Ok(())
    }
}

/// What an example loses on its way through a type.
fn losses<T: serde::Serialize + serde::de::DeserializeOwned>(json: &str) -> Vec<String> {
    let before: Value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return vec![format!("is no JSON: {error}")],
    };
    let value: T = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return vec![format!("does not decode: {error}")],
    };
    let mut losses = Vec::new();
    match serde_json::to_value(&value) {
        Ok(after) => compare(&before, &after, "$", &mut losses),
        Err(error) => losses.push(format!("does not encode: {error}")),
    }
    losses
}

/// Null may become absence; numbers are compared as doubles.
fn compare(before: &Value, after: &Value, place: &str, losses: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                match after.get(name) {
                    Some(other) => compare(value, other, &format!("{place}.{name}"), losses),
                    None if value.is_null() => {}
                    None => losses.push(format!("{place}.{name} is gone")),
                }
            }
            let made_up = after.iter().filter(|(name, _)| !before.contains_key(*name));
            losses.extend(made_up.map(|(name, value)| format!("{place}.{name} was not there and is {value}")));
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (value, other) in before.iter().zip(after) {
                compare(value, other, &format!("{place}[]"), losses);
            }
        }
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => {}
        (before, after) if before == after => {}
        (before, after) => losses.push(format!("{place} was {before} and is {after}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, serde::Serialize)]
    struct Meter {
        id: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        #[serde(default)]
        tags: Vec<u8>,
    }

    #[test]
    fn every_loss_is_seen() {
        let cases: [(&str, &[&str]); 6] = [
            (
                r#"{ "id": 1.0e0, "unit": null, "tags": [] }"#,
                &["does not decode: invalid type: floating point `1.0`, expected u8 at line 1 column 13"],
            ),
            (r#"{ "id": 1, "unit": null, "tags": [1] }"#, &[]),
            (r#"{ "id": 1, "tags": [], "more": 2 }"#, &["$.more is gone"]),
            (r#"{ "id": 1 }"#, &["$.tags was not there and is []"]),
            (r#"{ "id": "#, &["is no JSON: EOF while parsing a value at line 1 column 8"]),
            ("[]", &["does not decode: invalid length 0, expected struct Meter with 3 elements at line 1 column 2"]),
        ];
        for (json, wanted) in cases {
            assert_eq!(losses::<Meter>(json), wanted, "{json}");
        }
    }

    #[test]
    fn a_loss_that_repeats_is_told_once() {
        let mut report = Report::default();
        report.check::<Meter>("acme", "get, answer", r#"{ "id": 1, "tags": [] }"#);
        report.check::<Meter>("acme", "list, answer", r#"{ "id": 1, "tags": [], "more": 2 }"#);
        report.check::<Meter>("acme", "put, body", r#"{ "id": 1, "tags": [], "more": 3 }"#);
        let text = report.to_string();
        assert!(text.contains("acme            3      1\n1 of 3 examples"), "{text}");
        assert!(text.contains("  Meter: $.more is gone (2 times, first in acme: list, answer)\n"), "{text}");
    }
}
