//! What happens to the files of a crate that has drifted from its spec.

use crate::Copy;
use std::fs;

const SPEC: &str = "specs/suger-metering";

#[test]
fn every_drift_is_listed_and_nothing_is_written() {
    let copy = Copy::generated(SPEC);
    let agreed = copy.generate(&["--check"]);
    assert_eq!(agreed.code, Some(0), "{}{}", agreed.stdout, agreed.stderr);

    let client = copy.read("crate/src/client.rs");
    copy.write("crate/src/client.rs", &client.replacen("A client of", "A cliemt of", 1));
    fs::remove_file(copy.path("crate/src/ids.rs")).unwrap();
    copy.write("crate/src/operation/gone.rs", "");

    let ran = copy.generate(&["--check"]);
    assert_eq!(ran.code, Some(1));
    let lines: Vec<_> =
        ran.stdout.lines().filter(|line| line.contains(&copy.path("crate").display().to_string())).collect();
    let expected = ["stale    ", "missing  ", "orphaned "];
    let files = ["client.rs", "ids.rs", "operation/gone.rs"];
    let expected: Vec<_> = expected
        .into_iter()
        .zip(files)
        .map(|(what, file)| format!("{what}{}", copy.path("crate/src").join(file).display()))
        .collect();
    assert_eq!(lines, expected);
    assert!(ran.stdout.contains("\n-/// A cliemt of Suger.\n+/// A client of Suger.\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("run `cargo xtask gen`"), "{}", ran.stderr);
    assert!(!copy.path("crate/src/ids.rs").exists());
    assert!(copy.path("crate/src/operation/gone.rs").exists());
}

#[test]
fn one_changed_byte_anywhere_is_found() {
    let copy = Copy::generated(SPEC);
    for file in ["Cargo.toml", "README.md", ".generated", "src/lib.rs", "src/model/billable_metric.rs"] {
        let path = format!("crate/{file}");
        let text = copy.read(&path);
        copy.write(&path, &format!("{text} "));
        let ran = copy.generate(&["--check"]);
        assert_eq!(ran.code, Some(1), "{file}");
        assert!(ran.stdout.contains(&format!("stale    {}", copy.path(&path).display())), "{}", ran.stdout);
        copy.write(&path, &text);
    }
}

#[test]
fn generating_again_repairs_and_touches_nothing_else() {
    let copy = Copy::generated(SPEC);
    let modified = |file: &str| fs::metadata(copy.path(file)).unwrap().modified().unwrap();
    let (lib, client) = (modified("crate/src/lib.rs"), copy.read("crate/src/client.rs"));
    copy.write("crate/src/client.rs", "");
    copy.write("crate/src/operation/gone.rs", "");
    copy.write("crate/CHANGELOG.md", "by hand");
    copy.write("crate/examples/by_hand.rs", "");

    let ran = copy.generate(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains(&format!("changed  {}", copy.path("crate/src/client.rs").display())));
    assert!(ran.stdout.contains(&format!("removed  {}", copy.path("crate/src/operation/gone.rs").display())));
    assert_eq!(copy.read("crate/src/client.rs"), client);
    assert!(!copy.path("crate/src/operation/gone.rs").exists());
    assert_eq!(modified("crate/src/lib.rs"), lib);
    assert_eq!(copy.read("crate/CHANGELOG.md"), "by hand");
    assert!(copy.path("crate/examples/by_hand.rs").exists());
}

/// A type that leaves the spec leaves the crate.
#[test]
fn files_no_longer_emitted_are_removed() {
    let copy = Copy::generated(SPEC);
    assert!(copy.path("crate/src/ids.rs").exists());
    copy.write("spec/sdk.yaml", "crate: suger-metering\ncapabilities: [suger-metering.yaml]\n");
    let ran = copy.generate(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!copy.path("crate/src/ids.rs").exists());
    assert_eq!(copy.generate(&["--check"]).code, Some(0));
}

/// The list on disk may have been written by anybody.
#[test]
fn a_hostile_list_removes_nothing_that_generation_does_not_own() {
    let copy = Copy::generated(SPEC);
    copy.write("outside.rs", "");
    copy.write("src/outside.rs", "");
    copy.write("crate/CHANGELOG.md", "");
    copy.write("crate/tests/by_hand.rs", "");
    let absolute = copy.path("outside.rs");
    let list = format!(
        "../outside.rs\nsrc/../../outside.rs\nsrc/../../src/outside.rs\n{}\nCHANGELOG.md\ntests/by_hand.rs\n./CHANGELOG.md\nsrc\n\n",
        absolute.display()
    );
    copy.write("crate/.generated", &list);

    let ran = copy.generate(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stdout.contains("removed"), "{}", ran.stdout);
    for file in ["outside.rs", "src/outside.rs", "crate/CHANGELOG.md", "crate/tests/by_hand.rs", "crate/src/lib.rs"] {
        assert!(copy.path(file).exists(), "{file}");
    }
}

/// What lies behind a link is not the crate's.
#[cfg(unix)]
#[test]
fn links_out_of_the_crate_are_not_followed() {
    let copy = Copy::generated(SPEC);
    copy.write("outside/kept.rs", "");
    std::os::unix::fs::symlink(copy.path("outside"), copy.path("crate/src/link")).unwrap();
    copy.write("crate/.generated", "src/link/kept.rs\n");
    let ran = copy.generate(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(copy.path("outside/kept.rs").exists(), "{}", ran.stdout);
}
