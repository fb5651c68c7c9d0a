//! Tells an absent field (`None`) from a null one (`Some(None)`).
//!
//! For `#[serde(with = "…", default, skip_serializing_if = "Option::is_none")]` on an `Option<Option<T>>`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads a field that is there.
///
/// # Errors
/// Those of `T`.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Writes the value, or null.
///
/// # Errors
/// Those of `T`.
pub fn serialize<T: Serialize, S: Serializer>(value: &Option<Option<T>>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().and_then(Option::as_ref).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Patch {
        #[serde(with = "crate::json::double_option", default, skip_serializing_if = "Option::is_none")]
        note: Option<Option<String>>,
    }

    #[test]
    fn tells_absent_from_null() {
        for (json, note) in
            [("{}", None), (r#"{"note":null}"#, Some(None)), (r#"{"note":"x"}"#, Some(Some("x".to_owned())))]
        {
            let patch: Patch = serde_json::from_str(json).unwrap();
            assert_eq!(patch.note, note);
            assert_eq!(serde_json::to_string(&patch).unwrap(), json);
        }
    }
}
