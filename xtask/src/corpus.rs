//! `cargo xtask corpus`: generates every capability of a folder, with a contract and without, and shows what came of it.

mod examples;
mod names;
mod outcome;
mod table;
mod workspace;

use crate::cli::Corpus;
use anyhow::{Context as _, Result, bail};
use examples::Examples;
use meterforge_codegen::contract::Contract;
use meterforge_codegen::diagnostic::{Diagnostics, Severity, Sources, one_line};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Inputs, Settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::source::{self, Limits};
use meterforge_codegen::{check, manifest};
pub(crate) use outcome::Outcome;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// What the crates without a contract are called beside those with one.
const UNTYPED: &str = "-untyped";

pub(crate) fn run(options: &Corpus) -> Result<ExitCode> {
    let capabilities = capabilities(&options.folder, options.contract.as_deref())?;
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let start = Instant::now();
    let node = match &options.contract {
        Some(path) => source::read(&mut sources, &mut found, path, Limits::CONTRACT).map(|(_, node)| node),
        None => None,
    };
    let contract = node.as_ref().and_then(|node| Contract::new(node, &mut found));
    show(&sources, &found, options.verbose);
    if options.contract.is_some() && contract.is_none() {
        bail!("the contract cannot be used");
    }
    println!("contract read in {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);

    let mut written = workspace::Workspace::create(&options.to)?;
    let mut outcomes = Vec::new();
    let mut examples = Vec::new();
    let both = if contract.is_some() { vec![contract.as_ref(), None] } else { vec![None] };
    for contract in both {
        for path in &capabilities {
            let outcome = one(&mut sources, path, contract, options.verbose)?;
            if let Some(generated) = &outcome.generated {
                written.add(generated)?;
                examples.extend(Examples::of(generated).filter(|_| options.examples));
            }
            outcomes.push(outcome.summary());
        }
    }
    written.finish(&examples)?;
    table::print(&outcomes);
    if outcomes.iter().any(|outcome| outcome.crate_.is_none()) {
        return Ok(ExitCode::FAILURE);
    }
    let sound = (!options.compile || written.check()?)
        && (!options.docs || written.docs()?)
        && (examples.is_empty() || written.run_examples()?);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Generates one capability from the smallest manifest there is.
pub(crate) fn one<'doc>(
    sources: &mut Sources,
    path: &'doc Path,
    contract: Option<&'doc Contract<'doc>>,
    verbose: bool,
) -> Result<Outcome<'doc>> {
    let mut found = Diagnostics::default();
    let start = Instant::now();
    let package = package(path, contract.is_none());
    let text = format!("crate: {package}\ncapabilities: [{}]\n", file_name(path));
    let node = source::read_text(sources, &mut found, "sdk.yaml", text, Limits::MANIFEST);
    let manifest = node.and_then(|(_, node)| manifest::read(&node, &mut found));
    let capability = check::capability(sources, &mut found, path);
    let mut generated = None;
    if let (Some(manifest), Some(capability)) = (&manifest, capability) {
        let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
        let capabilities = [capability];
        let inputs = Inputs { manifest, capabilities: &capabilities, contract };
        let run = generate::from_inputs(&inputs, &settings, Path::new(""))?;
        found.extend(run.diagnostics);
        generated = run.generated;
    }
    let time = start.elapsed();
    show(sources, &found, verbose);
    Ok(Outcome { path, typed: contract.is_some(), generated, diagnostics: found, time })
}

/// Tells what stops a crate, and with `verbose` what is worth a look.
fn show(sources: &Sources, found: &Diagnostics, verbose: bool) {
    let least = if verbose { Severity::Warning } else { Severity::Error };
    for finding in found.sorted().iter().filter(|finding| finding.severity <= least) {
        eprintln!("{}", one_line(sources, finding));
    }
}

/// Every YAML file of the folder but the contract, sorted.
pub(crate) fn capabilities(folder: &Path, contract: Option<&Path>) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = BTreeSet::new();
    for entry in entries {
        let path = entry?.path();
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let is_contract = contract.is_some_and(|contract| contract.file_name() == path.file_name());
        if is_yaml && !is_contract && path.is_file() {
            paths.insert(path);
        }
    }
    if paths.is_empty() {
        bail!("no capability in {}", folder.display());
    }
    Ok(paths.into_iter().collect())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The crate's name, from the file's.
fn package(path: &Path, untyped: bool) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut package = words.collect::<Vec<_>>().join("-");
    if !package.starts_with(|c: char| c.is_ascii_alphabetic()) {
        package.insert_str(0, "api-");
    }
    if untyped {
        package.push_str(UNTYPED);
    }
    package
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_called_after_its_file() {
        let cases =
            [("a/Usage Meters.yaml", "usage-meters"), ("qovery_jobs.yml", "qovery-jobs"), ("2fa.yaml", "api-2fa")];
        for (path, wanted) in cases {
            assert_eq!(package(Path::new(path), false), wanted);
        }
        assert_eq!(package(Path::new("jobs.yaml"), true), "jobs-untyped");
    }
}
