//! Ten thousand reports to a vendor that loses answers: each is billed once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures::StreamExt;
use meterforge_runtime::{BoxError, DedupKeySource};
use sdk_tests::fault::FaultVendor;
use suger_metering::model::{BillableMetric, CreateUsageRecordGroupParams};
use suger_metering::{Client, Error, Receipt};

use super::ledger::{Again, Ledger};
use super::{ATTEMPTS, SHORT, builder, quick};

const REPORTS: u32 = 10_000;
const TASKS: usize = 64;

/// The reports that find nobody listening before the vendor comes back.
const OUTAGE: u32 = 500;

const SEED: u64 = 20_260_519;

/// What became of one report.
enum Ended {
    Accepted,
    AlreadyAccepted,
    Failed { key: String, error: Error },
}

/// Keys that can be counted, so that the vendor fails the same reports in every run.
#[derive(Debug, Default)]
struct Counted(AtomicU32);

impl DedupKeySource for Counted {
    fn draw(&self) -> Result<String, BoxError> {
        Ok(format!("report-{:05}", self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

fn client(vendor: &FaultVendor) -> Client {
    let builder = builder(vendor).attempt_timeout(SHORT).retry(quick(ATTEMPTS));
    builder.dedup_key_source(Counted::default()).build().unwrap()
}

/// Who sends the reports.
struct Reporter {
    suger: Client,
    /// The reports that found nobody listening.
    unheard: AtomicU32,
}

impl Reporter {
    fn new(vendor: &FaultVendor) -> Arc<Self> {
        Arc::new(Self { suger: client(vendor), unheard: AtomicU32::new(0) })
    }
}

async fn report(reporter: Arc<Reporter>, key: Option<String>) -> Ended {
    let body = CreateUsageRecordGroupParams::records([("api_calls", 1)]);
    let mut call = reporter.suger.report_usage_record_group("org_1", "ent_1", body);
    if let Some(key) = key {
        call = call.with_dedup_key(key);
    }
    let key = call.dedup_key().to_owned();
    match call.await {
        Ok(Receipt::Accepted(_)) => Ended::Accepted,
        Ok(Receipt::AlreadyAccepted { key: told }) => {
            assert_eq!(told, key);
            Ended::AlreadyAccepted
        }
        Err(error) => {
            assert_eq!(error.dedup_keys(), [key.as_str()], "{error}");
            reporter.unheard.fetch_add(error.is_connect().into(), Ordering::Relaxed);
            Ended::Failed { key, error }
        }
    }
}

/// Reports each of these keys, or with a fresh one, from many tasks at a time.
async fn report_all(reporter: &Arc<Reporter>, keys: impl IntoIterator<Item = Option<String>>) -> Vec<Ended> {
    let calls = keys.into_iter().map(|key| tokio::spawn(report(reporter.clone(), key)));
    // A lazy iterator: a task is spawned when another has ended.
    futures::stream::iter(calls).buffer_unordered(TASKS).map(Result::unwrap).collect().await
}

fn failed(ended: Vec<Ended>) -> Vec<(String, Error)> {
    let failed = ended.into_iter().filter_map(|ended| match ended {
        Ended::Failed { key, error } => Some((key, error)),
        Ended::Accepted | Ended::AlreadyAccepted => None,
    });
    failed.collect()
}

/// Replays what is open until nothing is, and looks at the books.
async fn resolve(reporter: &Arc<Reporter>, ledger: &Ledger, mut open: Vec<(String, Error)>) {
    let mut rounds = 0;
    while !open.is_empty() {
        rounds += 1;
        assert!(rounds < 20, "{} reports are still open", open.len());
        let keys = open.into_iter().map(|(key, _)| Some(key));
        open = failed(report_all(reporter, keys.collect::<Vec<_>>()).await);
    }
    assert_eq!(ledger.effects(), REPORTS);
    let missing: Vec<u32> = (0..REPORTS).filter(|index| !ledger.holds(&format!("report-{index:05}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// An error that does not leave the outcome open tells the truth: the vendor has not acted.
fn assert_honest(ledger: &Ledger, failed: &[(String, Error)]) {
    for (key, error) in failed {
        assert!(error.is_outcome_unknown() || !ledger.holds(key), "{key}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_report_is_billed_once_when_answers_are_lost() {
    let (ledger, vendor) = Ledger::start(SEED, "id", Again::IsRefused);
    let reporter = Reporter::new(&vendor);
    let ended = report_all(&reporter, (0..REPORTS).map(|_| None)).await;
    assert_eq!(ended.len(), REPORTS as usize);

    let already = ended.iter().filter(|ended| matches!(ended, Ended::AlreadyAccepted)).count();
    let open = failed(ended);
    assert_honest(&ledger, &open);
    // One attempt in eleven acts and then fails; one call in six hundred does not get through at all.
    assert!((500..1_500).contains(&already), "{already} were already accepted");
    assert!((1..200).contains(&open.len()), "{} are open", open.len());
    assert!(open.iter().all(|(_, error)| error.is_outcome_unknown()));

    resolve(&reporter, &ledger, open).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_report_is_billed_once_when_the_vendor_is_down_for_a_while() {
    let (ledger, vendor) = Ledger::start(SEED + 1, "id", Again::IsRefused);
    let vendor = Arc::new(vendor);
    let reporter = Reporter::new(&vendor);
    let (books, outage, unheard) = (ledger.clone(), vendor.clone(), reporter.clone());
    let outage = tokio::spawn(async move {
        while books.effects() < REPORTS / 4 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        outage.go_down().await;
        while unheard.unheard.load(Ordering::Relaxed) < OUTAGE {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        outage.listen().unwrap();
    });
    let ended = report_all(&reporter, (0..REPORTS).map(|_| None)).await;
    outage.await.unwrap();
    assert_eq!(ended.len(), REPORTS as usize);

    let open = failed(ended);
    assert_honest(&ledger, &open);
    let is_known = |error: &Error| error.is_connect() && !error.is_outcome_unknown();
    assert!(open.iter().any(|(_, error)| is_known(error)), "every report is in doubt");

    resolve(&reporter, &ledger, open).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_deduplicates_is_sent_once() {
    const METRICS: u32 = 1_000;
    let (ledger, vendor) = Ledger::start(SEED, "name", Again::IsDone);
    let suger = client(&vendor);
    let calls = (0..METRICS).map(|index| {
        let name = format!("metric-{index:04}");
        let call = suger.create_billable_metric("org_1", BillableMetric::new().name(name.clone()));
        async move { (name, call.await) }
    });
    let ended: Vec<_> = futures::stream::iter(calls).buffer_unordered(TASKS).collect().await;
    assert_eq!(ledger.most_arrivals(), 1);
    let done: BTreeSet<&str> = ended.iter().filter(|(_, result)| result.is_ok()).map(|(name, _)| &**name).collect();
    assert!(done.iter().all(|name| ledger.holds(name)));
    assert!((800..950).contains(&done.len()), "{} were answered", done.len());
    let failed: Vec<_> = ended.into_iter().filter_map(|(name, result)| Some((name, result.err()?))).collect();
    assert_honest(&ledger, &failed);
    assert!(failed.iter().all(|(_, error)| error.is_outcome_unknown() && error.attempts() == 1));
}
