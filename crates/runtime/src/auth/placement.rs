//! Says where on a request a vendor wants its credential, and puts the secret into that form.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderName;
use percent_encoding::utf8_percent_encode;

use super::{Placed, Proof, Source};
use crate::error::Error;
use crate::header::sensitive;
use crate::redaction::Redaction;
use crate::secret::Secret;
use crate::style::RESERVED;

/// What a vendor asks for, and the environment variables that hold it.
#[derive(Clone, Copy, Debug)]
pub struct CredentialInfo {
    /// The variable with the secret.
    pub variable: &'static str,
    /// The variable with the user, where the vendor wants user and password.
    pub user_variable: Option<&'static str>,
    /// Where it goes.
    pub placement: PlacementInfo,
}

/// Where on a request the credential goes.
#[derive(Clone, Copy, Debug)]
pub enum PlacementInfo {
    /// A header.
    Header {
        /// Its name.
        name: &'static str,
        /// The words that may stand before the secret, the usual one first; none for the bare secret.
        schemes: &'static [&'static str],
    },
    /// A query parameter.
    Query {
        /// Its name.
        name: &'static str,
    },
    /// `Authorization: Basic …`, RFC 7617.
    Basic,
}

impl PlacementInfo {
    /// What the given secret looks like on a request. A provider's token is placed like a plain secret.
    pub(crate) fn proof(self, source: &Source) -> Result<Proof, Error> {
        match (source, self) {
            (Source::Plain(secret), Self::Header { name, schemes }) => {
                let bare = schemes.iter().find_map(|word| without(word, secret)).unwrap_or_else(|| secret.clone());
                Ok(Proof { placed: header(name, &prefixed(secret, schemes))?, redaction: Redaction::of([bare]) })
            }
            (Source::Plain(secret), Self::Query { name }) => query(name, secret),
            (Source::Plain(_), Self::Basic) => {
                Err(Error::configuration("the vendor wants a user and a password: use `Credential::basic`"))
            }
            (Source::Scheme(word, secret), Self::Header { name, .. }) => {
                Ok(Proof { placed: header(name, &joined(word, secret))?, redaction: Redaction::of([secret.clone()]) })
            }
            (Source::Scheme(..), _) => {
                Err(Error::configuration("the vendor's credential goes into no header, so it takes no scheme word"))
            }
            (Source::Basic(user, _), _) if user.contains(':') => {
                Err(Error::configuration("a user name cannot hold a colon"))
            }
            (Source::Basic(user, password), placement) => {
                let pair = Secret::new(format!("{user}:{}", password.expose()));
                let encoded = Secret::new(STANDARD.encode(pair.expose()));
                let name = if let Self::Header { name, .. } = placement { name } else { "authorization" };
                let placed = header(name, &joined("Basic", &encoded))?;
                Ok(Proof { placed, redaction: Redaction::of([password.clone(), encoded]) })
            }
            (Source::File(_) | Source::Provider(_), _) => Ok(Proof::default()),
        }
    }
}

/// The secret behind a scheme word that it brings itself.
fn without(word: &str, secret: &Secret) -> Option<Secret> {
    secret.expose().strip_prefix(word)?.strip_prefix(' ').map(Secret::from)
}

/// The secret after its usual scheme word, unless it already brings one of the vendor's.
fn prefixed(secret: &Secret, schemes: &[&str]) -> Secret {
    match schemes.first() {
        Some(word) if schemes.iter().all(|word| without(word, secret).is_none()) => joined(word, secret),
        _ => secret.clone(),
    }
}

fn joined(word: &str, secret: &Secret) -> Secret {
    Secret::new(format!("{word} {}", secret.expose()))
}

fn header(name: &'static str, text: &Secret) -> Result<Placed, Error> {
    let name = HeaderName::try_from(name)
        .map_err(|_| Error::configuration(format!("`{name}`, where the credential goes, is no header name")))?;
    Ok(Placed::Header(name, sensitive(text)?))
}

