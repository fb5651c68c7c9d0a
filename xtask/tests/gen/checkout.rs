//! The project's own crates.

use crate::{root, xtask};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The check comes first: where it passes, generating has nothing to write.
#[test]
fn generating_leaves_the_checkout_as_it_is() {
    let check = xtask(&["gen", "--check", "--strict"]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);

    let before = files(&root().join("crates/suger-metering"));
    let written = xtask(&["gen", "--strict"]);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    assert_eq!(files(&root().join("crates/suger-metering")), before);
    for verb in ["created", "changed", "removed"] {
        assert!(!written.stdout.contains(verb), "{}", written.stdout);
    }
    let specs = fs::read_dir(root().join("specs")).unwrap().map(|spec| spec.unwrap().file_name());
    for spec in specs {
        assert!(written.stdout.contains(spec.to_str().unwrap()), "{}", written.stdout);
    }
}

#[test]
fn only_the_named_sdk_is_generated() {
    let ran = xtask(&["gen", "qovery-billing", "--check"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("qovery-billing") && !ran.stdout.contains("suger-metering"), "{}", ran.stdout);
}

#[test]
fn an_unknown_sdk_is_answered_with_those_there_are() {
    let ran = xtask(&["gen", "suger-meetering"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("no spec `suger-meetering`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("qovery-billing, suger-metering"), "{}", ran.stderr);
}

/// A source and a target belong together, and a named SDK has both already.
#[test]
fn options_that_contradict_each_other_are_refused() {
    for arguments in [
        &["gen", "--from", "specs/suger-metering"][..],
        &["gen", "--to", "target/nowhere"],
        &["gen", "--runtime", "0.1"],
        &["gen", "suger-metering", "--from", "specs/suger-metering", "--to", "target/nowhere"],
    ] {
        let ran = xtask(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.stderr);
    }
    assert!(!root().join("target/nowhere").exists());
}

/// Every file with its time of change.
fn files(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path(), entry.metadata().unwrap().modified().unwrap());
        }
    }
    found
}
