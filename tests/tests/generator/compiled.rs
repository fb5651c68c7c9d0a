//! Compiles what the fixtures become, and runs those that bring a test: warnings, lints, broken links and wrong requests
//! of generated code fail here.

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

/// What serves a capability stands behind features, which only the fixture of surfaces turns on: it builds two servers.
#[test]
fn surfaces_have_no_warnings_and_no_lints() {
    let arguments =
        ["clippy", "-p", "fixture-surfaces", "--offline", "--no-default-features", "--features", "rest,mcp"];
    run(arguments.into_iter().chain(["--", "-D", "warnings"]), &[]);
}

/// Examples are built, not run; these are the fixtures with the strangest names, prose and constructors.
#[test]
fn examples_in_docs_compile() {
    let packages = ["hostile-names", "hostile-prose", "constructors", "keyed", "paging"];
    let packages: Vec<_> = packages.iter().flat_map(|name| ["-p".to_owned(), format!("fixture-{name}")]).collect();
    let arguments = ["test", "--doc", "--offline", "--no-default-features"].into_iter();
    run(arguments.chain(packages.iter().map(String::as_str)), &[]);
}

/// A fixture with a `wire.rs` sends its calls to a vendor on loopback.
#[test]
fn calls_go_out_and_answers_come_in() {
    let packages: Vec<_> = names("sdk").into_iter().filter(|name| wire_test(name).is_some()).collect();
    assert!(!packages.is_empty());
    let packages: Vec<_> = packages.iter().flat_map(|name| ["-p".to_owned(), package(name)]).collect();
    let arguments = ["test", "--test", "wire", "--offline", "--no-default-features"].into_iter();
    run(arguments.chain(packages.iter().map(String::as_str)), &[]);
}

/// The package that a fixture becomes.
fn package(fixture: &str) -> String {
    format!("fixture-{}", fixture.replace('_', "-"))
}

/// The test of what a fixture sends and reads.
fn wire_test(fixture: &str) -> Option<String> {
    fs::read_to_string(Path::new("fixtures/sdk").join(fixture).join("wire.rs")).ok()
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
            // `gen` writes no test, and the vendor on loopback is none of a generated crate's business.
            let test = wire_test(name);
            if test.is_some() {
                manifest.push_str(&dev_dependencies());
            }
            write::apply(&folder.join(name), &files).unwrap();
            if let Some(test) = test {
                fs::create_dir_all(folder.join(name).join("tests")).unwrap();
                fs::write(folder.join(name).join("tests/wire.rs"), test).unwrap();
            }
        }
        let members = format!("members = {names:?}\nresolver = \"3\"\n");
        fs::write(folder.join("Cargo.toml"), format!("[workspace]\n{members}")).unwrap();
        // The versions that the project is tested with, which are those that are there offline.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        folder
    })
}

/// What a `wire.rs` may use beside the crate, as lines of its last section.
fn dev_dependencies() -> String {
    let path = |name: &str| root().join("crates").join(name).into_os_string().into_string().unwrap();
    format!(
        "meterforge-stand-in = {{ path = {:?} }}\ntokio = {{ version = \"1.44\", features = [\"macros\", \"rt\"] }}\n",
        path("stand-in")
    )
}
