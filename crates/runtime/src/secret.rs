//! Holds text that must never be shown: API keys, tokens, card numbers.

use std::fmt;

use zeroize::Zeroizing;

/// Text that is wiped from memory on drop and that no formatter prints.
///
/// ```
/// use meterforge_runtime::Secret;
///
/// let secret = Secret::new("kpat_9f");
/// assert_eq!(format!("{secret:?}"), "Secret(<redacted>)");
/// assert_eq!(secret.expose(), "kpat_9f");
/// ```
///
/// There is no `Display` and no `Serialize`: sending one is always a decision that can be found in the code.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}

/// Compares without stopping at the first difference, so that timing tells nothing but the length.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        left.len() == right.len() && left.iter().zip(right).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
    }
}

impl Eq for Secret {}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_text() {
        assert_eq!(format!("{:?}", Secret::new("kpat_9f")), "Secret(<redacted>)");
        assert_eq!(format!("{:#?}", Some(Secret::new("kpat_9f"))), "Some(\n    Secret(<redacted>),\n)");
    }

    #[test]
    fn equality_is_that_of_the_text() {
        for (left, right, equal) in [("a", "a", true), ("a", "b", false), ("a", "ab", false), ("", "", true)] {
            assert_eq!(Secret::new(left) == Secret::new(right), equal, "{left} {right}");
        }
    }
}
