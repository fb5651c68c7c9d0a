//! Keeps the proof of one client ready, asking its provider for a token when the last one has expired.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use http::{HeaderName, HeaderValue};
use tokio::sync::Mutex;

use super::{PlacementInfo, Source, TokenProvider};
use crate::clock::Clock;
use crate::error::{Error, Kind};
use crate::secret::Secret;

/// A credential as it goes onto a request.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    /// The vendor asks for nothing.
    None,
    /// A header, marked sensitive.
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(Secret),
}

/// What gives each attempt its proof.
pub(crate) enum Authenticator {
    /// The same proof for as long as the client lives.
    Fixed(Proof),
    /// A token that expires. The lock is held while one is fetched, so that only one call fetches it.
    Provider { provider: Arc<dyn TokenProvider>, placement: PlacementInfo, cached: Mutex<Option<Cached>> },
}

pub(crate) struct Cached {
    proof: Proof,
    expires: Instant,
}

impl Authenticator {
    /// Checks the credential now, so that a bad one is told when the client is built.
    pub(crate) fn new(source: Source, placement: PlacementInfo) -> Result<Self, Error> {
        match source {
            Source::Provider(provider) => Ok(Self::Provider { provider, placement, cached: Mutex::new(None) }),
            fixed => Ok(Self::Fixed(placement.proof(&fixed)?)),
        }
    }

    /// The proof for one attempt.
    pub(crate) async fn proof(&self, clock: &dyn Clock) -> Result<Proof, Error> {
        let (provider, placement, cached) = match self {
            Self::Fixed(proof) => return Ok(proof.clone()),
            Self::Provider { provider, placement, cached } => (provider, *placement, cached),
        };
        let mut cached = cached.lock().await;
        if let Some(cached) = cached.as_ref().filter(|cached| clock.now() < cached.expires) {
            return Ok(cached.proof.clone());
        }
        let token = provider.token().await.map_err(|error| Error::new(Kind::Credential).because(error))?;
        let unfit = |error: Error| Error::new(Kind::Credential).because(error);
        let proof = placement.proof(&Source::Plain(token.secret)).map_err(unfit)?;
        let expires = token.lifetime.and_then(|lifetime| clock.now().checked_add(lifetime));
        *cached = expires.map(|expires| Cached { proof: proof.clone(), expires });
        Ok(proof)
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(Proof::None) => f.write_str("none"),
            Self::Fixed(_) => f.write_str("<redacted>"),
            Self::Provider { provider, .. } => provider.fmt(f),
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
        match authenticator.proof(clock).await.unwrap() {
            Proof::Header(_, value) => value.to_str().unwrap().to_owned(),
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
}
