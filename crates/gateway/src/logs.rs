//! Writes logs to standard error: standard output is for answers, and over stdio for the protocol alone.

mod fields;
mod line;

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{FilterExt, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

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
    let layer = fmt::layer().with_writer(io::stderr);
    let layer = match format {
        Format::Text => layer.with_ansi(io::stderr().is_terminal()).boxed(),
        Format::Json => layer.fmt_fields(fields::Appending).event_format(line::JsonLine).boxed(),
    };
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(filter.and(discreet())));
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
