//! Takes secrets out of text that somebody else wrote: vendors repeat keys in their messages.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use crate::secret::Secret;

/// What stands where a secret stood.
const REDACTED: &str = "<redacted>";

/// The secrets that one attempt carried, which no text about it may show.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Redaction(Option<Arc<[Secret]>>);

impl Redaction {
    /// Hides these; an empty one hides nothing.
    pub(crate) fn of(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self(Some(secrets.into_iter().filter(|secret| !secret.expose().is_empty()).collect()))
    }

    /// Hides these as well.
    pub(crate) fn and(self, secrets: &[Secret]) -> Self {
        match secrets {
            [] => self,
            _ => Self::of(self.0.iter().flat_map(|own| own.iter()).chain(secrets).cloned()),
        }
    }

    /// The text without the secrets.
    pub(crate) fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in self.secrets() {
            if text.contains(secret.expose()) {
                text = Cow::Owned(text.replace(secret.expose(), REDACTED));
            }
        }
        text
    }

    /// The bytes without the secrets.
    pub(crate) fn hide_bytes(&self, bytes: &Bytes) -> Bytes {
        match std::str::from_utf8(bytes).map(|text| self.hide(text)) {
            Ok(Cow::Owned(hidden)) => Bytes::from(hidden),
            Ok(Cow::Borrowed(_)) => bytes.clone(),
            // One stray byte in a text must not let a secret through.
            Err(_) => self.secrets().fold(bytes.clone(), |bytes, secret| cut(bytes, secret.expose().as_bytes())),
        }
    }

    /// The headers without the secrets.
    pub(crate) fn hide_headers(&self, headers: &HeaderMap) -> HeaderMap {
        let mut hidden = headers.clone();
        for value in hidden.values_mut() {
            let bytes = Bytes::copy_from_slice(value.as_bytes());
            let without = self.hide_bytes(&bytes);
            if without != bytes {
                *value = HeaderValue::from_maybe_shared(without).unwrap_or(HeaderValue::from_static(REDACTED));
            }
        }
        hidden
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.iter().flat_map(|secrets| secrets.iter())
    }

    /// The secret as its owner gave it, where there is one.
    pub(crate) fn credential(&self) -> Option<&Secret> {
        self.0.as_ref()?.first()
    }
}

/// The bytes with something else wherever the secret stood.
fn cut(bytes: Bytes, secret: &[u8]) -> Bytes {
    let mut rest = &bytes[..];
    let mut kept = Vec::new();
    while let Some(at) = rest.windows(secret.len()).position(|part| part == secret) {
        kept.extend_from_slice(&rest[..at]);
        kept.extend_from_slice(REDACTED.as_bytes());
        rest = &rest[at + secret.len()..];
    }
    if rest.len() == bytes.len() {
        return bytes;
    }
    kept.extend_from_slice(rest);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_hidden_wherever_it_stands() {
        let redaction = Redaction::of(["k3y".into(), Secret::new(""), "b64".into()]);
        for (text, expected) in [
            ("", ""),
            ("no such meter", "no such meter"),
            ("key k3y is not valid", "key <redacted> is not valid"),
            ("k3yk3y b64", "<redacted><redacted> <redacted>"),
        ] {
            assert_eq!(redaction.hide(text), expected);
        }
        assert_eq!(Redaction::default().hide("k3y"), "k3y");
    }

    #[test]
    fn bytes_hide_them_whatever_else_they_hold() {
        let redaction = Redaction::of(["k3y".into()]);
        for (bytes, expected) in [
            (&b"no k3y"[..], &b"no <redacted>"[..]),
            (b"fine", b"fine"),
            (b"fine\xff", b"fine\xff"),
            (b"k3y\xffk3yk3y.", b"<redacted>\xff<redacted><redacted>."),
            (b"\xffk3", b"\xffk3"),
            (b"", b""),
        ] {
            assert_eq!(redaction.hide_bytes(&Bytes::from_static(bytes)), expected);
        }
    }

    #[test]
    fn headers_hide_them_too() {
        let mut headers = HeaderMap::new();
        headers.insert("location", HeaderValue::from_static("/x?key=k3y"));
        headers.insert("etag", HeaderValue::from_static("\"7\""));
        let hidden = Redaction::of(["k3y".into()]).hide_headers(&headers);
        assert_eq!((&hidden["location"], &hidden["etag"]), (&"/x?key=<redacted>".parse().unwrap(), &headers["etag"]));
    }
}
