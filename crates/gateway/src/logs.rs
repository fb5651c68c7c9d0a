//! Writes logs to standard error: standard output is for answers, and over stdio for the protocol alone.

mod fields;
mod json;

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use self::json::JsonLines;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Begins to write what passes the filter, such as `info` or `info,meterforge_runtime=debug`.
///
/// # Errors
/// When the filter is none.
pub(crate) fn begin(filter: &str, format: Format) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("`{filter}` is no log filter: {error}"))?;
    let layer = match format {
        Format::Text => fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal()).boxed(),
        Format::Json => JsonLines::new(io::stderr).boxed(),
    };
    // They hold for everything: a filter of one layer alone is asked again for each span that is entered or left.
    let subscriber = tracing_subscriber::registry().with(layer).with(filter).with(discreet());
    // Whoever runs a gateway inside a program of their own has logs of their own.
    let _ = subscriber.try_init();
    Ok(())
}

/// Whatever the filter asks for, libraries do not write down what passes through them: the MCP SDK logs whole messages, and
/// HTTP libraries log headers.
fn discreet() -> Targets {
    Targets::new().with_default(LevelFilter::TRACE).with_target("rmcp", LevelFilter::OFF).with_targets(
        ["h2", "hyper", "hyper_util", "reqwest", "rustls", "tower_http"].map(|library| (library, LevelFilter::INFO)),
    )
}
