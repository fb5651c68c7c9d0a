//! What a typed call costs over plain reqwest that sends the same request and decodes the same type.
//!
//! Both talk to one server on loopback, in a thread of its own; the ratio of the two is what matters.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{get, post};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::net::SocketAddr;
use std::thread;
use suger_metering::model::{CreateUsageRecordGroupParams, ListUsageRecordGroupsResponse, MeteringUsageRecordGroup};
use suger_metering::{Client, Receipt};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

const GROUP: &str = include_str!("../vendor/suger/report_usage_record_group.full.json");

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

/// Starts the server; it ends with the process.
fn serve() -> SocketAddr {
    let json = || [(CONTENT_TYPE, "application/json")];
    let page = format!("{{\"usageRecordGroups\":[{GROUP}],\"nextOffset\":0}}");
    let router = Router::new()
        .route("/org/org_1/usageRecordGroup", get(move || async move { (json(), page) }))
        .route("/org/org_1/entitlement/ent_1/usageRecordGroup", post(move || async move { (json(), GROUP) }));
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
            tell.send(listener.local_addr().expect("it is bound")).expect("the bench listens");
            axum::serve(listener, router).await.expect("the server runs");
        });
    });
    told.recv().expect("the server starts")
}

fn usage() -> CreateUsageRecordGroupParams {
    CreateUsageRecordGroupParams::records([("api_calls", 42)]).id("key-1")
}

fn calls(criterion: &mut Criterion) {
    let base = format!("http://{}", serve());
    let runtime = runtime();
    let suger = Client::builder().base_url(&base).credential("secret").build().expect("the settings are sound");
    // Left alone, reqwest has no cryptography to start with.
    meterforge_runtime::rustls::crypto::ring::default_provider().install_default().expect("it is the first");
    let plain = reqwest::Client::builder().no_proxy().build().expect("reqwest starts");

    let mut group = criterion.benchmark_group("list");
    let url = format!("{base}/org/org_1/usageRecordGroup?limit=100");
    group.bench_function("reqwest", |bencher| {
        bencher.iter(|| {
            let answer = runtime.block_on(async {
                let request = plain.get(&url).header("authorization", "Key secret");
                request.send().await?.error_for_status()?.json::<ListUsageRecordGroupsResponse>().await
            });
            black_box(answer.expect("the server answers"))
        });
    });
    group.bench_function("suger-metering", |bencher| {
        bencher.iter(|| {
            let answer = runtime.block_on(async { suger.list_usage_record_groups("org_1").limit(100).await });
            black_box(answer.expect("the server answers"))
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("report");
    let url = format!("{base}/org/org_1/entitlement/ent_1/usageRecordGroup");
    group.bench_function("reqwest", |bencher| {
        bencher.iter(|| {
            let answer = runtime.block_on(async {
                let mut body = usage();
                body.organization_id = Some("org_1".into());
                body.entitlement_id = Some("ent_1".into());
                let request = plain.post(&url).header("authorization", "Key secret").json(&body);
                request.send().await?.error_for_status()?.json::<MeteringUsageRecordGroup>().await
            });
            black_box(answer.expect("the server answers"))
        });
    });
    group.bench_function("suger-metering", |bencher| {
        bencher.iter(|| {
            let receipt = runtime.block_on(async { suger.report_usage_record_group("org_1", "ent_1", usage()).await });
            match receipt.expect("the server answers") {
                Receipt::Accepted(group) => black_box(group),
                Receipt::AlreadyAccepted { .. } => unreachable!("the server knows no duplicates"),
            }
        });
    });
    group.finish();
}

criterion_group!(benches, calls);
criterion_main!(benches);
