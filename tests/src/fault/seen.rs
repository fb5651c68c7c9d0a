//! Keeps what the vendor saw: of each attempt, and of each connection.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use super::Step;

/// How much of a request's body the vendor read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodySeen {
    /// Nothing, or there was none to read.
    Nothing,
    /// The beginning.
    Part,
    /// All of it.
    Whole,
}

/// One attempt, as the vendor saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The connection it came over, from 0.
    pub connection: usize,
    /// Method and path; empty when that much was not read.
    pub line: String,
    /// How much of the body was read.
    pub body: BodySeen,
    /// What was read of the body.
    pub bytes: Bytes,
}

impl Seen {
    /// An attempt of which nothing was read.
    pub(super) fn nothing(connection: usize) -> Self {
        Self { connection, line: String::new(), body: BodySeen::Nothing, bytes: Bytes::new() }
    }
}

/// Decides how an attempt fares.
type Decide = dyn Fn(&str, &Bytes) -> Step + Send + Sync;

/// Where the steps come from.
pub(super) enum Script {
    /// They are given; the last one holds for all that follow.
    Steps(VecDeque<Step>),
    /// Each is decided from method and path, and the body, when these are read.
    Decided(Box<Decide>),
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(steps) => f.debug_tuple("Steps").field(steps).finish(),
            Self::Decided(_) => f.write_str("Decided"),
        }
    }
}

/// The script that is left, and what has been seen so far.
#[derive(Debug)]
pub(super) struct Record {
    script: Mutex<Script>,
    seen: Mutex<Vec<Seen>>,
    /// The connections that the client has ended.
    closed: watch::Sender<BTreeSet<usize>>,
    /// The bytes written by [`super::Then::Fill`].
    pub(super) filled: AtomicU64,
}

impl Record {
    pub(super) fn new(script: Script) -> Self {
        Self {
            script: Mutex::new(script),
            seen: Mutex::default(),
            closed: watch::Sender::default(),
            filled: AtomicU64::default(),
        }
    }

    /// The step that the next attempt will meet, if `wanted`; it is then used up, unless it is the last.
    pub(super) fn take_if(&self, wanted: impl FnOnce(&Step) -> bool) -> Option<Step> {
        let mut script = lock(&self.script);
        let Script::Steps(script) = &mut *script else { return None };
        let step = script.front().filter(|step| wanted(step)).cloned()?;
        if script.len() > 1 {
            script.pop_front();
        }
        Some(step)
    }

    /// The step for a request that was read, where steps are decided so.
    pub(super) fn decide(&self, line: &str, body: &Bytes) -> Option<Step> {
        match &*lock(&self.script) {
            Script::Steps(_) => None,
            Script::Decided(decide) => Some(decide(line, body)),
        }
    }

    /// Whether the next attempt is to be refused.
    pub(super) fn refuses(&self) -> bool {
        matches!(&*lock(&self.script), Script::Steps(steps) if matches!(steps.front(), Some(Step::Refuse)))
    }

    pub(super) fn add(&self, seen: Seen) {
        lock(&self.seen).push(seen);
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        lock(&self.seen).clone()
    }

    pub(super) fn close(&self, connection: usize) {
        self.closed.send_modify(|closed| {
            closed.insert(connection);
        });
    }

    /// Waits until the client has ended this connection.
    pub(super) async fn closed(&self, connection: usize) {
        // The sender is this record itself, so it cannot be gone.
        let _ = self.closed.subscribe().wait_for(|closed| closed.contains(&connection)).await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
