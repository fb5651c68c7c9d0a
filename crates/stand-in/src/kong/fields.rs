//! Reads the object of a request body and collects what is wrong with its fields.

use serde_json::{Map, Value, json};

use super::problem::{Problem, standard};

/// An object as it came.
pub(super) type Fields = Map<String, Value>;

/// Reads a request body, which must be an object.
pub(super) fn body(bytes: &[u8]) -> Result<Fields, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        let reason = format!("must be a JSON object: {error}");
        Problem::invalid(vec![standard("body", "body", "is_object", &reason)])
    })
}

/// What is wrong with a body, field by field.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Value>);

impl Faults {
    /// Fields that must be there.
    pub(super) fn required(&mut self, fields: &Fields, names: &[&str]) {
        let missing = names.iter().filter(|name| fields.get(**name).is_none_or(Value::is_null));
        self.0.extend(missing.map(|name| standard(name, "body", "required", "is a required field")));
    }

    /// A text that must have so many characters, if it is there.
    pub(super) fn length(&mut self, fields: &Fields, field: &str, least: usize, most: usize) {
        let Some(text) = fields.get(field).and_then(Value::as_str) else { return };
        let count = text.chars().count();
        if count < least {
            let reason = format!("must have at least {least} characters");
            self.push(json!({
                "field": field, "source": "body", "rule": "min_length", "minimum": least, "reason": reason,
            }));
        } else if count > most {
            let reason = format!("must not have more than {most} characters");
            self.push(json!({
                "field": field, "source": "body", "rule": "max_length", "maximum": most, "reason": reason,
            }));
        }
    }

    /// Anything else.
    pub(super) fn push(&mut self, invalid_parameter: Value) {
        self.0.push(invalid_parameter);
    }

    /// All faults together, if there is any.
    pub(super) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }
}
