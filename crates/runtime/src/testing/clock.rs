//! Time that passes only when it is told to, or when somebody waits for it.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::boxed::BoxFuture;
use crate::clock::Clock;

/// A clock that never waits: whoever sleeps on it moves it forward and goes on. Clones show the same time.
///
/// A time limit therefore runs out as soon as a transport has nothing to say, which is what
/// [`ScriptedTransport::stall`](super::ScriptedTransport::stall) does. It goes neither with real sockets nor with files to
/// send.
#[derive(Clone, Debug)]
pub struct PausedClock {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    passed: Duration,
    slept: Vec<Duration>,
}

impl PausedClock {
    /// Moves the clock forward.
    pub fn advance(&self, duration: Duration) {
        self.state().passed += duration;
    }

    /// The waits that were waited to their end, in their order.
    pub fn slept(&self) -> Vec<Duration> {
        self.state().slept.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for PausedClock {
    #[allow(clippy::disallowed_methods)] // An `Instant` cannot be made otherwise; nothing depends on which it is.
    fn default() -> Self {
        Self { start: Instant::now(), state: Arc::default() }
    }
}

impl Clock for PausedClock {
    fn now(&self) -> Instant {
        self.start + self.state().passed
    }

    /// Begins at 2025-01-01T00:00:00Z.
    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600) + self.state().passed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(poll_fn(move |_| {
            let mut state = clock.state();
            state.passed += duration;
            state.slept.push(duration);
            Poll::Ready(())
        }))
    }
}
