//! Generates the text of every cut with one of the two generators, and tells how long that took.

use crate::cut::{Call, Document};
use anyhow::{Context as _, Result, anyhow, bail};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Settings};
use meterforge_codegen::lower::Strictness;
use openapiv3::OpenAPI;
use progenitor_impl::Generator;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often everything is generated; the median counts.
const ROUNDS: usize = 7;

#[derive(Clone, Copy)]
pub(crate) enum Side {
    Meterforge,
    Progenitor,
}

impl Side {
    pub(crate) const ALL: [Self; 2] = [Self::Meterforge, Self::Progenitor];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Meterforge => "meterforge",
            Self::Progenitor => "progenitor",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name).ok_or_else(|| anyhow!("no generator is called {name}"))
    }

    /// Generates everything in a folder again and again; files are read each time and none is written.
    pub(crate) fn measure(self, folder: &Path) -> Result<()> {
        let mut cuts = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
        cuts.sort();
        let (mut times, mut bytes) = (Vec::new(), 0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            bytes = 0;
            for cut in &cuts {
                bytes += match self {
                    Self::Meterforge => meterforge(cut)?,
                    Self::Progenitor => progenitor(&fs::read_to_string(cut.join("openapi.json"))?)?,
                };
            }
            times.push(start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        // The memory first: counting operations takes some of its own.
        let peak = peak_mebibytes().map_or("?".to_owned(), |peak| peak.to_string());
        let (time, operations) = (times[ROUNDS / 2], operations(&cuts)?);
        println!(
            "{:<10}  {} crates  {operations} operations  {:.0} ms  {:.0} operations per second  {} MiB  {} KiB of text",
            self.name(),
            cuts.len(),
            time * 1000.0,
            operations as f64 / time,
            peak,
            bytes / 1024,
        );
        Ok(())
    }
}

/// The operations that progenitor takes, and why it does not take the others.
pub(crate) fn accepted(document: &Document, calls: &[Call]) -> (Vec<Call>, Vec<(Call, String)>) {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let (mut kept, mut refused) = (calls.to_vec(), Vec::new());
    if refusal(document, &kept).is_some() {
        // What is refused alone goes first: most cuts are sound without it. The rest is added one by one.
        let (alone, bad): (Vec<_>, Vec<_>) = kept
            .drain(..)
            .map(|call| (refusal(document, std::slice::from_ref(&call)), call))
            .partition(|(reason, _)| reason.is_none());
        refused.extend(bad.into_iter().map(|(reason, call)| (call, reason.unwrap_or_default())));
        let alone: Vec<Call> = alone.into_iter().map(|(_, call)| call).collect();
        if refusal(document, &alone).is_none() {
            kept = alone;
        } else {
            for call in alone {
                kept.push(call);
                if let Some(reason) = refusal(document, &kept) {
                    refused.extend(kept.pop().map(|call| (call, reason)));
                }
            }
        }
    }
    panic::set_hook(hook);
    (kept, refused)
}

/// Why progenitor does not take these operations together; nothing when it does.
fn refusal(document: &Document, calls: &[Call]) -> Option<String> {
    let text = document.cut(calls).to_string();
    match panic::catch_unwind(AssertUnwindSafe(|| progenitor(&text))) {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(format!("{error:#}")),
        Err(_) => Some("it panics".to_owned()),
    }
}

/// As progenitor's documentation does it in a build script.
fn progenitor(text: &str) -> Result<usize> {
    let document: OpenAPI = serde_json::from_str(text)?;
    let tokens = Generator::default().generate_tokens(&document)?;
    let file = syn::parse2(tokens)?;
    Ok(prettyplease::unparse(&file).len())
}

fn meterforge(folder: &Path) -> Result<usize> {
    let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
    let run = generate::generate(folder, &settings)?;
    match run.generated {
        Some(generated) => Ok(generated.files.values().map(String::len).sum()),
        None => {
            let first =
                run.diagnostics.iter().find(|found| found.severity == meterforge_codegen::diagnostic::Severity::Error);
            bail!("{} stops: {}", folder.display(), first.map_or("", |found| found.message.as_str()))
        }
    }
}

fn operations(cuts: &[PathBuf]) -> Result<usize> {
    let mut operations = 0;
    for cut in cuts {
        operations += Document::read(&cut.join("openapi.json")).context("cannot read a cut")?.calls().len();
    }
    Ok(operations)
}

/// The most memory that this process has held, where the system tells.
fn peak_mebibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}
