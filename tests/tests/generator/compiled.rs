//! Compiles what the fixtures become: warnings, lints and broken links in generated code fail here.

use crate::fixtures::{generated, names, root};
use meterforge_codegen::write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// One workspace of all fixtures, so that the runtime is built once. Without TLS, which is what takes long to build.
const FLAGS: [&str; 3] = ["--offline", "--workspace", "--no-default-features"];

#[test]
fn fixtures_have_no_warnings_and_no_lints() {
    cargo(&["clippy"], &["--", "-D", "warnings"], &[]);
}

#[test]
fn fixtures_have_sound_docs() {
    cargo(&["doc", "--no-deps"], &[], &[("RUSTDOCFLAGS", "-D warnings")]);
}

/// Examples are built, not run; these are the fixtures with the strangest names, prose and constructors.
#[test]
fn examples_in_docs_compile() {
    let packages = ["hostile-names", "hostile-prose", "constructors", "keyed", "paging"];
    let packages: Vec<_> = packages.iter().flat_map(|name| ["-p".to_owned(), format!("fixture-{name}")]).collect();
    let arguments = ["test", "--doc", "--offline", "--no-default-features"].into_iter();
    run(arguments.chain(packages.iter().map(String::as_str)), &[]);
}

fn cargo(verb: &[&str], tail: &[&str], environment: &[(&str, &str)]) {
    run(verb.iter().chain(&FLAGS).chain(tail).copied(), environment);
}

fn run<'text>(arguments: impl Iterator<Item = &'text str>, environment: &[(&str, &str)]) {
    let arguments: Vec<_> = arguments.collect();
    let output = Command::new(env!("CARGO"))
        .args(&arguments)
        .current_dir(workspace())
        // Shared with the tests of `gen --to`, so that the runtime is built once; and away from the folder that changes.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        // What surrounds this test must not decide whether generated code is clean.
        .env("RUSTFLAGS", "")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}\n{said}", arguments.join(" "));
}

/// The folder of the workspace, written once.
fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixture-crates");
        let names = names("sdk");
        for name in &names {
            let mut files = generated(name).files;
            // A member of a workspace cannot be one of its own.
            let manifest = files.get_mut("Cargo.toml").unwrap();
            *manifest = manifest.strip_suffix("\n[workspace]\n").unwrap().to_owned();
            write::apply(&folder.join(name), &files).unwrap();
        }
        let members = format!("members = {names:?}\nresolver = \"3\"\n");
        fs::write(folder.join("Cargo.toml"), format!("[workspace]\n{members}")).unwrap();
        // The versions that the project is tested with, which are those that are there offline.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        folder
    })
}