fn query(name: &str, secret: &Secret) -> Result<Proof, Error> {
    if secret.expose().chars().any(char::is_control) {
        return Err(Error::configuration("the credential holds a control character"));
    }
    let encode = |text| utf8_percent_encode(text, RESERVED);
    let encoded = Secret::new(encode(secret.expose()).to_string());
    let pair = Secret::new(format!("{}={}", encode(name), encoded.expose()));
    Ok(Proof { placed: Placed::Query(pair), redaction: Redaction::of([secret.clone(), encoded]) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Credential;

    const BEARER_OR_TOKEN: PlacementInfo =
        PlacementInfo::Header { name: "Authorization", schemes: &["Bearer", "Token"] };
    const BARE: PlacementInfo = PlacementInfo::Header { name: "X-Api-Key", schemes: &[] };
    const QUERY: PlacementInfo = PlacementInfo::Query { name: "api key" };

    fn placed(placement: PlacementInfo, credential: impl Into<Credential>) -> Result<String, Error> {
        Ok(match placement.proof(&credential.into().0)?.placed {
            Placed::Nowhere => String::new(),
            Placed::Header(name, value) => {
                assert!(value.is_sensitive());
                format!("{name}: {}", value.to_str().unwrap())
            }
            Placed::Query(pair) => pair.expose().to_owned(),
        })
    }

    #[test]
    fn secrets_go_where_the_vendor_wants_them() {
        for (placement, credential, expected) in [
            (BEARER_OR_TOKEN, Credential::from("abc"), "authorization: Bearer abc"),
            (BEARER_OR_TOKEN, Credential::from("Token abc"), "authorization: Token abc"),
            (BEARER_OR_TOKEN, Credential::from("Bearer abc"), "authorization: Bearer abc"),
            (BEARER_OR_TOKEN, Credential::from("Tokenabc"), "authorization: Bearer Tokenabc"),
            (BEARER_OR_TOKEN, Credential::scheme("Key", "abc"), "authorization: Key abc"),
            (BEARER_OR_TOKEN, Credential::basic("alice", "pass"), "authorization: Basic YWxpY2U6cGFzcw=="),
            (BARE, Credential::from("abc"), "x-api-key: abc"),
            (QUERY, Credential::from("a&b"), "api%20key=a%26b"),
            (PlacementInfo::Basic, Credential::basic("alice", "pass"), "authorization: Basic YWxpY2U6cGFzcw=="),
        ] {
            assert_eq!(placed(placement, credential).unwrap(), expected);
        }
    }

    #[test]
    fn what_goes_out_is_hidden_from_texts_about_it() {
        for (placement, credential, echoed) in [
            (BEARER_OR_TOKEN, Credential::from("Token abc"), "abc"),
            (BEARER_OR_TOKEN, Credential::scheme("Key", "abc"), "abc"),
            (BEARER_OR_TOKEN, Credential::basic("alice", "pass"), "pass or YWxpY2U6cGFzcw=="),
            (QUERY, Credential::from("a&b"), "a&b or a%26b"),
        ] {
            let redaction = placement.proof(&credential.0).unwrap().redaction;
            let hidden = redaction.hide(echoed).replace("<redacted>", "").replace(" or ", "");
            assert_eq!(hidden, "", "{echoed}");
        }
    }

    #[test]
    fn refuses_what_cannot_be_placed_without_showing_it() {
        for (placement, credential) in [
            (BARE, Credential::from("hush\r\nx-evil: 1")),
            (QUERY, Credential::from("hush\u{0}")),
            (QUERY, Credential::scheme("Token", "hush")),
            (PlacementInfo::Basic, Credential::from("hush")),
            (PlacementInfo::Basic, Credential::basic("a:b", "hush")),
        ] {
            let error = placed(placement, credential).unwrap_err();
            assert!(error.is_configuration());
            assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
        }
    }
}
