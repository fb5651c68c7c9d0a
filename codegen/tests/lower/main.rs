//! Lowers small contracts and spec folders, one feature each, and shows what they mean as a snapshot of the IR.

#![allow(clippy::unwrap_used, reason = "a test may stop anywhere")]

mod capability;
mod outline;
mod run;

use insta::{assert_snapshot, glob};
use meterforge_codegen::lower::Strictness;
use run::Run;
use std::fs;
use std::path::Path;

/// A contract alone, with the capability that its operations make.
#[test]
fn contracts() {
    glob!("../../../tests/fixtures/contract/good", "*.yaml", |path| {
        assert_snapshot!(contract(path).outline());
    });
}

#[test]
fn contracts_that_stop() {
    glob!("../../../tests/fixtures/contract/bad", "*.yaml", |path| {
        let run = contract(path);
        assert!(run.sdk.is_none(), "{} was lowered", path.display());
        assert_snapshot!(run.findings());
    });
}

/// Whole spec folders: how the three inputs fit together.
#[test]
fn specs() {
    glob!("../../../tests/fixtures/lower", "*/sdk.yaml", |path| {
        let folder = path.parent().unwrap();
        insta::with_settings!({ snapshot_suffix => folder.file_name().unwrap().to_str().unwrap() }, {
            assert_snapshot!(Run::spec(folder, Strictness::Lenient).whole_outline());
        });
    });
}

#[test]
fn an_untyped_operation_stops_a_strict_run() {
    let folder = |name: &str| Path::new("../tests/fixtures/lower").join(name);
    for (name, code) in [("matching", "OA201"), ("untyped", "OA211")] {
        assert!(Run::spec(&folder(name), Strictness::Lenient).sdk.is_some(), "{name}");
        let strict = Run::spec(&folder(name), Strictness::Strict);
        assert!(strict.sdk.is_none(), "{name}");
        assert!(strict.findings().contains(&format!("error[{code}]")), "{}", strict.findings());
    }
}

fn contract(path: &Path) -> Run {
    Run::contract(&fs::read_to_string(path).unwrap())
}
