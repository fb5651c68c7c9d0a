//! Crates outside the project.

use crate::{Copy, root};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The lock file only spares the registry; the crate brings everything else, its own workspace included.
#[test]
fn a_copied_spec_becomes_a_crate_that_builds_on_its_own() {
    let copy = Copy::generated("specs/suger-metering");
    fs::copy(root().join("Cargo.lock"), copy.path("crate/Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        // Without TLS, which is what takes long to build.
        .args(["check", "--offline", "--no-default-features"])
        .current_dir(copy.path("crate"))
        // The fixtures of the generator's tests share what is built here.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("RUSTFLAGS", "")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn the_runtime_is_where_the_caller_says() {
    let copy = Copy::of("specs/suger-metering");
    let here = root().join("crates/runtime").canonicalize().unwrap();
    let here = format!("meterforge-runtime = {{ path = {:?}, default-features = false }}\n", here.to_str().unwrap());
    let version = "meterforge-runtime = { version = \"0.1\", default-features = false }\n".to_owned();
    for (options, line) in
        [(&[][..], &here), (&["--runtime", "crates/runtime"], &here), (&["--runtime", "0.1"], &version)]
    {
        let ran = copy.generate(options);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let manifest = copy.read("crate/Cargo.toml");
        assert!(manifest.contains(line), "{options:?}\n{manifest}");
        assert!(manifest.ends_with("\n[workspace]\n"), "{manifest}");
    }
}

#[test]
fn a_runtime_that_is_not_there_is_told_before_anything_is_written() {
    let copy = Copy::of("specs/suger-metering");
    let ran = copy.generate(&["--runtime", "no/such/folder"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("no runtime at no/such/folder"), "{}", ran.stderr);
    assert!(!copy.path("crate").exists());
}
