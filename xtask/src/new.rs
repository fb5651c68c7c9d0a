//! `cargo xtask new`: turns published files into the spec of a new SDK, says what it guessed, and generates the crate.

mod copy;
mod credential;
mod guess;
mod inputs;
mod manifest;
mod paging;

use crate::cli::{Format, New};
use crate::gen_verb::{self, Job, Target};
use crate::project::{self, SPECS};
use crate::report;
use anyhow::{Context as _, Result, bail};
use guess::Guess;
use inputs::Inputs;
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::MANIFEST;
use meterforge_codegen::lower::Strictness;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

pub(crate) fn run(options: &New) -> Result<ExitCode> {
    let root = options.root.clone().map_or_else(project::root, Ok)?;
    let (spec, crates) = (root.join(SPECS).join(&options.name), root.join("crates"));
    let inputs = match Inputs::read(options) {
        Ok(inputs) => inputs,
        Err(failed) => {
            report::findings(&failed.sources, &failed.found, options.shown);
            bail!("the files have errors; nothing was written");
        }
    };
    // The name has been checked by now, so that it cannot lead out of the project.
    for taken in [&spec, &crates.join(&options.name)] {
        if taken.exists() {
            bail!("{} exists already; nothing was written", taken.display());
        }
    }
    let guess = Guess::of(&inputs);
    for (from, to) in &inputs.copies {
        let to = spec.join(to);
        let folder = to.parent().context("a copied file has no folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        // Published files stay as they were published.
        fs::copy(from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    }
    let file = spec.join(MANIFEST);
    fs::write(&file, manifest::text(&inputs, &guess)).with_context(|| format!("cannot write {}", file.display()))?;
    tell(&inputs, &guess, &file.display().to_string(), options.shown.format);
    generate(spec, crates, options)
}

/// Says on the terminal what `sdk.yaml` says in comments.
fn tell(inputs: &Inputs, guess: &Guess, file: &str, format: Format) {
    let mut text = format!("wrote {file} and copied {} beside it\n", inputs.names().join(", "));
    for (heading, lines) in [("guessed, please check:", &guess.made), ("left to decide:", &guess.open)] {
        text.push_str(&format!("\n{heading}\n"));
        lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
    report::say(format, &text);
}

fn generate(spec: PathBuf, crates: PathBuf, options: &New) -> Result<ExitCode> {
    let job = Job { from: spec, to: Target::Below(crates), layout: Layout::Workspace };
    gen_verb::generate_all(&[job], Strictness::Lenient, false, options.shown)
}
