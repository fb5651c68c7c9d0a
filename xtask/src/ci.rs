//! `cargo xtask ci`: everything that must hold before a change lands, the quick things first.

use crate::project;
use anyhow::{Context as _, Result};
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

/// The oldest compiler that the runtime and the SDKs promise to build with; what serves needs a newer one.
const MSRV: &str = "1.85";

/// Drives the gateway with clients that are not ours; the one step that is no cargo command.
const CLIENTS: &str = "tests/clients/run";

/// A step: what it shows, the command, and the environment it wants.
struct Step {
    what: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const STEPS: &[Step] = &[
    Step { what: "format", arguments: &["fmt", "--all", "--check"], environment: &[] },
    Step {
        what: "generated crates agree with their specs",
        arguments: &["xtask", "gen", "--check", "--strict"],
        environment: &[],
    },
    Step {
        what: "lints",
        arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        what: "lints of the runtime without features",
        arguments: &["clippy", "-p", "meterforge-runtime", "--no-default-features", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        what: "lints of the runtime with every feature",
        arguments: &["clippy", "-p", "meterforge-runtime", "--all-features", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        what: "docs",
        arguments: &["doc", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    Step {
        what: "tests of the runtime over the system's TLS",
        arguments: &[
            "test",
            "-p",
            "meterforge-runtime",
            "--no-default-features",
            "--features",
            "native-tls,http2,gzip,testing",
            "--tests",
        ],
        environment: &[("INSTA_UPDATE", "no")],
    },
    Step {
        what: "a corpus of its own: compiled, documented, its examples sent through their types",
        arguments: &[
            "xtask",
            "corpus",
            "tests/fixtures/corpus",
            "--contract",
            "tests/fixtures/corpus/openapi.yaml",
            "--compile",
            "--docs",
            "--examples",
        ],
        environment: &[],
    },
    // The test command of the README. Snapshots are compared and never written.
    Step { what: "tests", arguments: &["test", "--workspace"], environment: &[("INSTA_UPDATE", "no")] },
];

pub(crate) fn run() -> Result<ExitCode> {
    let root = &project::root()?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for step in STEPS {
        println!("\n== {}: cargo {}", step.what, step.arguments.join(" "));
        let mut command = Command::new(&cargo);
        command.args(step.arguments).envs(step.environment.iter().copied());
        if !succeeds(&mut command, root)? {
            eprintln!("\n{} failed", step.what);
            return Ok(ExitCode::FAILURE);
        }
    }
    println!("\n== the gateway and other people's clients: {CLIENTS}");
    if !succeeds(&mut Command::new(root.join(CLIENTS)), root)? {
        return Ok(ExitCode::FAILURE);
    }
    oldest_compiler(root)
}

/// Builds what is promised to build with the oldest compiler, where that compiler is installed.
fn oldest_compiler(root: &Path) -> Result<ExitCode> {
    println!("\n== the oldest compiler: {MSRV}");
    let version = Command::new("rustup").args(["run", MSRV, "rustc", "--version"]).output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("skipped: Rust {MSRV} is not installed; clippy has looked for newer library calls");
        return Ok(ExitCode::SUCCESS);
    }
    let target = root.join("target").join("msrv");
    let mut command = Command::new("rustup");
    command.args(["run", MSRV, "cargo", "check"]);
    command.args(["-p", "meterforge-runtime"]);
    for sdk in sdks(root)? {
        command.args(["-p", &sdk]);
    }
    // The variables of the cargo that runs us would lead the other one astray.
    command.env("CARGO_TARGET_DIR", target).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    Ok(if succeeds(&mut command, root)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The SDK crates: the folders of `specs/`.
fn sdks(root: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(root.join("specs")).context("cannot list specs/")?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}

fn succeeds(command: &mut Command, root: &Path) -> Result<bool> {
    let status = command.current_dir(root).status();
    Ok(status.with_context(|| format!("cannot start {:?}", command.get_program()))?.success())
}
