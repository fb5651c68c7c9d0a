//! Turns a folder into what is generated from it: one crate of a spec, or one crate of every capability.

use crate::corpus;
use anyhow::{Context as _, Result, bail};
use meterforge_codegen::contract::Contract;
use meterforge_codegen::diagnostic::{Diagnostics, Sources, one_line};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, MANIFEST, Settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::source::{self, Limits};
use std::fs;
use std::path::{Path, PathBuf};

/// What is measured.
pub(super) enum Subject {
    /// A spec folder: one crate.
    Spec(PathBuf),
    /// Capabilities that share a contract: a crate each.
    Capabilities { paths: Vec<PathBuf>, contract: PathBuf },
}

/// What was generated.
#[derive(Default)]
pub(super) struct Round {
    pub(super) crates: usize,
    pub(super) operations: usize,
}

impl Subject {
    pub(super) fn of(folder: &Path) -> Result<Self> {
        if folder.join(MANIFEST).is_file() {
            return Ok(Self::Spec(folder.to_owned()));
        }
        let contract = contract(folder)?;
        let paths = corpus::capabilities(folder, Some(&contract))?;
        Ok(Self::Capabilities { paths, contract })
    }

    /// Generates it all; whatever stops a crate stops the measurement, as it would make the numbers look good.
    pub(super) fn generate(&self) -> Result<Round> {
        match self {
            Self::Spec(folder) => spec(folder),
            Self::Capabilities { paths, contract } => capabilities(paths, contract),
        }
    }
}

fn spec(folder: &Path) -> Result<Round> {
    let settings = Settings { strictness: Strictness::Strict, layout: Layout::Workspace };
    let run = generate::generate(folder, &settings)?;
    match run.generated {
        Some(generated) => Ok(Round { crates: 1, operations: generated.sdk.operations.len() }),
        None => bail!("{} cannot be generated:\n{}", folder.display(), told(&run.sources, &run.diagnostics)),
    }
}

fn capabilities(paths: &[PathBuf], contract: &Path) -> Result<Round> {
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let node = source::read(&mut sources, &mut found, contract, Limits::CONTRACT).map(|(_, node)| node);
    let document = node.as_ref().and_then(|node| Contract::new(node, &mut found));
    let Some(document) = document else {
        bail!("{} cannot be used:\n{}", contract.display(), told(&sources, &found));
    };
    let mut round = Round::default();
    for path in paths {
        let outcome = corpus::one(&mut sources, path, Some(&document), false)?;
        let generated = outcome.generated.with_context(|| format!("{} cannot be generated", path.display()))?;
        round.crates += 1;
        round.operations += generated.sdk.operations.len();
    }
    Ok(round)
}

fn told(sources: &Sources, found: &Diagnostics) -> String {
    found.sorted().iter().map(|finding| one_line(sources, finding)).collect::<Vec<_>>().join("\n")
}

/// The OpenAPI document of a folder, which its name tells.
fn contract(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_contract = |path: &&PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("openapi.")) && path.is_file()
    };
    let found = paths.iter().find(is_contract);
    found.cloned().with_context(|| format!("no {MANIFEST} and no `openapi.*` in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::synthetic;

    #[test]
    fn work_grows_with_operations_and_no_faster() {
        let per_operation = |operations: usize| {
            let folder = tempfile::tempdir().unwrap();
            synthetic::spec(operations).write(folder.path()).unwrap();
            let subject = Subject::of(folder.path()).unwrap();
            let mut generated = 0;
            let counted = allocation_counter::measure(|| generated = subject.generate().unwrap().operations);
            assert_eq!(generated, operations);
            (counted.count_total as f64 / operations as f64, counted.bytes_max as f64 / operations as f64)
        };
        let (few, many) = (per_operation(30), per_operation(120));
        assert!(many.0 < few.0 * 1.05, "{few:?} and then {many:?} allocations for an operation");
        assert!(many.1 < few.1 * 1.2, "{few:?} and then {many:?} bytes for an operation");
    }
}
