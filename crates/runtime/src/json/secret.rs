//! Reads and writes a secret body field, which has no serde of its own.

use serde::{
    Deserialize,
    de::{Deserializer, Error},
    ser::Serializer,
};

use super::shape::Shape;
use crate::secret::Secret;

/// Marks this way of reading and writing.
#[derive(Debug)]
pub enum Exposed {}

impl Shape<Exposed> for Secret {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Serde quotes what it found, so its own message is dropped.
        String::deserialize(deserializer).map(Self::new).map_err(|_| D::Error::custom("expected a secret string"))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

/// Reads a secret, or a nesting of containers around secrets.
///
/// # Errors
/// When there is no string; the message does not show what there is.
pub fn deserialize<'de, T: Shape<Exposed>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Writes secrets in the clear, as the body that the vendor is to read.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Shape<Exposed>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::json::decode;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Card {
        #[serde(with = "crate::json::secret")]
        number: Secret,
        #[serde(with = "crate::json::secret", default, skip_serializing_if = "Option::is_none")]
        cvv: Option<Secret>,
    }

    #[test]
    fn reads_and_writes_in_the_clear() {
        for json in [r#"{"number":"4242"}"#, r#"{"number":"4242","cvv":"123"}"#] {
            let card: Card = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&card).unwrap(), json);
            assert!(!format!("{card:?}").contains("4242"));
        }
        assert_eq!(serde_json::from_str::<Card>(r#"{"number":"4242","cvv":null}"#).unwrap().cvv, None);
    }

    #[test]
    fn an_error_does_not_show_what_was_found() {
        let error = decode::<Card>(br#"{"number":4242}"#).unwrap_err();
        assert_eq!((error.path(), error.to_string().as_str()), (".number", "expected a secret string"));
    }
}
