//! Knows where the project is and which specs it has.

use anyhow::{Context as _, Result};
use meterforge_codegen::generate::MANIFEST;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the specs, below the project's root.
pub(crate) const SPECS: &str = "specs";

/// The project's root: the nearest folder above this package that has specs. (`xtask/runner` builds it as well.)
pub(crate) fn root() -> Result<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    above.find(|folder| folder.join(SPECS).is_dir()).map(Path::to_owned).context("no folder above xtask has specs/")
}

/// Makes paths in messages relative to the project, wherever the verb was called.
pub(crate) fn enter() -> Result<()> {
    let root = root()?;
    env::set_current_dir(&root).with_context(|| format!("cannot enter {}", root.display()))
}

/// The folders of `specs` that hold a manifest, sorted.
pub(crate) fn specs(specs: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(specs).with_context(|| format!("cannot list {}", specs.display()))? {
        let entry = entry?;
        if entry.path().join(MANIFEST).is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
