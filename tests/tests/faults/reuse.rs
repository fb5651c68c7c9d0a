//! Calls share connections as long as these are in a good state, and no longer.

use std::time::Duration;

use meterforge_runtime::ReplaySafety;
use sdk_tests::fault::{FaultVendor, Frames, Protocol, Step, Then};
use suger_metering::Client;

use super::builder;
use super::calls::{SAFETIES, call};
use super::rows::{HALF_BODY, MAX_BODY, SHORT_LENGTH};

const CALLS: usize = 16;

fn fine() -> Step {
    Step::json(200, "{}")
}

async fn read(suger: &Client) -> suger_metering::Result<u32> {
    call(suger, ReplaySafety::Safe).await.1
}

#[tokio::test]
async fn calls_one_after_another_share_a_connection_whatever_they_are_answered() {
    let answers = [(200, "{}"), (404, "\"no such metric\""), (503, ""), (200, "{}"), (302, "moved"), (200, "{")];
    let mut script: Vec<Step> = answers.iter().map(|(status, body)| Step::json(*status, body)).collect();
    script.push(fine());
    for protocol in [Protocol::Http, Protocol::Https] {
        let vendor = FaultVendor::start(protocol, script.clone()).unwrap();
        let suger = builder(&vendor).build().unwrap();
        for safety in SAFETIES.iter().cycle().take(CALLS) {
            // What each is answered is of no matter here.
            let _ = call(&suger, *safety).await;
        }
        assert!(vendor.seen().len() > CALLS);
        assert_eq!(vendor.connections(), 1, "{protocol:?}");
    }
}

#[tokio::test]
async fn clones_share_the_pool() {
    let vendor = FaultVendor::start(Protocol::Http, [fine()]).unwrap();
    let suger = builder(&vendor).build().unwrap();
    for _ in 0..CALLS {
        let clone = suger.clone();
        tokio::spawn(async move { read(&clone).await }).await.unwrap().unwrap();
    }
    assert_eq!(vendor.connections(), 1);

    let another = builder(&vendor).build().unwrap();
    read(&another).await.unwrap();
    assert_eq!(vendor.connections(), 2, "another client has a pool of its own");
}

#[tokio::test]
async fn calls_side_by_side_share_one_connection_over_http2() {
    let vendor = FaultVendor::start(Protocol::Http2, [Step::Frames(Frames::Answer)]).unwrap();
    let suger = builder(&vendor).build().unwrap();
    // Before the first handshake nobody knows that one connection will do.
    read(&suger).await.unwrap();
    let calls = (0..CALLS).map(|index| call(&suger, SAFETIES[index % SAFETIES.len()]));
    for (_, result) in futures::future::join_all(calls).await {
        assert_eq!(result.unwrap(), 1);
    }
    assert_eq!((vendor.seen().len(), vendor.connections()), (CALLS + 1, 1));
}

#[tokio::test]
async fn a_connection_in_a_bad_state_is_not_used_again() {
    for (name, step) in [
        ("bytes beyond the body", Step::exchange(SHORT_LENGTH, Then::GoOn)),
        ("a body beyond the limit", Step::exchange("HTTP/1.1 200 OK\r\n\r\n", Then::Fill(u64::MAX))),
        ("half a body", Step::exchange(HALF_BODY, Then::Reset)),
    ] {
        let vendor = FaultVendor::start(Protocol::Http, [step, fine()]).unwrap();
        let suger = builder(&vendor).max_response_bytes(MAX_BODY).build().unwrap();
        assert!(call(&suger, ReplaySafety::Unsafe).await.1.unwrap_err().is_applied(), "{name}");
        assert_eq!(call(&suger, ReplaySafety::Unsafe).await.1.unwrap(), 1, "{name}");
        let connections: Vec<usize> = vendor.seen().iter().map(|seen| seen.connection).collect();
        assert_eq!(connections, [0, 1], "{name}");
    }
}

/// The ordinary end of a connection that nobody used for a while: even an unsafe call does not notice.
#[tokio::test]
async fn a_connection_that_the_vendor_closed_while_idle_costs_no_attempt() {
    let answered = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    let vendor = FaultVendor::start(Protocol::Http, [Step::exchange(answered, Then::Close), fine()]).unwrap();
    let suger = builder(&vendor).build().unwrap();
    call(&suger, ReplaySafety::Unsafe).await.1.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(call(&suger, ReplaySafety::Unsafe).await.1.unwrap(), 1);
    assert_eq!(vendor.connections(), 2);
}

#[tokio::test]
async fn of_a_body_beyond_the_limit_little_is_read() {
    const GIBIBYTE: u64 = 1 << 30;
    let step = Step::exchange(format!("HTTP/1.1 200 OK\r\ncontent-length: {GIBIBYTE}\r\n\r\n"), Then::Fill(GIBIBYTE));
    let vendor = FaultVendor::start(Protocol::Http, [step]).unwrap();
    let suger = builder(&vendor).max_response_bytes(MAX_BODY).build().unwrap();
    let error = read(&suger).await.unwrap_err();
    assert!(error.is_response_too_large() && error.body().len() as u64 == MAX_BODY);
    tokio::time::timeout(super::AMPLE, vendor.closed(0)).await.unwrap();
    assert!(vendor.filled() < GIBIBYTE / 16, "the vendor got rid of {} bytes", vendor.filled());
}
