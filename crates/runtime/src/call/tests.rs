//! Drives the attempt loop with scripted answers, recorded waits and fixed chance: no real time, no network.

mod budget;
mod lost_answers;
mod middleware;
mod renewal;
mod size;
mod streaming;
mod uploading;
mod waiting;

use std::time::Duration;

use http::Method;

use super::{CallContext, start};
use crate::client::ClientBuilder;
use crate::core::Client;
use crate::dedup::DedupKeys;
use crate::error::Error;
use crate::operation::Operation;
use crate::replay::ReplaySafety;
use crate::request::Request;
use crate::response::Answer;
use crate::service::{NoRegion, Service, ServiceInfo};
use crate::testing::{FixedChance, NumberedKeys, PausedClock, ScriptedTransport};
use crate::transport::TransportErrorKind::{
    ConnectTimeout, Interrupted, NotConnected, Undecodable, Unprocessed, Untrusted,
};

const SAFE: Operation = Operation::new("list_things", Method::GET, "/things", ReplaySafety::Safe);
const IDEMPOTENT: Operation = Operation::new("put_thing", Method::PUT, "/things", ReplaySafety::Idempotent);
const DELETE: Operation = Operation::new("delete_thing", Method::DELETE, "/things", ReplaySafety::Idempotent);
const KEYED: Operation = Operation::new("report", Method::POST, "/things", ReplaySafety::Keyed).duplicate(409);
const PARTIAL: Operation = Operation::new("ingest", Method::POST, "/things", ReplaySafety::Keyed).partial(207);
const UNSAFE: Operation = Operation::new("create_thing", Method::POST, "/things", ReplaySafety::Unsafe);
const REFUSING: Operation =
    Operation::new("create_thing", Method::POST, "/things", ReplaySafety::Unsafe).refused(&[429]);

struct Vendor(Client);

impl Service for Vendor {
    type Region = NoRegion;
    const INFO: ServiceInfo = ServiceInfo {
        package: "vendor",
        version: "0.1.0",
        base_url: Some("https://vendor.example"),
        base_url_variable: "VENDOR_BASE_URL",
        credential: None,
    };

    fn from_core(core: Client) -> Self {
        Self(core)
    }

    fn core(&self) -> &Client {
        &self.0
    }
}

/// A vendor with a script, a clock that does not wait and the whole backoff as jitter.
struct Stage {
    transport: ScriptedTransport,
    clock: PausedClock,
    client: Client,
}

fn stage() -> Stage {
    staged(|builder| builder)
}

fn staged(settings: impl FnOnce(ClientBuilder<Vendor>) -> ClientBuilder<Vendor>) -> Stage {
    let (transport, clock) = (ScriptedTransport::new(), PausedClock::default());
    let builder = ClientBuilder::<Vendor>::new()
        .transport(transport.clone())
        .clock(clock.clone())
        .chance(FixedChance(1.0))
        .dedup_key_source(NumberedKeys::default());
    let client = settings(builder).build().unwrap().0;
    Stage { transport, clock, client }
}

impl Stage {
    async fn call(&self, operation: &Operation) -> Result<Answer, Error> {
        self.call_with(operation, CallContext::new(&self.client), None).await
    }

    /// A call with options, and with a key of the caller's.
    async fn call_with(&self, operation: &Operation, context: CallContext, key: Option<&str>) -> Result<Answer, Error> {
        let mut keys = DedupKeys::new(&self.client);
        if operation.traits.safety == crate::ReplaySafety::Keyed {
            keys.fill(&mut key.map(str::to_owned));
        }
        start(&context, Request::new(operation).dedup_keys(&keys).build()).await.map(|arrived| arrived.answer)
    }

    fn slept(&self) -> Vec<u128> {
        self.clock.slept().iter().map(Duration::as_millis).collect()
    }
}
