//! The token that callers must bring.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use meterforge_runtime::Secret;
use subtle::ConstantTimeEq;

/// As few bytes as a token may have: shorter ones can be guessed.
const SHORTEST: usize = 16;

/// What callers must bring as `Authorization: Bearer <token>`. It never shows itself.
#[derive(Clone, Debug)]
pub struct Token(Secret);

/// A token that cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// It can be guessed.
    TooShort,
    /// It holds something that no header may.
    NotPrintable,
    /// Its file cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl Token {
    /// A token; space around it is cut.
    ///
    /// # Errors
    /// When it is shorter than 16 bytes, or is not of printable ASCII characters alone.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::NotPrintable);
        }
        match text.len() < SHORTEST {
            true => Err(TokenError::TooShort),
            false => Ok(Self(Secret::new(text))),
        }
    }

    /// The token in a file.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`new`](Self::new).
    pub fn from_file(path: &Path) -> Result<Self, TokenError> {
        let text = fs::read_to_string(path).map_err(|error| TokenError::Unreadable(path.to_owned(), error))?;
        Self::new(&text)
    }

    /// Whether a caller brought it. It takes the same time for every text of its length.
    pub(crate) fn is(&self, text: &[u8]) -> bool {
        self.0.expose().as_bytes().ct_eq(text).into()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => {
                write!(
                    f,
                    "the token is shorter than {SHORTEST} bytes, so it can be guessed; `openssl rand -hex 32` makes one"
                )
            }
            Self::NotPrintable => f.write_str("the token holds spaces, control characters or letters beyond ASCII"),
            Self::Unreadable(path, error) => write!(f, "the token cannot be read from `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(_, error) => Some(error),
            Self::TooShort | Self::NotPrintable => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_is_it() {
        let token = Token::new(" 0123456789abcdef\n").unwrap();
        assert!(token.is(b"0123456789abcdef"));
        for other in ["", "0", "0123456789abcde", "0123456789abcdeF", "0123456789abcdef0", " 0123456789abcdef"] {
            assert!(!token.is(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn a_token_that_can_be_guessed_or_not_be_sent_is_none() {
        for text in ["", "   ", "sesame", "0123456789abcde", "0123456789 abcdef", "0123456789abcdé\u{e9}"] {
            let error = Token::new(text).unwrap_err().to_string();
            assert!(text.trim().is_empty() || !error.contains(text.trim()), "{error}");
        }
    }

    #[test]
    fn it_does_not_show_itself() {
        assert!(!format!("{:?}", Token::new("0123456789abcdef").unwrap()).contains("0123"));
    }
}
