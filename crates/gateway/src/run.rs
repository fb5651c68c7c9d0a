//! The command line: reads it, does what it says, and gives the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use meterforge_surface::Served;
use tokio::runtime::{Builder, Runtime};

use crate::catalog::{Known, find};
use crate::cli::{Cli, Command, List, ListFormat, Serve};
use crate::error::StartError;
use crate::gateway::{Gateway, Running};
use crate::signals::Signals;
use crate::{list, logs};

/// The variable with the token: a flag would show it to everybody on the machine.
const TOKEN: &str = "METERFORGE_TOKEN";

/// The exit code of a gateway that left requests behind.
const LEFT_BEHIND: u8 = 3;

/// Runs the command line of a gateway for these capabilities.
pub fn main(capabilities: &[&'static dyn Served]) -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::List(arguments) => show(capabilities, &arguments),
        Command::Serve(arguments) => serve(capabilities, *arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn show(known: &[Known], arguments: &List) -> Result<ExitCode, StartError> {
    let chosen = match arguments.capabilities.as_slice() {
        [] => known.to_vec(),
        names => find(known, names)?,
    };
    let text = match arguments.format {
        ListFormat::Table => list::table(&chosen),
        ListFormat::Json => list::json(&chosen),
    };
    // Whoever stops reading has read enough.
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn serve(known: &[Known], arguments: Serve) -> Result<ExitCode, StartError> {
    logs::begin(&arguments.log, arguments.log_format).map_err(StartError::Impossible)?;
    let chosen = find(known, &arguments.capabilities)?;
    let threads = arguments.threads;
    let settings = arguments.settings(std::env::var(TOKEN).ok().filter(|token| !token.is_empty()))?;
    let system = |error: io::Error| StartError::Impossible(format!("the system does not let it run: {error}"));
    let runtime = runtime(threads).map_err(system)?;
    let code = runtime.block_on(async {
        let mut signals = Signals::listen().map_err(system)?;
        let running = Gateway::new(&chosen, settings).start().await?;
        for (what, address) in running.addresses() {
            tracing::info!(%address, "serving {what}");
        }
        until_asked(running, &mut signals).await
    });
    // A thread may wait for a line on standard input that never comes.
    runtime.shutdown_background();
    code
}

/// What runs all tasks. With one thread none of them ever waits for another thread to wake up.
fn runtime(threads: u8) -> io::Result<Runtime> {
    let mut builder = match threads {
        1 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    builder.worker_threads(threads.into()).enable_all().build()
}

/// Serves until a signal comes or the conversation is over, then ends; a second signal ends at once.
async fn until_asked(mut running: Running, signals: &mut Signals) -> Result<ExitCode, StartError> {
    tokio::select! {
        _ = signals.next() => tracing::info!("ending: requests under way are finished first"),
        over = running.conversation_over() => over?,
    }
    tokio::select! {
        all_ended = running.shutdown() => match all_ended {
            true => Ok(ExitCode::SUCCESS),
            false => {
                tracing::warn!("ended with requests under way");
                Ok(ExitCode::from(LEFT_BEHIND))
            }
        },
        code = signals.next() => Ok(ExitCode::from(code)),
    }
}
