//! Names each request, so that a caller's question finds its lines in the logs.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// The header that carries it, in and out.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// As long as a caller's own may be.
const LONGEST: usize = 128;

/// The name of one request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// The caller's own, if it is one that may stand in a log; else a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(REQUEST_ID).iter();
        match (values.next(), values.next()) {
            (Some(value), None) if is_sane(value.as_bytes()) => Self(value.clone()),
            _ => Self::new(),
        }
    }

    fn new() -> Self {
        let text = Uuid::new_v4().to_string();
        Self(HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("-")))
    }

    /// For the answer.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// Not empty, not long, and without anything that could end a field or a line.
fn is_sane(text: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(byte);
    (1..=LONGEST).contains(&text.len()) && text.iter().all(is_plain)
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callers_own_is_kept_when_it_is_sane() {
        let long = "a".repeat(128);
        let longer = "a".repeat(129);
        for (text, is_kept) in [
            ("01J-2_a.b:c+d/e=", true),
            (long.as_str(), true),
            (longer.as_str(), false),
            ("", false),
            ("a b", false),
            ("a\" level=error", false),
            ("\u{e9}", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_bytes(text.as_bytes()).unwrap());
            let id = RequestId::of(&headers).to_string();
            assert_eq!(id == text, is_kept, "{text}");
            assert!(is_kept || id.parse::<Uuid>().is_ok(), "{id}");
        }
    }
}
