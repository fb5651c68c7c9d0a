//! Keeps the proof of one client ready, asking its provider for a token when the last one has expired.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use http::{HeaderName, HeaderValue};
use tokio::sync::Mutex;

use super::file::CredentialFile;
use super::{PlacementInfo, Source, TokenProvider};
use crate::clock::Clock;
use crate::error::{Error, Kind, Result};
use crate::redaction::Redaction;
use crate::secret::Secret;

/// A credential ready to go onto a request; by default none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    pub(crate) placed: Placed,
    /// What no text about the request may show.
    pub(crate) redaction: Redaction,
}

/// A credential in the form in which it goes out.
#[derive(Clone, Debug, Default)]
pub(crate) enum Placed {
    /// The vendor asks for nothing.
    #[default]
    Nowhere,
    /// A header, marked sensitive.
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(Secret),
}

/// What gives each attempt its proof.
pub(crate) enum Authenticator {
    /// The same proof for as long as the client lives.
    Fixed(Arc<Proof>),
    /// A token that expires.
    Provider(Renewing),
}

/// A provider and its last token. The lock is held while one is fetched, so that only one call fetches it.
pub(crate) struct Renewing {
    provider: Arc<dyn TokenProvider>,
    placement: PlacementInfo,
    cached: Mutex<Option<Cached>>,
    /// What is to be hidden beside the token.
    hidden: Vec<Secret>,
}

struct Cached {
    proof: Arc<Proof>,
    expires: Instant,
}

impl Proof {
    fn hiding(&self, hidden: &[Secret]) -> Arc<Self> {
        Arc::new(Self { placed: self.placed.clone(), redaction: self.redaction.clone().and(hidden) })
    }
}

impl Authenticator {
    /// Checks the credential now, so that a bad one is told when the client is built.
    pub(crate) fn new(source: Source, placement: PlacementInfo) -> Result<Self> {
        let provider: Arc<dyn TokenProvider> = match source {
            Source::Provider(provider) => provider,
            Source::File(path) => {
                let file = CredentialFile::new(path);
                placement.proof(&Source::Plain(file.read()?))?;
                Arc::new(file)
            }
            fixed => return Ok(Self::Fixed(Arc::new(placement.proof(&fixed)?))),
        };
        Ok(Self::Provider(Renewing { provider, placement, cached: Mutex::new(None), hidden: Vec::new() }))
    }

