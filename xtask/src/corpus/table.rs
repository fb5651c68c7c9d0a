//! Prints what came of a corpus: a line for every capability, sums, what stayed untyped, the worst names.

use super::names;
use super::outcome::Summary;
use std::time::Duration;

/// How many of the worst names are shown.
const WORST: usize = 20;

pub(super) fn print(outcomes: &[Summary]) {
    let width = outcomes.iter().map(|outcome| outcome.file.len()).max().unwrap_or_default();
    println!("{:<width$}  contract  operations  typed  json  types  warnings       time", "capability");
    for outcome in outcomes {
        let contract = if outcome.with_contract { "yes" } else { "no" };
        let time = milliseconds(outcome.time);
        let Some(crate_) = &outcome.crate_ else {
            println!("{:<width$}  {contract:>8}  stopped", outcome.file);
            continue;
        };
        println!(
            "{:<width$}  {contract:>8}  {:>10}  {:>4.0}%  {:>4}  {:>5}  {:>8}  {time:>6.2} ms",
            outcome.file,
            crate_.operations,
            percent(crate_.typed, crate_.operations),
            crate_.json,
            crate_.types,
            outcome.warnings,
        );
    }
    for with_contract in [true, false] {
        sum(outcomes, with_contract);
    }
    println!("\nOperations that the contract lacks:");
    for outcome in outcomes {
        for reason in outcome.crate_.iter().flat_map(|crate_| &crate_.untyped) {
            println!("  {}: {reason}", outcome.file);
        }
    }
    println!("\nThe worst names:");
    let all = outcomes.iter().filter(|outcome| outcome.with_contract).filter_map(|outcome| outcome.crate_.as_ref());
    for name in names::worst(all.flat_map(|crate_| &crate_.names), WORST) {
        println!("  {:<6}  {}  ({})", name.kind, name.text, name.package);
    }
}

fn sum(outcomes: &[Summary], with_contract: bool) {
    let chosen: Vec<&Summary> = outcomes.iter().filter(|outcome| outcome.with_contract == with_contract).collect();
    if chosen.is_empty() {
        return;
    }
    let crates = || chosen.iter().filter_map(|outcome| outcome.crate_.as_ref());
    let operations: usize = crates().map(|crate_| crate_.operations).sum();
    let typed: usize = crates().map(|crate_| crate_.typed).sum();
    let time: Duration = chosen.iter().map(|outcome| outcome.time).sum();
    println!(
        "{} a contract: {} of {} capabilities generated, {operations} operations, {:.1}% typed, {} any JSON, {} types, \
         {} warnings, {:.0} ms, {:.0} operations per second",
        if with_contract { "with" } else { "without" },
        crates().count(),
        chosen.len(),
        percent(typed, operations),
        crates().map(|crate_| crate_.json).sum::<usize>(),
        crates().map(|crate_| crate_.types).sum::<usize>(),
        chosen.iter().map(|outcome| outcome.warnings).sum::<usize>(),
        milliseconds(time),
        operations as f64 / time.as_secs_f64(),
    );
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
