//! What a typed call costs over plain reqwest and over plain hyper: the same request, the same decoded type.
//!
//! All take turns in one run, so that the ratios hold on a machine that does other things too. The server has threads of
//! its own; times, processor time and allocations are those of the caller's thread alone.

use std::future::Future;
use std::time::{Duration, Instant};
use std::{array, fs};

use futures::stream::{self, StreamExt};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;
use meterforge_runtime::Bytes;
use sdk_tests::overhead::serve;
use suger_metering::model::ListUsageRecordGroupsResponse;
use tokio::runtime::{Builder, Runtime};

/// How often each way has its turn.
const ROUNDS: usize = 10;

/// The calls of one turn.
const CALLS: usize = 4_000;

/// What one turn gave.
struct Turn {
    took: Duration,
    processor: Duration,
    allocations: u64,
    latencies: Vec<Duration>,
}

#[allow(clippy::disallowed_methods, reason = "real time is what is measured")]
fn turn<F: Future<Output = ()>>(runtime: &Runtime, at_once: usize, call: impl Fn() -> F) -> Turn {
    let mut latencies = Vec::with_capacity(CALLS);
    let (began, processor) = (Instant::now(), processor_time());
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            let calls = stream::iter(0..CALLS).map(|_| async {
                let began = Instant::now();
                call().await;
                began.elapsed()
            });
            let mut calls = calls.buffer_unordered(at_once);
            while let Some(latency) = calls.next().await {
                latencies.push(latency);
            }
        });
    });
    Turn {
        took: began.elapsed(),
        processor: processor_time().saturating_sub(processor),
        allocations: counted.count_total,
        latencies,
    }
}

/// The processor time of this thread; nothing where the system does not tell.
fn processor_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or_default())
}

/// All turns of one way to call.
#[derive(Default)]
struct Way {
    took: Vec<Duration>,
    processor: Duration,
    allocations: u64,
    latencies: Vec<Duration>,
}

impl Way {
    fn add(&mut self, turn: Turn) {
        self.took.push(turn.took);
        self.processor += turn.processor;
        self.allocations += turn.allocations;
        self.latencies.extend(turn.latencies);
    }

    /// Of the median turn, so that one that was disturbed does not count.
    fn per_second(&self) -> f64 {
        let mut took = self.took.clone();
        took.sort();
        CALLS as f64 / took[ROUNDS / 2].as_secs_f64()
    }

    fn print(mut self, name: &str, than: &Way) {
        self.latencies.sort();
        let calls = self.latencies.len();
        let quantile = |share: f64| self.latencies[(calls as f64 * share) as usize].as_secs_f64() * 1e6;
        println!(
            "  {name:<16} {:>8.0}/s  {:>5.3} of reqwest  p50 {:>7.1} us  p99 {:>7.1} us  cpu {:>5.1} us  {:>4.0} allocations",
            self.per_second(),
            self.per_second() / than.per_second(),
            quantile(0.50),
            quantile(0.99),
            self.processor.as_secs_f64() * 1e6 / calls as f64,
            self.allocations as f64 / calls as f64,
        );
    }
}

fn main() {
    let base = format!("http://{}", serve());
    let url = format!("{base}/org/org_1/usageRecordGroup?limit=100");
    let address: http::Uri = url.parse().expect("it is an address");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let suger = suger_metering::Client::builder().base_url(&base).credential("secret").build().expect("it is sound");
    // Left alone, reqwest has no cryptography to start with.
    meterforge_runtime::rustls::crypto::ring::default_provider().install_default().expect("it is the first");
    let plain = reqwest::Client::builder().no_proxy().build().expect("reqwest starts");
    let hyper: Hyper<_, Empty<Bytes>> = Hyper::builder(TokioExecutor::new()).build_http();

    let by_sdk = || async {
        suger.list_usage_record_groups("org_1").limit(100).await.expect("the server answers");
    };
    let by_reqwest = || async {
        let request = plain.get(&url).header("authorization", "Key secret").header("accept", "application/json");
        let response = request.send().await.and_then(reqwest::Response::error_for_status).expect("the server answers");
        response.json::<ListUsageRecordGroupsResponse>().await.expect("it is a page");
    };
    let by_hyper = || async {
        let request = http::Request::get(address.clone())
            .header("authorization", "Key secret")
            .header("accept", "application/json")
            .body(Empty::new())
            .expect("it is a request");
        let response = hyper.request(request).await.expect("the server answers");
        let body = response.into_body().collect().await.expect("the body arrives").to_bytes();
        serde_json::from_slice::<ListUsageRecordGroupsResponse>(&body).expect("it is a page");
    };

    for at_once in [1, 64] {
        let [mut sdk, mut with_reqwest, mut with_hyper] = array::from_fn(|_| Way::default());
        // The first round opens the connections and is not counted.
        for round in 0..=ROUNDS {
            let turns = (
                turn(&runtime, at_once, by_sdk),
                turn(&runtime, at_once, by_reqwest),
                turn(&runtime, at_once, by_hyper),
            );
            if round > 0 {
                sdk.add(turns.0);
                with_reqwest.add(turns.1);
                with_hyper.add(turns.2);
            }
        }
        println!("{at_once} at once, {CALLS} calls a turn, {ROUNDS} turns each");
        let than = Way { took: with_reqwest.took.clone(), ..Way::default() };
        sdk.print("suger-metering", &than);
        with_reqwest.print("reqwest", &than);
        with_hyper.print("hyper", &than);
    }
}
