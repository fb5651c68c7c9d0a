//! Shows what each fixture means (the IR), what it becomes (the text) and what it is told (the findings).

use crate::fixtures::{findings, generated, names, run};
use insta::{assert_snapshot, with_settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::write::FileSet;

/// The meaning, apart from the text: a change here is a change of what the generator understands.
#[test]
fn meaning() {
    for name in names("sdk") {
        let sdk = generated(&name).sdk;
        with_settings!({ snapshot_suffix => name, omit_expression => true }, {
            assert_snapshot!(serde_json::to_string_pretty(&sdk).unwrap());
        });
    }
}

#[test]
fn text() {
    for name in names("sdk") {
        let files = generated(&name).files;
        with_settings!({ snapshot_suffix => name, omit_expression => true }, {
            assert_snapshot!(joined(&files));
        });
    }
}

/// The front page is the same for all but for its table and its credential, so two show it.
#[test]
fn readme() {
    for name in ["keyed", "schemes"] {
        with_settings!({ snapshot_suffix => name, omit_expression => true }, {
            assert_snapshot!(generated(name).files["README.md"]);
        });
    }
}

/// Renames, inferred placeholders and what stays untyped are told, and stop nothing.
#[test]
fn told() {
    for name in names("sdk") {
        let found = findings(&run("sdk", &name, Strictness::Lenient));
        if !found.is_empty() {
            with_settings!({ snapshot_suffix => name, omit_expression => true }, { assert_snapshot!(found) });
        }
    }
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for name in names("sdk") {
        assert_eq!(generated(&name).files, generated(&name).files, "{name}");
    }
}

/// The sources with a heading each. What every crate has alike is left to those that vary it.
fn joined(files: &FileSet) -> String {
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    sources.map(|(path, text)| format!("=== {path}\n{text}\n")).collect()
}
