//! 64 callers for a while through a gateway, a process of its own: what it answers, how fast, and what it holds on to;
//! beside it, a process that does nothing but hand on, since any process in between costs something.
//!
//! `cargo bench --profile dist -p meterforge-sample-gateway --bench load -- 60` presses each way for a minute; without a
//! number it is a few seconds. The callers, the vendor and the gateway share the machine, so all numbers are for
//! comparing within one run. It fails when a caller saw an error that the vendor did not cause.

mod callers;
mod gateway;
mod hop;
mod vendor;
mod ways;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use callers::{Outcome, Pace, run};
use gateway::Holds;
use vendor::Vendor;
use ways::{Asked, Way};

/// How many callers ask at the same time.
const CALLERS: usize = 64;

/// Between two requests of a caller who does not press: 64 of them ask 320 times a second.
const PAUSE: Duration = Duration::from_millis(200);

/// The ways take turns of this length, so that what else the machine does disturbs all of them alike.
const TURN: Duration = Duration::from_millis(500);

/// How long callers ask in each state of the vendor: longer than a call may take.
const PHASE: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime starts");
    let mut arguments = std::env::args().skip_while(|argument| argument != hop::ARGUMENT);
    if let (Some(_), Some(vendor)) = (arguments.next(), arguments.next()) {
        runtime.block_on(hop::serve(&vendor));
    }
    let seconds = std::env::args().filter_map(|argument| argument.parse().ok()).next_back().unwrap_or(3);
    let lasts = Duration::from_secs(seconds);
    let all_well = runtime.block_on(async {
        let mut vendor = Vendor::start().await;
        let asked = Asked::start(&vendor.url()).await;
        println!("the gateway begins with {}", asked.gateway.holds());
        let mut all_well = pressed(&asked, lasts).await;
        for (what, pace) in [
            ("one caller, one request after the other", Pace { callers: 1, pause: None }),
            ("64 callers, 320 requests a second", Pace { callers: CALLERS, pause: Some(PAUSE) }),
        ] {
            println!("\n{what}, the ways in turns:");
            all_well &= compared(&asked, pace, lasts / 4).await;
        }
        all_well &= failing(&asked, &mut vendor).await;
        println!(
            "\nat the end the gateway holds {}; after a rest {}",
            asked.gateway.holds(),
            asked.gateway.rested().await
        );
        all_well
    });
    match all_well {
        true => ExitCode::SUCCESS,
        false => {
            eprintln!("error: callers saw answers that they should not have seen");
            ExitCode::FAILURE
        }
    }
}

/// 64 callers ask by each way as fast as they can. Whether nobody saw an error.
async fn pressed(asked: &Asked, lasts: Duration) -> bool {
    println!("\n64 callers as fast as they can, {} s each:", lasts.as_secs());
    let pace = Pace { callers: CALLERS, pause: None };
    let mut all_well = true;
    for way in Way::ALL {
        let (outcome, held) = tokio::join!(run(way, asked, pace, lasts), asked.gateway.watch(lasts));
        println!("{}{}", line(way, &outcome), held_through(way, &held));
        all_well &= outcome.is_only(&["200"]);
    }
    all_well
}

/// What the gateway held when it was warm, half way, and at the end.
fn held_through(way: Way, held: &[Holds]) -> String {
    if matches!(way, Way::Sdk | Way::Hop) {
        return String::new();
    }
    let at = |share: usize| held[(held.len() - 1) * share / 4];
    format!("  {} -> {} -> {}", at(1), at(2), at(4))
}

/// The ways take turns. Whether nobody saw an error.
async fn compared(asked: &Asked, pace: Pace, lasts: Duration) -> bool {
    let mut outcomes = Way::ALL.map(|way| (way, Outcome::default()));
    let began = Instant::now();
    while began.elapsed() < lasts * 4 {
        for (way, outcome) in &mut outcomes {
            outcome.add(run(*way, asked, pace, TURN).await);
        }
    }
    let bare = outcomes[0].1.quantile(0.5).as_secs_f64();
    for (way, outcome) in &outcomes {
        let added = outcome.quantile(0.5).as_secs_f64() - bare;
        println!("{}  p50 {:+.3} ms over the SDK", line(*way, outcome), added * 1e3);
    }
    outcomes.iter().all(|(_, outcome)| outcome.is_only(&["200"]))
}

/// The vendor is slowed, killed and started again. Whether callers were told what they should be.
async fn failing(asked: &Asked, vendor: &mut Vendor) -> bool {
    println!("\nwhile the vendor fails, through REST; a call may take two seconds:");
    let pace = Pace { callers: CALLERS, pause: Some(PAUSE) };
    let mut all_well = true;
    for (what, change, expected) in [
        ("slow: 5 s", Change::Slow(Duration::from_secs(5)), &["504"][..]),
        ("quick again", Change::Slow(Duration::ZERO), &["200"]),
        ("killed", Change::Kill, &["502"]),
        ("started again", Change::Start, &["200"]),
    ] {
        match change {
            Change::Slow(wait) => vendor.answer_after(wait),
            Change::Kill => vendor.kill().await,
            Change::Start => vendor.restart().await,
        }
        let outcome = run(Way::Rest, asked, pace, PHASE).await;
        println!("  {what:<14} {:<14} longest {:>7.1} ms", outcome.statuses(), ms(outcome.quantile(1.0)));
        all_well &= outcome.is_only(expected);
    }
    all_well
}

/// What happens to the vendor.
#[derive(Clone, Copy)]
enum Change {
    Slow(Duration),
    Kill,
    Start,
}

fn line(way: Way, outcome: &Outcome) -> String {
    format!(
        "  {:<15} {:>6.0}/s  p50 {:>7.3} ms  p99 {:>7.3} ms  {:<12}",
        way.name(),
        outcome.per_second(),
        ms(outcome.quantile(0.5)),
        ms(outcome.quantile(0.99)),
        outcome.statuses(),
    )
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
