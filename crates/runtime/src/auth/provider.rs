//! Names what hands out tokens that expire.

use std::fmt;
use std::time::Duration;

use crate::boxed::{BoxError, BoxFuture};
use crate::secret::Secret;

/// Hands out tokens that expire.
///
/// It is asked before an attempt is sent, never twice at a time, and not again before the token it gave has expired or
/// the vendor has refused it.
///
/// ```
/// use std::time::Duration;
/// use meterforge_runtime::{BoxError, BoxFuture, Credential, Token, TokenProvider};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl TokenProvider for Vault {
///     fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
///         Box::pin(async { Ok(Token::new("short-lived").expires_in(Duration::from_secs(300))) })
///     }
/// }
///
/// let credential = Credential::provider(Vault);
/// ```
pub trait TokenProvider: fmt::Debug + Send + Sync + 'static {
    /// A token that is good now.
    ///
    /// # Errors
    /// Whatever keeps it from being had; the call ends with [`crate::Error::is_credential_unavailable`].
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;

    /// Told that the vendor answered a token with 401, right before [`token`](Self::token) is asked again: if you keep
    /// that one, let it go. When the next token is another, the call is sent once more with it, whatever its policy of
    /// retries; when it is the same, the 401 stands.
    fn refused(&self, token: &Secret) {
        let _ = token;
    }
}

/// A token and how long it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is asked for anew before each attempt, unless [`expires_in`](Self::expires_in) says otherwise.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Keeps the token for this long; leave yourself the seconds that a request is under way.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}
