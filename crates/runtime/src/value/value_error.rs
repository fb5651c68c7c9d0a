//! Says which text is not the value that was wanted, and what such a value looks like.

use std::fmt;

/// A text that is not the value it should be.
///
/// The message quotes the text, cut short when it is long.
///
/// ```
/// use meterforge_runtime::DecimalText;
///
/// let error = DecimalText::try_from("12,50").unwrap_err();
/// assert_eq!(error.to_string(), "`12,50` is not a decimal number such as `12.50`");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ValueError {
    message: Box<str>,
}

/// How many characters of the offending text a message shows.
const SHOWN: usize = 64;

impl ValueError {
    /// An error that reads "`text` complaint".
    pub(crate) fn new(text: &str, complaint: &str) -> Self {
        let message = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("`{}…` {complaint}", &text[..end]),
            None => format!("`{text}` {complaint}"),
        };
        Self { message: message.into() }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Debug for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ValueError({:?})", self.message)
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_the_text_and_cuts_a_long_one() {
        assert_eq!(ValueError::new("x", "is odd").to_string(), "`x` is odd");
        let long = ValueError::new(&"é".repeat(65), "is long").to_string();
        assert_eq!(long, format!("`{}…` is long", "é".repeat(64)));
    }
}
