//! Tells the time and waits: the only place that reads a clock, so that tests can bring their own.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::boxed::BoxFuture;

/// Where time comes from.
///
/// The ordinary one is [`SystemClock`]; `testing::PausedClock` never waits.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// A reading that never goes back, for measuring spans.
    fn now(&self) -> Instant;

    /// The date, for a `Retry-After` that names one.
    fn system_time(&self) -> SystemTime;

    /// A future that is ready when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the machine; waits on tokio's timer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[allow(clippy::disallowed_methods)] // The one place where real time enters.
impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Runs `work` for as long as `limit` is not ready; `None` when the limit came first. Work that is done goes first.
///
/// It is pinned by the caller, because a future that is handed on by value is kept twice.
pub(crate) fn race<T>(
    mut work: Pin<&mut impl Future<Output = T>>,
    mut limit: BoxFuture<'static, ()>,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |cx| match work.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => limit.as_mut().poll(cx).map(|()| None),
    })
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn finished_work_wins_even_when_time_is_up() {
        assert_eq!(race(pin!(ready(1)), Box::pin(ready(()))).await, Some(1));
        assert_eq!(race(pin!(pending::<u8>()), Box::pin(ready(()))).await, None);
    }
}
