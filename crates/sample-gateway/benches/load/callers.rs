//! Lets many callers ask for a while, and sums up what they saw.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::ways::{Asked, Caller, Way};

/// What all callers saw.
#[derive(Default)]
pub(crate) struct Outcome {
    latencies: Vec<Duration>,
    statuses: BTreeMap<String, usize>,
    took: Duration,
}

/// How many ask, and how long each waits from one request to the next; not at all without a pause.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) callers: usize,
    pub(crate) pause: Option<Duration>,
}

/// Lets callers ask until the time is up.
pub(crate) async fn run(way: Way, asked: &Asked, pace: Pace, lasts: Duration) -> Outcome {
    let Pace { callers, pause } = pace;
    let mut asking = JoinSet::new();
    // The first request opens connections: it is not what is measured.
    let beginning = (0..callers).map(async |_| {
        let mut caller = Caller::new(way, asked).await;
        caller.ask().await;
        caller
    });
    let ready = futures::future::join_all(beginning).await;
    let began = Instant::now();
    for (at, mut caller) in ready.into_iter().enumerate() {
        asking.spawn(async move {
            let mut outcome = Outcome::default();
            // Those who pause do not all begin at once.
            let first = pause.map_or(Duration::ZERO, |pause| pause * at as u32 / callers as u32);
            tokio::time::sleep(first).await;
            while began.elapsed() < lasts {
                let asked = Instant::now();
                let status = caller.ask().await;
                outcome.latencies.push(asked.elapsed());
                *outcome.statuses.entry(status).or_default() += 1;
                if let Some(pause) = pause {
                    tokio::time::sleep(pause.saturating_sub(asked.elapsed())).await;
                }
            }
            outcome
        });
    }
    let mut all = Outcome::default();
    while let Some(one) = asking.join_next().await {
        all.add(one.expect("no caller fails"));
    }
    all.took = began.elapsed();
    all
}

impl Outcome {
    /// Also what others saw, before or after.
    pub(crate) fn add(&mut self, other: Self) {
        self.latencies.extend(other.latencies);
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.took += other.took;
    }

    /// Whether something was seen, and nothing but these statuses.
    pub(crate) fn is_only(&self, expected: &[&str]) -> bool {
        !self.statuses.is_empty() && self.statuses.keys().all(|status| expected.contains(&status.as_str()))
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }

    /// The latency that this share of requests stayed within.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort();
        let last = sorted.len().saturating_sub(1);
        sorted.get((last as f64 * share) as usize).copied().unwrap_or_default()
    }

    /// How often each status was seen.
    pub(crate) fn statuses(&self) -> String {
        let parts: Vec<String> = self.statuses.iter().map(|(status, count)| format!("{status} x {count}")).collect();
        parts.join(", ")
    }
}
