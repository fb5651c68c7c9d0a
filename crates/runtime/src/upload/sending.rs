//! Watches a body that is on its way, so that time limits know whether it moves.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::clock::Clock;

/// How far a body is; clones watch the same one.
#[derive(Clone, Debug)]
pub(crate) struct Sending {
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State>>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    began: Instant,
    /// When a piece was taken last.
    moved: Instant,
    is_over: bool,
}

/// Where a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It goes out; the last piece was taken so long ago.
    On(Duration),
    /// Its last piece was taken so long ago.
    Over(Duration),
}

impl Sending {
    /// Begins now.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let now = clock.now();
        Self { clock, state: Arc::new(Mutex::new(State { began: now, moved: now, is_over: false })) }
    }

    /// Notes that a piece was taken, or that there are no more.
    pub(super) fn note(&self, is_over: bool) {
        let now = self.clock.now();
        let mut state = self.state();
        if !state.is_over {
            *state = State { moved: now, is_over, ..*state };
        }
    }

    /// Where the body is.
    pub(crate) fn way(&self) -> Way {
        let state = *self.state();
        let ago = self.clock.now().saturating_duration_since(state.moved);
        if state.is_over { Way::Over(ago) } else { Way::On(ago) }
    }

    /// How long it was on its way, up to the last piece that was taken.
    pub(crate) fn took(&self) -> Duration {
        let state = self.state();
        state.moved.saturating_duration_since(state.began)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
