//! Takes secrets out of text that somebody else wrote: vendors repeat keys in their messages.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

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
        for secret in self.0.iter().flat_map(|secrets| secrets.iter()) {
            if text.contains(secret.expose()) {
                text = Cow::Owned(text.replace(secret.expose(), REDACTED));
            }
        }
        text
    }

    /// The bytes without the secrets; only text can hold one.
    pub(crate) fn hide_bytes(&self, bytes: &Bytes) -> Bytes {
        match std::str::from_utf8(bytes).map(|text| self.hide(text)) {
            Ok(Cow::Owned(hidden)) => Bytes::from(hidden),
            Ok(Cow::Borrowed(_)) | Err(_) => bytes.clone(),
        }
    }

    /// The secret as its owner gave it, where there is one.
    pub(crate) fn credential(&self) -> Option<&Secret> {
        self.0.as_ref()?.first()
    }
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
    fn text_among_bytes_is_hidden_too() {
        let redaction = Redaction::of(["k3y".into()]);
        for (bytes, expected) in
            [(&b"no k3y"[..], &b"no <redacted>"[..]), (b"fine", b"fine"), (b"k3y\xff", b"k3y\xff"), (b"", b"")]
        {
            assert_eq!(redaction.hide_bytes(&Bytes::from_static(bytes)), expected);
        }
    }
}
