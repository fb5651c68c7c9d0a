//! The verbs and their options.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Meterforge: typed Rust SDKs from published capabilities.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Generate the SDK crates from their specs.
    Gen(Gen),
    /// Say everything about capabilities and specs, and write nothing.
    Lint(Lint),
    /// Start the spec of a new SDK from published files, and generate it.
    New(New),
    /// Generate every capability of a folder, with a contract and without, and show what came of it.
    Corpus(Corpus),
    /// Measure how fast SDKs are generated, and how much memory that takes.
    Bench(Bench),
    /// Run everything that must hold before a change lands.
    Ci,
}

#[derive(Debug, Args)]
pub(crate) struct Gen {
    /// SDKs to generate, by the name of their folder in `specs/`; all of them when none is named.
    #[arg(conflicts_with_all = ["from", "to"])]
    pub(crate) sdks: Vec<String>,

    /// Write nothing; list every stale, missing and orphaned file with its difference, and fail if there is any.
    #[arg(long)]
    pub(crate) check: bool,

    /// Fail when the contract lacks an operation, instead of leaving it untyped.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Generate one crate from this folder, which holds an `sdk.yaml`, instead of the project's own.
    #[arg(long, value_name = "DIR", requires = "to")]
    pub(crate) from: Option<PathBuf>,

    /// Write that crate into this folder, as one that stands alone.
    #[arg(long, value_name = "DIR", requires = "from")]
    pub(crate) to: Option<PathBuf>,

    /// Where that crate finds the runtime: a folder or a version. Default: this checkout.
    #[arg(long, value_name = "PATH|VERSION", requires = "to")]
    pub(crate) runtime: Option<String>,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Capability files, spec folders, or folders of either; all specs of the project when none is named.
    #[arg(value_name = "DIR|FILE")]
    pub(crate) paths: Vec<PathBuf>,

    /// Take every warning for an error.
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The SDK's name: its folder in `specs/` and its crate.
    pub(crate) name: String,

    /// The capability, as published; may be given several times. What it imports is copied with it.
    #[arg(long = "capability", value_name = "FILE", required = true)]
    pub(crate) capabilities: Vec<PathBuf>,

    /// The vendor's OpenAPI document.
    #[arg(long, value_name = "FILE")]
    pub(crate) contract: Option<PathBuf>,

    /// The project that gets the spec and the crate. Default: this checkout.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What is shown of findings, and how.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Shown {
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    /// Show notes as well: inferred placeholders, keywords.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder of capabilities.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,

    /// The OpenAPI document that types them all; it is read once.
    #[arg(long, value_name = "FILE")]
    pub(crate) contract: Option<PathBuf>,

    /// Where the crates go, as one workspace.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    pub(crate) to: PathBuf,

    /// Compile every crate, with warnings as errors.
    #[arg(long)]
    pub(crate) compile: bool,

    /// Build the docs of every crate, with warnings as errors.
    #[arg(long)]
    pub(crate) docs: bool,

    /// Decode and encode every body that the contract shows, and say what was lost.
    #[arg(long)]
    pub(crate) examples: bool,

    /// Show warnings as well as errors.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Spec folders, or folders of capabilities with the contract they share (`openapi.*`); without any, a synthetic
    /// SDK of growing size.
    #[arg(value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,

    /// How often everything is generated; the median counts.
    #[arg(long, value_name = "NUMBER", default_value_t = 11)]
    pub(crate) rounds: usize,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the text they are about.
    Human,
    /// One line each, for logs.
    Short,
    /// As JSON, for tools.
    Json,
}
