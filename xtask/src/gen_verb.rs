//! `cargo xtask gen`: generates crates, or tells how the ones on disk differ.

use crate::cli::{Format, Gen, Shown};
use crate::project::{self, SPECS};
use crate::report::{self, Row};
use anyhow::{Context as _, Result, bail};
use meterforge_codegen::emit::{Layout, RuntimeSource};
use meterforge_codegen::generate::{self, Generated, MANIFEST, Settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::write::{self, LIST};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// One crate to generate: where its spec is and where it goes.
pub(crate) struct Job {
    pub(crate) from: PathBuf,
    pub(crate) to: Target,
    pub(crate) layout: Layout,
}

/// Where a crate goes.
pub(crate) enum Target {
    /// Below this folder, under the crate's name.
    Below(PathBuf),
    /// Exactly here.
    Exactly(PathBuf),
}

impl Target {
    fn folder(&self, package: &str) -> PathBuf {
        match self {
            Self::Below(folder) => folder.join(package),
            Self::Exactly(folder) => folder.clone(),
        }
    }
}

pub(crate) fn run(options: &Gen) -> Result<ExitCode> {
    let strictness = if options.strict { Strictness::Strict } else { Strictness::Lenient };
    generate_all(&jobs(options)?, strictness, options.check, options.shown)
}

/// Does all jobs, or none when one of them has errors.
pub(crate) fn generate_all(jobs: &[Job], strictness: Strictness, check: bool, shown: Shown) -> Result<ExitCode> {
    let mut rows = Vec::new();
    let mut ready = Vec::new();
    let mut failed = false;
    for job in jobs {
        let start = Instant::now();
        let settings = Settings { strictness, layout: job.layout.clone() };
        let run = generate::generate(&job.from, &settings)?;
        report::findings(&run.sources, &run.diagnostics, shown);
        match run.generated {
            Some(generated) => {
                rows.push(Row::new(&generated, &run.diagnostics, start.elapsed()));
                ready.push((job, generated));
            }
            None => failed = true,
        }
    }
    // All or nothing: one spec in error must not leave the others half new.
    if failed {
        return Ok(ExitCode::FAILURE);
    }
    let drift = settle(&ready, check, shown.format)?;
    report::table(&rows, shown.format);
    if check && drift {
        eprintln!("\nthe crates differ from what their specs say: run `cargo xtask gen` and commit the result");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares with or writes to the disk; says whether anything differed.
fn settle(ready: &[(&Job, Generated)], check: bool, format: Format) -> Result<bool> {
    let mut any = false;
    for (job, generated) in ready {
        let folder = job.to.folder(&generated.sdk.package);
        refuse_foreign(&folder)?;
        let drift =
            if check { write::compare(&folder, &generated.files) } else { write::apply(&folder, &generated.files) };
        for change in drift.context("cannot compare or write the crate")? {
            any = true;
            report::drift(&folder, &change, &generated.files, check, format);
        }
    }
    Ok(any)
}

/// Refuses a folder whose sources somebody wrote: what is not emitted would be removed from it.
fn refuse_foreign(folder: &Path) -> Result<()> {
    let is_foreign = !folder.join(LIST).exists() && ["src", "Cargo.toml"].iter().any(|name| folder.join(name).exists());
    if is_foreign {
        bail!("{} holds a crate that was not generated; nothing was written", folder.display());
    }
    Ok(())
}

fn jobs(options: &Gen) -> Result<Vec<Job>> {
    if let (Some(from), Some(to)) = (&options.from, &options.to) {
        let runtime = runtime(options.runtime.as_deref())?;
        let job = Job { from: from.clone(), to: Target::Exactly(to.clone()), layout: Layout::Standalone { runtime } };
        return Ok(vec![job]);
    }
    let specs = Path::new(SPECS);
    project::enter()?;
    let names = if options.sdks.is_empty() { project::specs(specs)? } else { options.sdks.clone() };
    if let Some(unknown) = names.iter().find(|name| !specs.join(name).join(MANIFEST).is_file()) {
        bail!(
            "no spec `{unknown}`: there is no {SPECS}/{unknown}/{MANIFEST}; there are: {}",
            project::specs(specs)?.join(", ")
        );
    }
    let job = |name: &String| Job {
        from: specs.join(name),
        to: Target::Below(PathBuf::from("crates")),
        layout: Layout::Workspace,
    };
    Ok(names.iter().map(job).collect())
}

/// The runtime of a crate that stands alone: a version when it reads like one, else a folder.
fn runtime(given: Option<&str>) -> Result<RuntimeSource> {
    let folder = match given {
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit() || "^~=<>*".contains(c)) => {
            return Ok(RuntimeSource::Version(version.to_owned()));
        }
        Some(folder) => PathBuf::from(folder),
        None => project::root()?.join("crates").join("runtime"),
    };
    let folder = folder.canonicalize().with_context(|| format!("no runtime at {}", folder.display()))?;
    Ok(RuntimeSource::Path(folder.to_string_lossy().into_owned()))
}
