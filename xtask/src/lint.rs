//! `cargo xtask lint`: says everything about capabilities and specs, and writes nothing.

use crate::cli::{Format, Lint};
use crate::project::{self, SPECS};
use crate::report;
use anyhow::{Context as _, Result, bail};
use meterforge_codegen::check;
use meterforge_codegen::diagnostic::{Diagnostics, Severity, Sources, Stage};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, MANIFEST, Settings};
use meterforge_codegen::lower::Strictness;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// So many bytes say what kind of document a file is.
const HEAD: u64 = 4096;

/// One thing to read.
enum Target {
    /// A capability alone.
    Capability(PathBuf),
    /// A folder with a manifest.
    Spec(PathBuf),
}

pub(crate) fn run(options: &Lint) -> Result<ExitCode> {
    let targets = targets(&options.paths)?;
    let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
    let mut sources = Sources::default();
    let mut all = Diagnostics::default();
    for target in &targets {
        let mut found = Diagnostics::default();
        match target {
            // What an SDK would be made of does not matter here.
            Target::Capability(path) => drop(check::capability(&mut sources, &mut found, path)),
            Target::Spec(folder) => drop(generate::check(folder, &settings, &mut sources, &mut found)),
        }
        let found = if options.deny_warnings { found.deny_warnings() } else { found };
        if options.shown.format != Format::Json {
            report::findings(&sources, &found, options.shown);
        }
        all.extend(found);
    }
    if options.shown.format == Format::Json {
        report::findings(&sources, &all, options.shown);
    } else {
        println!("{}", summary(targets.len(), &all));
    }
    let failed = all.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What the paths mean; all specs of the project when there are none.
fn targets(paths: &[PathBuf]) -> Result<Vec<Target>> {
    if paths.is_empty() {
        project::enter()?;
        let specs = Path::new(SPECS);
        return Ok(project::specs(specs)?.into_iter().map(|name| Target::Spec(specs.join(name))).collect());
    }
    let mut targets = Vec::new();
    for path in paths {
        if !path.is_dir() {
            targets.push(file(path));
            continue;
        }
        let before = targets.len();
        folder(path, &mut targets)?;
        if targets.len() == before {
            bail!("nothing to read in {}: neither {MANIFEST} nor a capability", path.display());
        }
    }
    Ok(targets)
}

/// A manifest stands for its folder. A path where nothing is gets the reader's own finding.
fn file(path: &Path) -> Target {
    match path.parent() {
        Some(folder) if path.file_name().is_some_and(|name| name == MANIFEST) => Target::Spec(folder.to_owned()),
        _ => Target::Capability(path.to_owned()),
    }
}

/// A spec, or else the capabilities and specs below a folder, in the order of their names.
fn folder(path: &Path, targets: &mut Vec<Target>) -> Result<()> {
    if path.join(MANIFEST).is_file() {
        targets.push(Target::Spec(path.to_owned()));
        return Ok(());
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = entries.with_context(|| format!("cannot list {}", path.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        // Links are not followed, so that they cannot lead round in a circle.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            folder(&path, targets)?;
        } else if is_yaml && kind.is_file() && !is_contract(&path)? {
            targets.push(Target::Capability(path));
        }
    }
    Ok(())
}

/// Whether a file is an OpenAPI document, which often lies beside the capabilities made from it.
fn is_contract(path: &Path) -> Result<bool> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).with_context(|| format!("cannot read {}", path.display()))?;
    let head = String::from_utf8_lossy(&head);
    Ok(head.lines().any(|line| line.starts_with("openapi:") || line.starts_with("swagger:")))
}

/// The last line: how much was read and found.
fn summary(targets: usize, found: &Diagnostics) -> String {
    // The same findings that a person saw: each once.
    let found = found.sorted();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let is_exposed = |severity, stage| severity == Severity::Error && stage == Stage::Exposes;
    let exposed = found.iter().filter(|finding| is_exposed(finding.severity, finding.stage())).count();
    let aside = match exposed {
        0 => String::new(),
        _ => format!(" ({exposed} in what is exposed, of which an SDK needs nothing)"),
    };
    format!(
        "{}: {}{aside}, {}, {}",
        counted(targets, "input"),
        counted(errors, "error"),
        counted(warnings, "warning"),
        counted(notes, "note")
    )
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
