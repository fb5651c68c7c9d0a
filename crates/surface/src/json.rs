//! Keeps JSON as the text it came as, so that no digit of a number passes through a double.

use serde_json::value::RawValue;

/// A JSON value as text.
pub(crate) type Json = Box<RawValue>;

/// The text of a value of our own; strings and maps of strings do not fail to be written.
pub(crate) fn of(value: &impl serde::Serialize) -> Json {
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| null())
}

/// `null`
pub(crate) fn null() -> Json {
    RawValue::NULL.to_owned()
}

/// Whether the text says `null`.
pub(crate) fn is_null(json: &RawValue) -> bool {
    json.get() == "null"
}

/// Text that is known to be JSON; `null` when it is none after all.
pub(crate) fn fixed(text: &str) -> Json {
    RawValue::from_string(text.to_owned()).unwrap_or_else(|_| null())
}
