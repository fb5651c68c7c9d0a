//! Checks values against the schemas that a surface publishes for them.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, PatternOptions, Registry, Validator};
use serde_json::{Value, json};

use crate::inputs::InputError;

/// Where a document stands while its schemas refer to each other; nothing is ever fetched.
const DOCUMENT: &str = "urn:meterforge:document";

/// The schemas of one document.
pub(crate) struct Schemas {
    registry: Registry<'static>,
}

/// One schema, ready to check values.
#[derive(Debug)]
pub(crate) struct Schema(Validator);

/// A schema that cannot be read: a fault of the document.
#[derive(Debug)]
pub(crate) struct BadSchema {
    /// Where the schema stands in the document, as a JSON pointer.
    pub(crate) pointer: String,
    /// What is wrong with it.
    pub(crate) problem: String,
}

impl Schemas {
    /// The schemas of a document, which refer to each other by their place in it.
    pub(crate) fn of(document: &Value) -> Result<Self, BadSchema> {
        let unfit =
            |error: jsonschema::ReferencingError| BadSchema { pointer: String::new(), problem: error.to_string() };
        let registry = Registry::new().add(DOCUMENT, document.clone()).and_then(|registry| registry.prepare());
        Ok(Self { registry: registry.map_err(unfit)? })
    }

    /// The schema at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Result<Schema, BadSchema> {
        // In a fragment, what a URL does not hold is percent-encoded.
        let fragment: String = pointer.bytes().map(in_fragment).collect();
        jsonschema::draft202012::options()
            .with_registry(&self.registry)
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(100_000))
            .should_validate_formats(true)
            // Vendors write times without an offset too; the call's own type judges them.
            .with_format("date-time", |_: &str| true)
            .build(&json!({ "$ref": format!("{DOCUMENT}#{fragment}") }))
            .map(Schema)
            .map_err(|error| BadSchema { pointer: pointer.to_owned(), problem: error.to_string() })
    }
}

fn in_fragment(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}

impl Schema {
    /// Says what is wrong with a value of this name, without showing it.
    pub(crate) fn check(&self, input: &str, value: &Value) -> Result<(), InputError> {
        let Err(error) = self.0.validate(value) else { return Ok(()) };
        Err(InputError {
            input: input.to_owned(),
            pointer: error.instance_path().as_str().to_owned(),
            problem: error.masked_with("the value").to_string(),
        })
    }

    /// The places that hold a text where something else is asked for, and what.
    pub(crate) fn misread_texts(&self, value: &Value) -> Vec<(String, JsonType)> {
        let errors = self.0.iter_errors(value);
        let wanted = |kind: &ValidationErrorKind| match kind {
            ValidationErrorKind::Type { kind: TypeKind::Single(wanted) } => Some(*wanted),
            _ => None,
        };
        errors.filter_map(|error| Some((error.instance_path().as_str().to_owned(), wanted(error.kind())?))).collect()
    }
}

impl std::fmt::Debug for Schemas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Schemas")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        let document = json!({
            "components": { "schemas": {
                "Usage/Record": {
                    "type": "object",
                    "required": ["meter"],
                    "properties": {
                        "meter": { "type": "string", "enum": ["calls", "bytes"] },
                        "amount": { "type": "number", "minimum": 0 },
                        "at": { "type": "string", "format": "date-time" },
                        "inner": { "$ref": "#/components/schemas/Usage~1Record" },
                    },
                },
            }},
        });
        Schemas::of(&document).unwrap().at("/components/schemas/Usage~1Record").unwrap()
    }

    #[test]
    fn findings_name_the_place_and_hide_the_value() {
        for (value, pointer, problem) in [
            (json!({"amount": 1}), "", "\"meter\" is a required property"),
            (json!({"meter": "s3cret"}), "/meter", "the value is not one of \"calls\" or \"bytes\""),
            (json!({"meter": "calls", "amount": -4242}), "/amount", "the value is less than the minimum of 0"),
            (json!({"meter": "calls", "inner": {"meter": 4242}}), "/inner/meter", "the value is not"),
        ] {
            let error = schema().check("body", &value).unwrap_err();
            assert_eq!((error.input.as_str(), error.pointer.as_str()), ("body", pointer));
            assert!(error.problem.starts_with(problem), "{}", error.problem);
            assert!(!error.problem.contains("s3cret") && !error.problem.contains("4242"));
        }
        assert_eq!(schema().check("body", &json!({"meter": "calls", "at": "2025-01-01T10:00:00"})), Ok(()));
    }

    #[test]
    fn a_place_that_is_not_there_is_told() {
        let schemas = Schemas::of(&json!({})).unwrap();
        assert_eq!(schemas.at("/nowhere").unwrap_err().pointer, "/nowhere");
    }
}
