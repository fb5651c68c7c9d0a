//! What the retries of all calls of a client may come to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use bytes::Bytes;

use super::*;
use crate::boxed::BoxFuture;
use crate::transport::{Body, Transport, TransportError};
use crate::upload::RequestBody;

/// Answers every request alike.
#[derive(Clone, Debug)]
struct Always(Arc<AtomicU16>);

impl Always {
    fn answering(status: u16) -> Self {
        Self(Arc::new(AtomicU16::new(status)))
    }

    fn answer(&self, status: u16) {
        self.0.store(status, Ordering::Relaxed);
    }
}

impl Transport for Always {
    fn send(&self, _: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut response = http::Response::new(Body::from(Bytes::new()));
        *response.status_mut() = http::StatusCode::from_u16(self.0.load(Ordering::Relaxed)).unwrap();
        Box::pin(async { Ok(response) })
    }
}

/// How many attempts each of so many calls makes.
async fn attempts<const CALLS: usize>(stage: &Stage) -> [u32; CALLS] {
    let mut attempts = [0; CALLS];
    for made in &mut attempts {
        *made = stage.call(&SAFE).await.map_or_else(|error| error.attempts(), |answer| answer.attempts);
    }
    attempts
}

#[tokio::test]
async fn a_vendor_that_is_down_uses_the_budget_up_for_all_calls_of_a_client() {
    let stage = staged(|builder| builder.transport(Always::answering(503)));
    let made: [u32; 40] = attempts(&stage).await;
    assert_eq!(made.iter().sum::<u32>(), 40 + 100, "a hundred retries are paid for");
    assert_eq!(made.last(), Some(&1));
}

#[tokio::test]
async fn the_budget_is_as_large_as_it_is_set_and_clones_share_it() {
    let vendor = Always::answering(503);
    let small = staged(|builder| builder.transport(vendor.clone()).retry_budget(4));
    let clone = Stage { client: small.client.clone(), ..stage() };
    assert_eq!((attempts(&small).await, attempts(&clone).await), ([4, 2], [1]));
    vendor.answer(200);
    assert_eq!(attempts(&clone).await, [1; 5], "each earns a fifth of a retry");
    vendor.answer(503);
    assert_eq!(attempts(&small).await, [2, 1]);
}

#[tokio::test]
async fn without_a_budget_every_call_retries() {
    let stage = staged(|builder| builder.transport(Always::answering(503)).no_retry_budget());
    assert_eq!(attempts(&stage).await, [4; 200]);
}

#[test]
fn a_budget_of_nothing_is_refused() {
    let error = ClientBuilder::<Vendor>::new().retry_budget(0).build().err().unwrap();
    assert!(error.is_configuration() && error.to_string().contains("NoRetry"), "{error}");
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_has_used_no_retry_up() {
    let transport = ScriptedTransport::new();
    let busy = http::Response::builder().status(503).header("retry-after", "30").body(Bytes::new()).unwrap();
    transport.answer_with(busy).answer(503, "").answer(200, "");
    let own = transport.clone();
    let stage =
        staged(|builder| builder.transport(own).clock(crate::SystemClock).chance(FixedChance(0.0)).retry_budget(1));
    let mut waiting = Box::pin(start(&CallContext::new(&stage.client), Request::new(&SAFE).build()));
    assert!(futures::poll!(&mut waiting).is_pending());
    drop(waiting);
    assert_eq!(transport.requests().len(), 1);
    assert_eq!(stage.call(&SAFE).await.unwrap().attempts, 2, "the retry is still to be had");
}
