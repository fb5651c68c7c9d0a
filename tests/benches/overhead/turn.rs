//! Times turns of calls, and tells what they come to.

use std::fs;
use std::future::Future;
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt};
use tokio::runtime::Runtime;

/// The calls of one turn: few, so that what disturbs the machine seldom meets one way alone, and yet so many that how
/// it begins, behind a turn of another, counts for little.
const CALLS: usize = 4_000;

/// What one turn gave.
#[derive(Clone)]
pub(crate) struct Turn {
    took: Duration,
    processor: Duration,
    allocations: u64,
    bytes: u64,
    latencies: Vec<Duration>,
}

/// Makes a turn of calls, so many at once, on this thread.
#[allow(clippy::disallowed_methods, reason = "real time is what is measured")]
pub(crate) fn turn<F: Future>(runtime: &Runtime, at_once: usize, call: impl Fn() -> F) -> Turn {
    let mut latencies = Vec::with_capacity(CALLS);
    let (began, processor) = (Instant::now(), processor_time());
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            let calls = stream::iter(0..CALLS).map(|_| async {
                let began = Instant::now();
                call().await;
                began.elapsed()
            });
            let mut calls = calls.buffer_unordered(at_once);
            while let Some(latency) = calls.next().await {
                latencies.push(latency);
            }
        });
    });
    Turn {
        took: began.elapsed(),
        processor: processor_time().saturating_sub(processor),
        allocations: counted.count_total,
        bytes: counted.bytes_total,
        latencies,
    }
}

/// The processor time of this thread; nothing where the system does not tell.
fn processor_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or_default())
}

/// All turns of one way to call.
#[derive(Clone)]
pub(crate) struct Way {
    name: String,
    turns: Vec<Turn>,
}

impl Way {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), turns: Vec::new() }
    }

    pub(crate) fn add(&mut self, turn: Turn) {
        self.turns.push(turn);
    }

    /// The median of what each turn says, so that one that was disturbed does not count.
    fn median(&self, of: impl Fn(&Turn) -> f64) -> f64 {
        middle(self.turns.iter().map(of).collect())
    }

    /// The median of what each turn says beside the other way's turn of the same round.
    fn ratio(&self, than: &Way, of: impl Fn(&Turn) -> f64) -> f64 {
        middle(self.turns.iter().zip(&than.turns).map(|(own, other)| of(own) / of(other)).collect())
    }

    pub(crate) fn print(&self, than: &Way) {
        let mut latencies: Vec<Duration> = self.turns.iter().flat_map(|turn| &turn.latencies).copied().collect();
        latencies.sort();
        let quantile = |share: f64| latencies[(latencies.len() as f64 * share) as usize].as_secs_f64() * 1e6;
        let per_call = |total: f64| total / CALLS as f64;
        println!(
            "  {:<16} x{:>5.3} calls  x{:>5.3} processor  {:>6.0}/s  p50 {:>6.0} us  p99 {:>6.0} us  {:>5.1} us processor  {:>5.1} allocations  {:>5.0} bytes",
            self.name,
            1.0 / self.ratio(than, |turn| turn.took.as_secs_f64()),
            self.ratio(than, |turn| turn.processor.as_secs_f64()),
            1.0 / per_call(self.median(|turn| turn.took.as_secs_f64())),
            quantile(0.50),
            quantile(0.99),
            per_call(self.median(|turn| turn.processor.as_secs_f64())) * 1e6,
            per_call(self.median(|turn| turn.allocations as f64)),
            per_call(self.median(|turn| turn.bytes as f64)),
        );
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
