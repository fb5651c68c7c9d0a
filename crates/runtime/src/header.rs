//! Turns texts into header names and values that cannot begin a header of their own.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::secret::Secret;

/// The longest value that is sent, in bytes; most servers take less.
const LONGEST_VALUE: usize = 32 * 1024;

/// The most headers that a client or a call may add; a header map would panic at some thousands.
const MOST: usize = 100;

/// Headers of a caller's that hold secrets by their nature: header maps show them as `Sensitive`.
const SENSITIVE: [HeaderName; 3] = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE];

/// Refuses more headers than anyone sends on purpose.
pub(crate) fn check_count(count: usize) -> Result<(), Error> {
    match count {
        0..=MOST => Ok(()),
        _ => Err(Error::invalid_input("headers", format!("are more than {MOST}"))),
    }
}

/// A header as the caller wrote it; control characters are refused, so nothing can begin a header of its own.
pub(crate) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = HeaderName::try_from(name).map_err(|_| Error::invalid_input(name.to_owned(), "is no header name"))?;
    let refused = || Error::invalid_input(name.to_owned(), "holds a character that no header may hold");
    if value.chars().any(char::is_control) {
        return Err(refused());
    }
    if value.len() > LONGEST_VALUE {
        return Err(Error::invalid_input(name.to_owned(), format!("is longer than {LONGEST_VALUE} bytes")));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| refused())?;
    value.set_sensitive(SENSITIVE.contains(&parsed));
    Ok((parsed, value))
}

/// The bytes of names and values together, as they count against a limit.
pub(crate) fn bytes(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
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

    #[test]
    fn refuses_more_than_anyone_sends() {
        assert!(checked("x-note", &"a".repeat(LONGEST_VALUE)).is_ok());
        let error = checked("x-note", &"a".repeat(LONGEST_VALUE + 1)).unwrap_err();
        assert_eq!(error.to_string(), "`x-note` is longer than 32768 bytes");
        assert!(check_count(MOST).is_ok() && check_count(MOST + 1).unwrap_err().is_invalid_input());
    }

    #[test]
    fn what_holds_secrets_by_its_nature_is_marked() {
        for (name, hidden) in [("Authorization", true), ("cookie", true), ("x-note", false)] {
            assert_eq!(checked(name, "hush").unwrap().1.is_sensitive(), hidden, "{name}");
        }
    }
}
