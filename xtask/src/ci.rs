//! `cargo xtask ci`: everything that must hold before a change lands, the quick things first.

use anyhow::{Context as _, Result};
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

/// A step: what it shows, the command, and the environment it wants.
struct Step {
    what: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const STEPS: [Step; 5] = [
    Step { what: "format", arguments: &["fmt", "--all", "--check"], environment: &[] },
    Step {
        what: "generated crates agree with their specs",
        arguments: &["xtask", "gen", "--check", "--strict"],
        environment: &[],
    },
    Step {
        what: "lints",
        arguments: &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        what: "docs",
        arguments: &["doc", "--workspace", "--no-deps", "--all-features"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    // The test command of the README.
    Step { what: "tests", arguments: &["test", "--workspace"], environment: &[("INSTA_UPDATE", "no")] },
];

pub(crate) fn run() -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the xtask package has no parent folder")?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for step in &STEPS {
        println!("\n== {}: cargo {}", step.what, step.arguments.join(" "));
        let status = Command::new(&cargo)
            .args(step.arguments)
            .envs(step.environment.iter().copied())
            .current_dir(root)
            .status()
            .with_context(|| format!("cannot start cargo {}", step.arguments.join(" ")))?;
        if !status.success() {
            eprintln!("\n{} failed", step.what);
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
