//! Turns texts into header names and values that cannot begin a header of their own.

use http::{HeaderName, HeaderValue};

use crate::error::Error;
use crate::secret::Secret;

/// A header as the caller wrote it; control characters are refused, so nothing can begin a header of its own.
pub(crate) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = HeaderName::try_from(name).map_err(|_| Error::invalid_input(name.to_owned(), "is no header name"))?;
    let refused = || Error::invalid_input(name.to_owned(), "holds a character that no header may hold");
    if value.chars().any(char::is_control) {
        return Err(refused());
    }
    HeaderValue::from_bytes(value.as_bytes()).map(|value| (parsed, value)).map_err(|_| refused())
}

/// A value that header maps show as `Sensitive`. The error does not show it either.
pub(crate) fn sensitive(text: &Secret) -> Result<HeaderValue, Error> {
    let text = text.expose();
    if text.chars().any(char::is_control) || !text.is_ascii() {
        return Err(Error::configuration("the credential holds a character that no header may hold"));
    }
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| Error::configuration("the credential holds a character that no header may hold"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_would_begin_another_header() {
        for (name, value, good) in [
            ("x-version", "2", true),
            ("x-note", "grüße", true),
            ("x-note", "", true),
            ("x-version", "2\r\nx-evil: 1", false),
            ("x-version", "2\t3", false),
            ("x-version", "2\u{0}", false),
            ("x version", "2", false),
            ("", "2", false),
        ] {
            assert_eq!(checked(name, value).is_ok(), good, "{name}: {value:?}");
        }
    }

    #[test]
    fn sensitive_values_hide_in_debug_and_in_errors() {
        assert_eq!(format!("{:?}", sensitive(&Secret::new("kpat_9f")).unwrap()), "Sensitive");
        let error = sensitive(&Secret::new("kpat_9f\n")).unwrap_err();
        assert!(error.is_configuration());
        assert!(!format!("{error:?} {error}").contains("kpat_9f"));
    }
}
