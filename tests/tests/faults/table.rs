//! Holds every call to the table, fault by fault.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use meterforge_runtime::ReplaySafety;
use sdk_tests::fault::BodySeen;

use super::calls::SAFETIES;
use super::observed::{Encounter, Observed};
use super::row::{Fate, Limit, Outcome, Row};
use super::rows::GROUPS;

/// How many calls are under way at a time.
const AT_A_TIME: usize = 8;

/// Whether the fault stays or comes once.
const OFTEN: [(bool, &str); 2] = [(false, "always"), (true, "once")];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_as_the_table_says() {
    let rows = GROUPS.iter().flat_map(|(_, rows)| rows()).map(Arc::new);
    let (waiting, quick): (Vec<_>, Vec<_>) = rows.partition(|row| row.takes_time());
    let quick = quick.into_iter().flat_map(cases).map(async |case| case.difference().await);
    let mut differences: Vec<String> =
        futures::stream::iter(quick).buffer_unordered(AT_A_TIME).filter_map(async |found| found).collect().await;

    // Those with limits to reach are all prepared before the first begins, so that only the calls compete for time.
    let waiting: Vec<Case> = waiting.into_iter().flat_map(cases).collect();
    let waiting = futures::future::join_all(waiting.iter().map(Case::difference)).await;
    differences.extend(waiting.into_iter().flatten());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn cases(row: Arc<Row>) -> impl Iterator<Item = Case> {
    let of_row = move |safety| OFTEN.map(|(is_once, often)| Case::new(row.clone(), safety, is_once, often));
    SAFETIES.into_iter().flat_map(of_row)
}

/// A call, a fault, and what is expected of them.
struct Case {
    name: String,
    expected: Outcome,
    wait: Duration,
    encounter: Encounter,
}

impl Case {
    /// After a fault that comes once, every call that is sent again is answered.
    fn new(row: Arc<Row>, safety: ReplaySafety, is_once: bool, often: &str) -> Self {
        let mut expected = row.expected(safety);
        if is_once && expected.attempts > 1 {
            let mut bodies = expected.bodies;
            bodies.truncate(1);
            bodies.push(if safety == ReplaySafety::Safe { BodySeen::Nothing } else { BodySeen::Whole });
            expected = Outcome { attempts: 2, error: String::new(), fate: Fate::Told, ended_by: Limit::None, bodies };
        }
        let name = format!("{}, {often}, {safety:?}", row.name);
        Self { name, expected, wait: row.wait, encounter: Encounter::new(row, safety, is_once) }
    }

    /// What is not as expected.
    async fn difference(&self) -> Option<String> {
        let Observed { outcome, elapsed, mut problems } = self.encounter.observe().await;
        if outcome != self.expected {
            problems.push(format!("is {outcome:?} and should be {:?}", self.expected));
        }
        if elapsed < self.wait * (outcome.attempts - 1) {
            problems.push(format!("waited only {elapsed:?}"));
        }
        (!problems.is_empty()).then(|| format!("{}: {}", self.name, problems.join("; ")))
    }
}
