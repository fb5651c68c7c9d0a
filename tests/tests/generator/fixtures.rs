//! Finds the fixtures and runs the generator on them.

use meterforge_codegen::diagnostic::{RenderOptions, render};
use meterforge_codegen::emit::{Layout, RuntimeSource};
use meterforge_codegen::generate::{Generated, Run, Settings, generate};
use meterforge_codegen::lower::Strictness;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the project is.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The names of all fixtures of a kind (`sdk`, `sdk-bad`), sorted.
pub(crate) fn names(kind: &str) -> Vec<String> {
    let folders = fs::read_dir(Path::new("fixtures").join(kind)).unwrap();
    let mut names: Vec<_> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

/// Generates a fixture as a crate that stands alone on this checkout's runtime.
pub(crate) fn run(kind: &str, name: &str, strictness: Strictness) -> Run {
    let runtime = root().join("crates/runtime").into_os_string().into_string().unwrap();
    let settings = Settings { strictness, layout: Layout::Standalone { runtime: RuntimeSource::Path(runtime) } };
    // Relative, so that findings name the same paths on every machine.
    generate(&Path::new("fixtures").join(kind).join(name), &settings).unwrap()
}

/// The crate of a good fixture.
pub(crate) fn generated(name: &str) -> Generated {
    let run = run("sdk", name, Strictness::Lenient);
    let findings = findings(&run);
    run.generated.unwrap_or_else(|| panic!("{name} was not generated:\n{findings}"))
}

/// What a run found, as a person sees it.
pub(crate) fn findings(run: &Run) -> String {
    render(&run.sources, &run.diagnostics, RenderOptions { notes: true, ..RenderOptions::default() })
}
