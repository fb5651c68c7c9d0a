//! What holds for every value, seen from outside: addresses, waits asked for, waits made.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod address;
mod backoff;
mod retry_after;

use std::future::Future;
use std::sync::LazyLock;

use meterforge_runtime::NoRetry;
use meterforge_runtime::testing::{PausedClock, ScriptedTransport};
use suger_metering::Client;
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().build().unwrap());

/// Runs a call to its end; no network and no time is involved.
fn finish<T>(call: impl Future<Output = T>) -> T {
    RUNTIME.block_on(call)
}

/// A client whose vendor is a script, which sends each call once.
fn client(transport: &ScriptedTransport) -> Client {
    let builder = Client::builder().base_url("https://vendor.example/base").credential("s3cret").retry(NoRetry);
    builder.transport(transport.clone()).clock(PausedClock::default()).build().unwrap()
}
