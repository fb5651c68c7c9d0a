//! Turns what the caller knows (a key, a password, a source of tokens) into what proves it to the vendor.

mod authenticator;
mod file;
mod placement;
mod provider;

use std::path::PathBuf;
use std::sync::Arc;

use crate::secret::Secret;

pub(crate) use authenticator::{Authenticator, Placed, Proof};
pub use placement::{CredentialInfo, PlacementInfo};
pub use provider::{Token, TokenProvider};

/// What proves who is calling.
///
/// ```
/// use meterforge_runtime::{Credential, Secret};
///
/// let plain = Credential::from("kpat_9f"); // the vendor's usual place and scheme word
/// let other = Credential::scheme("Token", "qov_3c"); // another word: `Authorization: Token qov_3c`
/// let basic = Credential::basic("alice", Secret::new("s3cret"));
/// assert!(!format!("{plain:?}{other:?}{basic:?}").contains("qov_3c"));
/// ```
#[derive(Clone, Debug)]
pub struct Credential(pub(crate) Source);

#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// Goes where the vendor wants it, with the vendor's scheme word.
    Plain(Secret),
    /// Goes into the header with this scheme word.
    Scheme(String, Secret),
    /// User and password, as RFC 7617 writes them.
    Basic(String, Secret),
    /// Read before an attempt is sent.
    File(PathBuf),
    /// Asked for before an attempt is sent.
    Provider(Arc<dyn TokenProvider>),
}

impl Credential {
    /// A secret with a scheme word of its own, in place of the vendor's usual one.
    pub fn scheme(word: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self(Source::Scheme(word.into(), secret.into()))
    }

    /// A user and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Source::Basic(user.into(), password.into()))
    }

    /// A file that holds the secret, as orchestrators mount them; space around it is cut.
    ///
    /// It is read when the client is built, so that a missing file is told early, and again before each attempt, so
    /// that a secret that is exchanged there takes effect at once.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Source::File(path.into()))
    }

    /// A source of tokens that expire.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(Source::Provider(Arc::new(provider)))
    }
}

impl From<Secret> for Credential {
    fn from(secret: Secret) -> Self {
        Self(Source::Plain(secret))
    }
}

impl From<String> for Credential {
    fn from(secret: String) -> Self {
        Self(Source::Plain(Secret::new(secret)))
    }
}

impl From<&str> for Credential {
    fn from(secret: &str) -> Self {
        Self(Source::Plain(Secret::new(secret)))
    }
}
