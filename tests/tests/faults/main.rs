//! What calls make of a network and a vendor that fail in every way, and that nothing is billed twice.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod calls;
mod document;
mod ledger;
mod observed;
mod once;
mod reuse;
mod row;
mod rows;
mod table;
mod time;

use std::sync::Arc;
use std::time::Duration;

use meterforge_runtime::rustls::{self, RootCertStore};
use meterforge_runtime::{Backoff, Failure, RetryDecision, RetryPolicy, RetryState, StandardRetry};
use sdk_tests::fault::FaultVendor;
use suger_metering::{Client, ClientBuilder};

/// The secret of every client here; nothing may print it.
const SECRET: &str = "s3cret-of-the-fault-tests";

/// A limit that no test is meant to reach.
const AMPLE: Duration = Duration::from_secs(30);

/// A limit that is meant to be reached; long enough for a busy machine to do its part before.
const SHORT: Duration = Duration::from_secs(1);

/// The attempts of a call that is sent again.
const ATTEMPTS: u32 = 3;

/// A client of the vendor, with limits that nothing reaches and retries that hardly wait.
fn builder(vendor: &FaultVendor) -> ClientBuilder {
    let builder = Client::builder()
        .base_url(vendor.url())
        .credential(SECRET)
        .retry(quick(ATTEMPTS))
        .timeout(AMPLE)
        .attempt_timeout(AMPLE)
        .connect_timeout(AMPLE);
    match vendor.authority() {
        Some(authority) => builder.add_root_certificate(authority),
        // The roots of the platform, read anew for each client, would cost more than the calls.
        None => builder.tls_config(no_roots()),
    }
}

fn no_roots() -> rustls::ClientConfig {
    rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth()
}

fn quick(attempts: u32) -> StandardRetry {
    StandardRetry::new()
        .max_attempts(attempts)
        .with_backoff(Backoff::new(Duration::from_millis(1), Duration::from_millis(4)))
}

/// Tells a vendor that refuses connections when an attempt has failed, because it cannot see that itself.
#[derive(Debug)]
struct Telling(StandardRetry, Arc<FaultVendor>);

impl RetryPolicy for Telling {
    fn on_error(&self, state: &RetryState, failure: &Failure) -> RetryDecision {
        self.1.attempt_failed().unwrap();
        self.0.on_error(state, failure)
    }

    fn backoff(&self) -> Backoff {
        self.0.backoff()
    }
}
