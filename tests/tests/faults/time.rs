//! No vendor holds a call beyond its limit, and a call that is let go leaves nothing behind.

use std::future::Future;
use std::time::{Duration, Instant};

use futures::FutureExt;
use meterforge_runtime::{Backoff, ReplaySafety, StandardRetry};
use sdk_tests::fault::{FaultVendor, Frames, Protocol, Step, Then};

use super::calls::call;
use super::rows::HALF_BODY;
use super::{AMPLE, SHORT, builder};

/// Long enough for what should not happen to happen.
const A_WHILE: Duration = Duration::from_millis(300);

/// Waits for something that a busy machine may take its time for.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(AMPLE, future).await.unwrap()
}

async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn one_byte_a_second_holds_no_call() {
    const SECOND: Then = Then::Drip(Duration::from_secs(1));
    for head in ["HTTP/1.1 200 OK\r\nx-slow: ", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"] {
        let vendor = FaultVendor::start(Protocol::Http, [Step::exchange(head, SECOND)]).unwrap();
        let suger = builder(&vendor).build().unwrap();
        let began = Instant::now();
        let error = suger.get_billable_metric("org_1", "bm_1").with_timeout(SHORT).await.unwrap_err();
        assert!(error.is_call_timeout(), "{error}");
        assert!((SHORT..AMPLE).contains(&began.elapsed()), "{:?}", began.elapsed());
        soon(vendor.closed(0)).await;
        assert_eq!(vendor.seen().len(), 1);
    }
}

#[tokio::test]
async fn retries_and_waits_count_against_the_limit_of_the_call() {
    let vendor = FaultVendor::start(Protocol::Http, [Step::json(503, "")]).unwrap();
    let steady = StandardRetry::new().max_attempts(u32::MAX);
    let steady = steady.with_backoff(Backoff::new(Duration::from_millis(50), Duration::from_millis(50)));
    let suger = builder(&vendor).retry(steady).timeout(SHORT).build().unwrap();
    let began = Instant::now();
    let error = suger.get_billable_metric("org_1", "bm_1").await.unwrap_err();
    assert!(began.elapsed() < AMPLE, "{:?}", began.elapsed());
    // It ends before a wait that would not fit, or within the attempt that the last wait led to.
    assert!(error.is_server_error() || error.is_call_timeout(), "{error}");
    assert!(error.attempts() > 2 && vendor.seen().len() <= error.attempts() as usize, "{error}");
}

#[tokio::test]
async fn a_call_that_is_let_go_takes_its_connection_along() {
    for step in [Step::exchange("", Then::Stall), Step::exchange(HALF_BODY, Then::Stall)] {
        for safety in [ReplaySafety::Safe, ReplaySafety::Unsafe] {
            let vendor = FaultVendor::start(Protocol::Http, [step.clone(), Step::json(200, "{}")]).unwrap();
            let suger = builder(&vendor).build().unwrap();
            let mut calling = call(&suger, safety).boxed();
            tokio::select! {
                (_, result) = &mut calling => panic!("{result:?}"),
                () = soon(until(|| vendor.seen().len() == 1)) => {}
            }
            drop(calling);
            soon(vendor.closed(0)).await;

            call(&suger, safety).await.1.unwrap();
            let connections: Vec<usize> = vendor.seen().iter().map(|seen| seen.connection).collect();
            assert_eq!(connections, [0, 1]);
        }
    }
}

/// Over HTTP/2 only the stream goes: the connection is good for the next call.
#[tokio::test]
async fn a_stream_that_is_let_go_leaves_its_connection() {
    let script = [Frames::Stall, Frames::Answer].map(Step::Frames);
    let vendor = FaultVendor::start(Protocol::Http2, script).unwrap();
    let suger = builder(&vendor).build().unwrap();
    let mut calling = call(&suger, ReplaySafety::Unsafe).boxed();
    tokio::select! {
        (_, result) = &mut calling => panic!("{result:?}"),
        () = soon(until(|| vendor.seen().len() == 1)) => {}
    }
    drop(calling);
    call(&suger, ReplaySafety::Unsafe).await.1.unwrap();
    assert_eq!(vendor.connections(), 1);
}

#[tokio::test]
async fn an_attempt_that_ran_out_of_time_takes_its_connection_along() {
    let script = [Step::exchange("", Then::Stall), Step::json(200, "{}")];
    let vendor = FaultVendor::start(Protocol::Http, script).unwrap();
    let suger = builder(&vendor).attempt_timeout(SHORT).build().unwrap();
    call(&suger, ReplaySafety::Keyed).await.1.unwrap();
    soon(vendor.closed(0)).await;
    let seen = vendor.seen();
    assert!(seen.len() > 1 && seen[1].connection == 1);
    assert_eq!(seen[0].bytes, seen[1].bytes, "the same key, the same body");
}

#[tokio::test]
async fn a_call_that_is_let_go_between_attempts_is_not_sent_again() {
    let vendor = FaultVendor::start(Protocol::Http, [Step::answer(503, "retry-after-ms: 100\r\n", "")]).unwrap();
    let suger = builder(&vendor).build().unwrap();
    let mut calling = call(&suger, ReplaySafety::Safe).boxed();
    tokio::select! {
        (_, result) = &mut calling => panic!("{result:?}"),
        () = soon(until(|| vendor.seen().len() == 1)) => {}
    }
    drop(calling);
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(vendor.seen().len(), 1);
}
