//! What a call allocates beside plain reqwest, counted on the caller's thread, with everything on by default.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use sdk_tests::overhead::{AGENT, SMALL, serve};
use suger_metering::Client;
use suger_metering::model::BillableMetric;
use tokio::runtime::Builder;

/// How many allocations more than plain reqwest a call may make: its arguments, its address, its time limit, and what is
/// behind pointers because it is handed on, less what reqwest is spared.
const OVER_PLAIN: u64 = 4;

/// How many bytes more than plain reqwest they may come to, most of them the future of the call.
const BYTES_OVER_PLAIN: u64 = 2 * 1024;

/// The allocations of one call, and their bytes, once its connection is open.
fn per_call(mut call: impl FnMut()) -> (u64, u64) {
    const CALLS: u64 = 100;
    (0..20).for_each(|_| call());
    let counted = allocation_counter::measure(|| (0..CALLS).for_each(|_| call()));
    (counted.count_total / CALLS, counted.bytes_total / CALLS)
}

#[test]
fn a_call_allocates_little_more_than_plain_reqwest() {
    let base = format!("http://{}", serve());
    let url = format!("{base}{SMALL}");
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    // Left alone, reqwest has no cryptography to start with.
    meterforge_runtime::rustls::crypto::ring::default_provider().install_default().unwrap();
    let plain = reqwest::Client::builder().user_agent(AGENT).no_proxy().build().unwrap();
    let suger = Client::builder().base_url(&base).credential("secret").build().unwrap();

    let (plain, plain_bytes) = per_call(|| {
        runtime.block_on(async {
            let request = plain.get(&url).header("authorization", "Key secret");
            let request = request.header("accept", "application/json");
            let response = request.send().await.unwrap().error_for_status().unwrap();
            response.json::<BillableMetric>().await.unwrap();
        });
    });
    let (typed, typed_bytes) = per_call(|| {
        runtime.block_on(async {
            suger.get_billable_metric("org_1", "bm_1").await.unwrap();
        });
    });
    println!("a call allocates {typed} times ({typed_bytes} bytes), plain reqwest {plain} times ({plain_bytes} bytes)");
    assert!(typed <= plain + OVER_PLAIN, "{typed} allocations, plain reqwest {plain}");
    assert!(typed_bytes <= plain_bytes + BYTES_OVER_PLAIN, "{typed_bytes} bytes, plain reqwest {plain_bytes}");
}
