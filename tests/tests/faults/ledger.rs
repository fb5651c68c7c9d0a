//! A vendor that keeps what it is sent, and by chance fails before, while or after it does.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use sdk_tests::fault::{FaultVendor, Step, Then};
use serde_json::Value;

/// What the vendor has on its books.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: Mutex<BTreeMap<String, Entry>>,
}

/// One name by which something was sent: a dedup key, or what stands in for it.
#[derive(Debug, Default)]
struct Entry {
    arrivals: u32,
    /// How often the vendor acted on it.
    effects: u32,
}

/// What a vendor makes of a name that it has on its books already.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Again {
    /// It says so, and does nothing.
    IsRefused,
    /// It does it again.
    IsDone,
}

impl Ledger {
    /// Starts a vendor with empty books. `field` of a body names it; the same seed fails the same attempts.
    pub(crate) fn start(seed: u64, field: &'static str, again: Again) -> (Arc<Self>, FaultVendor) {
        let ledger = Arc::new(Self::default());
        let books = ledger.clone();
        let decide = move |_line: &str, body: &Bytes| books.attempt(seed, field, again, body);
        (ledger, FaultVendor::deciding(decide).unwrap())
    }

    /// About one attempt in eight fails, most of them after the vendor has acted.
    fn attempt(&self, seed: u64, field: &str, again: Again, body: &Bytes) -> Step {
        let body: Value = serde_json::from_slice(body).unwrap();
        let name = body[field].as_str().unwrap();
        let mut entries = self.entries.lock().unwrap();
        let entry = entries.entry(name.to_owned()).or_default();
        entry.arrivals += 1;
        let chance = per_mille(seed, name, entry.arrivals);
        if chance < 30 {
            return Step::json(503, "\"not now\"");
        }
        let is_known = entry.effects > 0;
        if !is_known || matches!(again, Again::IsDone) {
            entry.effects += 1;
        }
        match chance {
            30..80 => Step::exchange("", Then::Close),
            80..100 => Step::exchange("HTTP/1.1 200 O", Then::Reset),
            100..120 => Step::json(503, "\"done, but you will not believe it\""),
            120..122 => Step::exchange("", Then::Stall),
            _ if is_known => Step::json(409, "\"usage record group already exists\""),
            _ => Step::json(200, "{}"),
        }
    }

    /// Whether the vendor has acted on this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.entries.lock().unwrap().get(name).is_some_and(|entry| entry.effects > 0)
    }

    /// How often the vendor has acted at all.
    pub(crate) fn effects(&self) -> u32 {
        self.entries.lock().unwrap().values().map(|entry| entry.effects).sum()
    }

    /// The most often that one name arrived, or was asked to.
    pub(crate) fn most_arrivals(&self) -> u32 {
        self.entries.lock().unwrap().values().map(|entry| entry.arrivals).max().unwrap_or(0)
    }
}

fn per_mille(seed: u64, name: &str, arrival: u32) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, name, arrival).hash(&mut hasher);
    hasher.finish() % 1000
}
