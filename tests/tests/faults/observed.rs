//! Makes one call against a fault and tells what became of it.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, Instant};

use meterforge_runtime::{Error, ReplaySafety};
use sdk_tests::fault::{FaultVendor, Frames, Protocol, Step};
use suger_metering::Client;

use super::calls::call;
use super::row::{Fate, Limit, Outcome, Row};
use super::rows::MAX_BODY;
use super::{ATTEMPTS, SECRET, SHORT, Telling, builder, quick};

/// A client, and a vendor that will fail it.
pub(crate) struct Encounter {
    row: Arc<Row>,
    safety: ReplaySafety,
    is_once: bool,
    vendor: Arc<FaultVendor>,
    suger: Client,
}

/// A call that has ended, and what the vendor saw of it.
pub(crate) struct Observed {
    pub(crate) outcome: Outcome,
    pub(crate) elapsed: Duration,
    /// What must not be, whatever the fault.
    pub(crate) problems: Vec<String>,
}

impl Encounter {
    /// A vendor that fails like this as often as it is asked, or once.
    pub(crate) fn new(row: Arc<Row>, safety: ReplaySafety, is_once: bool) -> Self {
        let mut script = vec![(row.step)()];
        if is_once {
            script.push(match row.protocol {
                Protocol::Http2 => Step::Frames(Frames::Answer),
                Protocol::Http | Protocol::Https => Step::json(200, "{}"),
            });
        }
        let vendor = Arc::new(FaultVendor::start(row.protocol, script).unwrap());
        let builder = builder(&vendor).max_response_bytes(MAX_BODY).retry(Telling(quick(ATTEMPTS), vendor.clone()));
        let builder = match row.low {
            Limit::Connect => builder.connect_timeout(SHORT),
            Limit::Attempt => builder.attempt_timeout(SHORT),
            Limit::Call => builder.timeout(SHORT),
            Limit::None | Limit::Size => builder,
        };
        Self { row, safety, is_once, vendor, suger: builder.build().unwrap() }
    }

    /// Makes the call.
    pub(crate) async fn observe(&self) -> Observed {
        let began = Instant::now();
        let (keys, result) = call(&self.suger, self.safety).await;
        let elapsed = began.elapsed();
        let bodies = self.vendor.seen().iter().map(|seen| seen.body).collect();
        let mut problems = result.as_ref().err().map_or_else(Vec::new, |error| problems(error, &keys));
        if result.is_ok() != (self.is_once && self.row.attempts(self.safety) > 1) {
            problems.push(format!("{result:?}"));
        }
        let outcome = match result {
            Ok(attempts) => Outcome { attempts, error: String::new(), fate: Fate::Told, ended_by: Limit::None, bodies },
            Err(error) => Outcome {
                attempts: error.attempts(),
                error: predicates(&error),
                fate: fate(&error),
                ended_by: ended_by(&error, self.safety),
                bodies,
            },
        };
        Observed { outcome, elapsed, problems }
    }
}

/// The predicates that are true, without those that follow from another.
fn predicates(error: &Error) -> String {
    let all = [
        ("connect_timeout", error.is_connect_timeout()),
        ("attempt_timeout", error.is_attempt_timeout()),
        ("call_timeout", error.is_call_timeout()),
        ("idle_timeout", error.is_idle_timeout()),
        ("untrusted_certificate", error.is_untrusted_certificate()),
        ("connect", error.is_connect() && !error.is_connect_timeout() && !error.is_untrusted_certificate()),
        ("interrupted", error.is_interrupted()),
        ("unprocessed", error.is_unprocessed()),
        ("rate_limited", error.is_rate_limited()),
        ("client_error", error.is_client_error() && !error.is_rate_limited()),
        ("server_error", error.is_server_error()),
        ("redirect", error.is_redirect()),
        ("decode", error.is_decode()),
        ("response_too_large", error.is_response_too_large()),
        ("configuration", error.is_configuration()),
        ("invalid_input", error.is_invalid_input()),
        ("partial", error.is_partial()),
    ];
    let names: Vec<&str> = all.iter().filter(|(_, is_true)| *is_true).map(|(name, _)| *name).collect();
    names.join(" ")
}

fn fate(error: &Error) -> Fate {
    match (error.is_applied(), error.is_outcome_unknown()) {
        (true, _) => Fate::Applied,
        (_, true) => Fate::Unknown,
        _ => Fate::Told,
    }
}

fn ended_by(error: &Error, safety: ReplaySafety) -> Limit {
    // A wait that would have gone beyond the end of the call.
    let is_too_late = error.retry_after() > Some(super::AMPLE) && safety != ReplaySafety::Unsafe;
    match () {
        () if error.is_connect_timeout() => Limit::Connect,
        () if error.is_attempt_timeout() => Limit::Attempt,
        () if error.is_call_timeout() || is_too_late => Limit::Call,
        () if error.is_response_too_large() => Limit::Size,
        () => Limit::None,
    }
}

/// What must hold of every error, whatever the fault.
fn problems(error: &Error, keys: &[String]) -> Vec<String> {
    let shown = format!("{error} {error:?}");
    let mut chain: Vec<String> = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push(cause.to_string());
        source = cause.source();
    }
    let repeats = chain.windows(2).any(|pair| pair[0].contains(&pair[1]));
    [
        (shown.contains(SECRET) || chain.concat().contains(SECRET), "shows the secret"),
        (error.to_string().contains('<'), "shows HTML"),
        (repeats, "repeats its cause"),
        (error.dedup_keys() != keys, "has other keys than the call"),
        (error.operation().is_none(), "names no operation"),
        (error.is_redirect() && error.location().is_none(), "does not say where to"),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, problem)| format!("{problem}: {chain:?}"))
    .collect()
}
