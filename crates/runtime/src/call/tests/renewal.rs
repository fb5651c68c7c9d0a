//! What a 401 leads to when the provider has another token.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::NoRetry;
use crate::auth::{Authenticator, Credential, PlacementInfo, Token, TokenProvider};
use crate::boxed::{BoxError, BoxFuture};

const BEARER: PlacementInfo = PlacementInfo::Header { name: "authorization", schemes: &["Bearer"] };

/// Gives `t0`, `t1`, … up to the last of so many, then that again.
#[derive(Debug)]
struct Tokens {
    given: AtomicU32,
    many: u32,
}

impl TokenProvider for Tokens {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let number = self.given.fetch_add(1, Ordering::Relaxed).min(self.many - 1);
        Box::pin(async move { Ok(Token::new(format!("t{number}")).expires_in(Duration::from_secs(3600))) })
    }
}

/// A stage whose vendor wants a token, of which there are so many; retries are off.
fn stage_with(many: u32) -> Stage {
    let mut stage = staged(|builder| builder.retry(NoRetry));
    let core = std::sync::Arc::get_mut(&mut stage.client.0).unwrap();
    let provider = Credential::provider(Tokens { given: AtomicU32::new(0), many });
    core.authenticator = Authenticator::new(provider.0, BEARER).unwrap();
    stage
}

fn sent(stage: &Stage) -> Vec<String> {
    stage.transport.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_whatever_the_safety_and_the_policy() {
    for operation in [SAFE, UNSAFE] {
        let stage = stage_with(9);
        stage.transport.answer(401, "").answer(200, "").answer(200, "");
        assert_eq!(stage.call(&operation).await.unwrap().attempts, 2);
        stage.call(&operation).await.unwrap();
        assert_eq!(sent(&stage), ["Bearer t0", "Bearer t1", "Bearer t1"]);
        assert_eq!(stage.slept(), []);
    }
}

#[tokio::test]
async fn a_second_401_and_the_same_token_again_are_the_end() {
    for (many, attempts) in [(9, 2), (1, 1)] {
        let stage = stage_with(many);
        stage.transport.answer(401, "").answer(401, "");
        let error = stage.call(&SAFE).await.unwrap_err();
        assert!(error.is_unauthenticated());
        assert_eq!((error.attempts(), sent(&stage).len()), (attempts, attempts as usize));
    }
}

#[tokio::test]
async fn what_was_refused_with_401_has_not_arrived() {
    let stage = stage_with(9);
    stage.transport.answer(401, "").answer(409, "");
    let error = stage.call(&KEYED).await.unwrap_err();
    assert!(error.is_conflict(), "a key that nobody has used is no duplicate");

    let stage = stage_with(9);
    stage.transport.answer(401, "").answer(404, "");
    assert!(!stage.call(&DELETE).await.unwrap_err().is_already_gone());
}

#[tokio::test]
async fn the_vendors_echo_of_a_token_is_not_shown() {
    let stage = stage_with(1);
    stage.transport.answer(401, r#"{"message":"token t0 is revoked"}"#);
    let error = stage.call(&SAFE).await.unwrap_err();
    assert_eq!(error.to_string(), "list_things: 401 Unauthorized: token <redacted> is revoked");
    assert_eq!(error.vendor_message().unwrap(), "token <redacted> is revoked");
    assert!(error.text().unwrap().contains("t0"), "the bytes stay as they came");
}
