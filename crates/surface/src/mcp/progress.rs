//! Tells a caller who asks for it that a call is still under way, and at which attempt.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use rmcp::RoleServer;
use rmcp::model::ProgressNotificationParam;
use rmcp::service::RequestContext;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::setup::counted;

/// How often a caller hears that nothing has happened yet.
const EVERY: Duration = Duration::from_secs(1);

/// Runs a call to its end, or until the caller takes it back; then there is none.
pub(super) async fn run<T>(context: &RequestContext<RoleServer>, call: impl Future<Output = T>) -> Option<T> {
    let Some(token) = context.meta.get_progress_token() else {
        return tokio::select! {
            biased;
            () = context.ct.cancelled() => None,
            done = call => Some(done),
        };
    };
    let (attempts, mut attempt) = watch::channel(0);
    let mut call = pin!(counted(attempts, call));
    let began = Instant::now();
    // That the first attempt is on its way is no news.
    let mut told = 1;
    let mut ticks = interval_at(began + EVERY, EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            () = context.ct.cancelled() => return None,
            done = &mut call => return Some(done),
            _ = ticks.tick() => {}
            Ok(_) = attempt.wait_for(|attempt| *attempt > told) => {}
        }
        let at = *attempt.borrow();
        told = told.max(at);
        let message = match at {
            0 => "about to ask the vendor".to_owned(),
            1 => "waiting for the vendor".to_owned(),
            at => format!("waiting for the vendor, attempt {at}"),
        };
        let progress = ProgressNotificationParam::new(token.clone(), began.elapsed().as_secs_f64());
        // A caller who does not read holds the notification up, but neither the call nor its limits.
        tokio::select! {
            biased;
            () = context.ct.cancelled() => return None,
            done = &mut call => return Some(done),
            // One who no longer listens has other ways to say so.
            _ = context.peer.notify_progress(progress.with_message(message)) => {}
        }
    }
}