    /// Hides the variables of a client as well: they may be secrets, and vendors repeat what they were sent. A short one
    /// would hide half of every text.
    pub(crate) fn hiding(self, variables: &[(&'static str, Secret)]) -> Self {
        const SHORTEST: usize = 8;
        let long = variables.iter().map(|(_, value)| value).filter(|value| value.expose().len() >= SHORTEST);
        let hidden: Vec<Secret> = long.cloned().collect();
        match self {
            _ if hidden.is_empty() => self,
            Self::Fixed(proof) => Self::Fixed(proof.hiding(&hidden)),
            Self::Provider(renewing) => Self::Provider(Renewing { hidden, ..renewing }),
        }
    }

    /// The proof for one attempt.
    pub(crate) async fn proof(&self, clock: &dyn Clock) -> Result<Arc<Proof>> {
        match self {
            Self::Fixed(proof) => Ok(proof.clone()),
            // In a box, so that calls with a fixed one do not carry the room for it.
            Self::Provider(renewing) => Box::pin(renewing.proof(clock)).await,
        }
    }

    /// Another proof than the one that the vendor has just refused with a 401, if there is one to be had.
    pub(crate) async fn renewed(&self, refused: &Redaction, clock: &dyn Clock) -> Option<Arc<Proof>> {
        let Self::Provider(renewing) = self else { return None };
        let mut cached = renewing.cached.lock().await;
        // Another call may have been refused before this one and have fetched it already.
        let is_other = |cached: &&Cached| cached.proof.redaction != *refused && clock.now() < cached.expires;
        if let Some(cached) = cached.as_ref().filter(is_other) {
            return Some(cached.proof.clone());
        }
        renewing.provider.refused(refused.credential()?);
        let proof = renewing.fetch(&mut cached, clock).await.ok()?;
        (proof.redaction != *refused).then_some(proof)
    }
}

impl Renewing {
    async fn proof(&self, clock: &dyn Clock) -> Result<Arc<Proof>> {
        let mut cached = self.cached.lock().await;
        match cached.as_ref().filter(|cached| clock.now() < cached.expires) {
            Some(cached) => Ok(cached.proof.clone()),
            None => self.fetch(&mut cached, clock).await,
        }
    }

    async fn fetch(&self, cached: &mut Option<Cached>, clock: &dyn Clock) -> Result<Arc<Proof>> {
        let unfit = |error| Error::new(Kind::Credential).because(error);
        let token = self.provider.token().await.map_err(unfit)?;
        let proof = self.placement.proof(&Source::Plain(token.secret)).map_err(|error| unfit(error.into()))?;
        let proof = proof.hiding(&self.hidden);
        let expires = token.lifetime.and_then(|lifetime| clock.now().checked_add(lifetime));
        *cached = expires.map(|expires| Cached { proof: proof.clone(), expires });
        Ok(proof)
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(proof) if matches!(proof.placed, Placed::Nowhere) => f.write_str("none"),
            Self::Fixed(_) => f.write_str("<redacted>"),
            Self::Provider(renewing) => renewing.provider.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::auth::{Credential, Token};
    use crate::boxed::{BoxError, BoxFuture};
    use crate::testing::PausedClock;

    const BEARER: PlacementInfo = PlacementInfo::Header { name: "authorization", schemes: &["Bearer"] };

    /// Gives `t0`, `t1`, … each after yielding once, so that several callers can meet inside.
    #[derive(Debug)]
    struct Minting {
        minted: Arc<AtomicU32>,
        lifetime: Option<Duration>,
    }

    impl TokenProvider for Minting {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            Box::pin(async move {
                tokio::task::yield_now().await;
                let token = Token::new(format!("t{}", self.minted.fetch_add(1, Ordering::Relaxed)));
                Ok(match self.lifetime {
                    Some(lifetime) => token.expires_in(lifetime),
                    None => token,
                })
            })
        }
    }

    fn minting(lifetime: Option<Duration>) -> (Authenticator, Arc<AtomicU32>) {
        let minted = Arc::new(AtomicU32::new(0));
        let provider = Minting { minted: minted.clone(), lifetime };
        (Authenticator::new(Credential::provider(provider).0, BEARER).unwrap(), minted)
    }

    async fn text(authenticator: &Authenticator, clock: &PausedClock) -> String {
        shown(authenticator.proof(clock).await.unwrap())
    }

    fn shown(proof: Arc<Proof>) -> String {
        match &proof.placed {
            Placed::Header(_, value) => value.to_str().unwrap().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_token_is_kept_until_it_expires() {
        let (authenticator, _) = minting(Some(Duration::from_secs(60)));
        let clock = PausedClock::default();
        assert_eq!(text(&authenticator, &clock).await, "Bearer t0");
        clock.advance(Duration::from_secs(59));
        assert_eq!(text(&authenticator, &clock).await, "Bearer t0");
        clock.advance(Duration::from_secs(1));
        assert_eq!(text(&authenticator, &clock).await, "Bearer t1");
    }

    #[tokio::test]
    async fn a_token_without_a_lifetime_is_asked_for_each_time() {
        let (authenticator, _) = minting(None);
        let clock = PausedClock::default();
        assert_eq!(text(&authenticator, &clock).await, "Bearer t0");
        assert_eq!(text(&authenticator, &clock).await, "Bearer t1");
    }

    #[tokio::test]
    async fn many_callers_fetch_one_token() {
        let (authenticator, minted) = minting(Some(Duration::from_secs(60)));
        let clock = PausedClock::default();
        let texts = futures::future::join_all((0..16).map(|_| text(&authenticator, &clock))).await;
        assert!(texts.iter().all(|text| text == "Bearer t0"));
        assert_eq!(minted.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_refused_token_is_exchanged_once_for_all_who_carried_it() {
        let (authenticator, minted) = minting(Some(Duration::from_secs(60)));
        let clock = PausedClock::default();
        let refused = authenticator.proof(&clock).await.unwrap().redaction.clone();
        let renewed = futures::future::join_all((0..16).map(|_| authenticator.renewed(&refused, &clock))).await;
        assert!(renewed.into_iter().all(|proof| shown(proof.unwrap()) == "Bearer t1"));
        assert_eq!(minted.load(Ordering::Relaxed), 2);
        assert_eq!(text(&authenticator, &clock).await, "Bearer t1");
    }

    /// Gives the same token each time until it is told that it was refused, then another.
    #[derive(Debug, Default)]
    struct Keeping {
        told: Mutex<Vec<String>>,
        changes: bool,
    }

    impl TokenProvider for Keeping {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            let is_refused = self.changes && !self.told.try_lock().unwrap().is_empty();
            Box::pin(async move { Ok(Token::new(if is_refused { "new" } else { "old" })) })
        }

        fn refused(&self, token: &Secret) {
            self.told.try_lock().unwrap().push(token.expose().to_owned());
        }
    }

    #[tokio::test]
    async fn the_provider_is_told_which_token_was_refused_and_the_same_one_again_is_none() {
        let clock = PausedClock::default();
        for (changes, expected) in [(true, Some("Bearer new")), (false, None)] {
            let provider = Arc::new(Keeping { changes, ..Keeping::default() });
            let source = Source::Provider(provider.clone());
            let authenticator = Authenticator::new(source, BEARER).unwrap();
            let refused = authenticator.proof(&clock).await.unwrap().redaction.clone();
            let renewed = authenticator.renewed(&refused, &clock).await.map(shown);
            assert_eq!(renewed.as_deref(), expected);
            assert_eq!(*provider.told.lock().await, ["old"]);
        }
    }

    #[tokio::test]
    async fn a_fixed_secret_has_no_other() {
        let authenticator = Authenticator::new(Credential::from("k3y").0, BEARER).unwrap();
        let clock = PausedClock::default();
        let refused = authenticator.proof(&clock).await.unwrap().redaction.clone();
        assert!(authenticator.renewed(&refused, &clock).await.is_none());
    }
}
