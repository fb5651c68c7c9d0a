//! What a typed call costs over plain reqwest and over plain hyper: the same request, the same decoded type.
//!
//! All take turns in one run and are compared turn by turn, so that the ratios hold on a machine that does other things
//! too. The server has threads of its own; times, processor time and allocations are those of the caller's thread alone.

mod lean;
mod turn;

use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use meterforge_runtime::Bytes;
use sdk_tests::overhead::{AGENT, PAGE, SMALL, serve};
use serde::de::DeserializeOwned;
use suger_metering::Client as Suger;
use suger_metering::model::{BillableMetric, ListUsageRecordGroupsResponse as Page};
use tokio::runtime::{Builder, Runtime};

use lean::LeanTransport;
use turn::{Turn, Way, turn};

/// How often each way has its turn; odd, so that there is a median.
const ROUNDS: usize = 51;

/// The plain clients, and where the server is.
struct Plain {
    base: String,
    reqwest: reqwest::Client,
    hyper: Hyper<HttpConnector, Empty<Bytes>>,
}

impl Plain {
    fn new(base: &str) -> Self {
        // Left alone, reqwest has no cryptography to start with.
        meterforge_runtime::rustls::crypto::ring::default_provider().install_default().expect("it is the first");
        Self {
            base: base.to_owned(),
            reqwest: reqwest::Client::builder().user_agent(AGENT).no_proxy().build().expect("reqwest starts"),
            hyper: Hyper::builder(TokioExecutor::new()).build_http(),
        }
    }

    async fn by_reqwest<T: DeserializeOwned>(&self, path: &str) -> T {
        let request = self.reqwest.get(format!("{}{path}", self.base));
        let request = request.header("authorization", "Key secret").header("accept", "application/json");
        let response = request.send().await.and_then(reqwest::Response::error_for_status).expect("the server answers");
        response.json().await.expect("it is what was asked for")
    }

    async fn by_hyper<T: DeserializeOwned>(&self, path: &str) -> T {
        let request = http::Request::get(format!("{}{path}", self.base))
            .header("authorization", "Key secret")
            .header("accept", "application/json")
            .header("user-agent", AGENT)
            .body(Empty::new())
            .expect("it is a request");
        let response = self.hyper.request(request).await.expect("the server answers");
        let body = response.into_body().collect().await.expect("the body arrives").to_bytes();
        serde_json::from_slice(&body).expect("it is what was asked for")
    }
}

async fn metric(suger: &Suger) -> BillableMetric {
    suger.get_billable_metric("org_1", "bm_1").await.expect("the server answers")
}

async fn page(suger: &Suger) -> Page {
    suger.list_usage_record_groups("org_1").limit(100).await.expect("the server answers")
}

/// A way to call, by its name: makes a turn of calls, so many at once.
type Named<'a> = (&'a str, &'a dyn Fn(usize) -> Turn);

/// Lets all ways take turns and compares them with the first of them. Each round another one goes first, and in turns
/// forwards and backwards, so that none always finds what the same other one has left behind.
fn compare(what: &str, at_once: usize, ways: &[Named<'_>]) {
    let mut results: Vec<Way> = ways.iter().map(|(name, _)| Way::new(name)).collect();
    // The first round opens the connections and is not counted.
    for round in 0..=ROUNDS {
        let mut order: Vec<usize> = (0..ways.len()).collect();
        order.rotate_left(round % ways.len());
        if (round / ways.len()) % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let turn = ways[index].1(at_once);
            if round > 0 {
                results[index].add(turn);
            }
        }
    }
    println!("{what}, {at_once} at once");
    let than = results[0].clone();
    results.iter().for_each(|way| way.print(&than));
}

fn main() {
    let base = format!("http://{}", serve());
    let runtime: &Runtime = &Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let plain = &Plain::new(&base);
    let builder = || Suger::builder().base_url(&base).credential("secret");
    let suger = &builder().build().expect("it is sound");
    let lean = &builder().transport(LeanTransport::default()).build().expect("it is sound");

    let small: [Named<'_>; 4] = [
        ("reqwest", &|at_once| turn(runtime, at_once, || plain.by_reqwest::<BillableMetric>(SMALL))),
        ("suger-metering", &|at_once| turn(runtime, at_once, || metric(suger))),
        ("the same, lean", &|at_once| turn(runtime, at_once, || metric(lean))),
        ("hyper", &|at_once| turn(runtime, at_once, || plain.by_hyper::<BillableMetric>(SMALL))),
    ];
    compare("a small answer", 1, &small);
    compare("a small answer", 64, &small);

    let large: [Named<'_>; 4] = [
        ("reqwest", &|at_once| turn(runtime, at_once, || plain.by_reqwest::<Page>(PAGE))),
        ("suger-metering", &|at_once| turn(runtime, at_once, || page(suger))),
        ("the same, lean", &|at_once| turn(runtime, at_once, || page(lean))),
        ("hyper", &|at_once| turn(runtime, at_once, || plain.by_hyper::<Page>(PAGE))),
    ];
    compare("a page", 64, &large);
}
