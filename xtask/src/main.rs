//! The project's command line: parses a verb and calls the library.

mod bench;
mod ci;
mod cli;
mod corpus;
mod gen_verb;
mod lint;
mod new;
mod project;
mod report;

use clap::Parser as _;
use cli::{Cli, Verb};
use std::process::ExitCode;

/// Generating is a million small allocations. One of the tests counts them, by an allocator of its own.
#[cfg(not(test))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::Gen(options) => gen_verb::run(&options),
        Verb::Lint(options) => lint::run(&options),
        Verb::New(options) => new::run(&options),
        Verb::Corpus(options) => corpus::run(&options),
        Verb::Bench(options) => bench::run(&options),
        Verb::Ci => ci::run(),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
