//! What is fuzzed: each target takes any bytes and must come back with findings or a crate, whatever they are.
//!
//! The project's tests run the same functions over `fuzz/seeds`.

mod expect;
mod operations;

use meterforge_codegen::check;
use meterforge_codegen::diagnostic::{Diagnostics, Sources};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Settings};
use meterforge_codegen::lower::Strictness;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Stands between the files in the input of [`generate()`].
const NEXT_FILE: &str = "\n=====\n";
/// The manifest of a target that is about other files.
const MANIFEST: &str = "crate: acme-metering\ncapabilities: [acme.yaml]\ncontract: contract.yaml\n";

/// Reads and checks a capability.
pub fn capability(bytes: &[u8]) {
    let folder = folder(&[("acme.yaml", bytes)]);
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let checked = check::capability(&mut sources, &mut found, &folder.path().join("acme.yaml"));
    assert_eq!(checked.is_none(), found.has_errors(), "errors stop an SDK and nothing else does: {found:?}");
    expect::sound_findings(&sources, &found);
}

/// Reads a contract and generates a crate of its first operations.
pub fn contract(bytes: &[u8]) {
    let capability = operations::of(bytes);
    crate_of(&folder(&[
        ("sdk.yaml", MANIFEST.as_bytes()),
        ("acme.yaml", capability.as_bytes()),
        ("contract.yaml", bytes),
    ]));
}

/// Generates a crate from `sdk.yaml`, a capability and a contract.
pub fn generate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files = text.split(NEXT_FILE);
    let names = ["sdk.yaml", "acme.yaml", "contract.yaml"];
    let files: Vec<(&str, &[u8])> = names.into_iter().zip(files.by_ref().map(str::as_bytes)).collect();
    crate_of(&folder(&files));
}

/// Generates the crate of a folder.
fn crate_of(folder: &TempDir) {
    let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
    let run = match generate::generate(folder.path(), &settings) {
        Ok(run) => run,
        Err(fault) => panic!("{fault}"),
    };
    expect::sound_findings(&run.sources, &run.diagnostics);
    assert_eq!(run.generated.is_none(), run.diagnostics.has_errors());
    if let Some(generated) = run.generated {
        expect::sound_files(&generated.files);
    }
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(Path::join(folder.path(), name), bytes).expect("a file in it");
    }
    folder
}
