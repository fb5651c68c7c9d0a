//! `cargo xtask bench`: how many operations a second are generated on one core, and how much memory that takes.

mod memory;
mod subject;
mod synthetic;

use crate::cli::Bench;
use crate::project;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use subject::Subject;

/// The sizes of the synthetic SDK: time per operation must not grow from one to the next.
const SIZES: [usize; 3] = [50, 150, 459];

pub(crate) fn run(options: &Bench) -> Result<ExitCode> {
    if options.rounds == 0 {
        bail!("nothing is measured in no rounds");
    }
    let folders = if options.folders.is_empty() { synthetic_specs()? } else { options.folders.clone() };
    let width = folders.iter().map(|folder| folder.display().to_string().len()).max().unwrap_or_default();
    println!("{:<width$}  crates  operations     median       best  operations per second", "folder");
    let mut all = Row::default();
    for folder in &folders {
        let row = measure(&Subject::of(folder)?, options.rounds)?;
        row.print(&folder.display().to_string(), width);
        all.add(&row);
    }
    if folders.len() > 1 {
        all.print("all", width);
    }
    match memory::peak() {
        Some(kib) => println!("at most {:.0} MiB of memory", f64::from(kib) / 1024.0),
        None => println!("this system does not say how much memory was used"),
    }
    if cfg!(panic = "unwind") {
        println!("built without `--profile generator`, which makes a faster program");
    }
    Ok(ExitCode::SUCCESS)
}

/// What one subject took.
#[derive(Default)]
struct Row {
    crates: usize,
    operations: usize,
    median: Duration,
    best: Duration,
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.crates += other.crates;
        self.operations += other.operations;
        self.median += other.median;
        self.best += other.best;
    }

    fn print(&self, name: &str, width: usize) {
        println!(
            "{name:<width$}  {:>6}  {:>10}  {:>6.1} ms  {:>6.1} ms  {:>21.0}",
            self.crates,
            self.operations,
            self.median.as_secs_f64() * 1000.0,
            self.best.as_secs_f64() * 1000.0,
            self.operations as f64 / self.median.as_secs_f64(),
        );
    }
}

/// Generates everything of a subject again and again, files read each time and none written.
fn measure(subject: &Subject, rounds: usize) -> Result<Row> {
    let mut row = Row::default();
    let mut times = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        let round = subject.generate()?;
        times.push(start.elapsed());
        (row.crates, row.operations) = (round.crates, round.operations);
    }
    times.sort_unstable();
    (row.best, row.median) = (times[0], times[times.len() / 2]);
    Ok(row)
}

/// Writes the synthetic specs and says where they are.
fn synthetic_specs() -> Result<Vec<PathBuf>> {
    let to = project::root()?.join("target/bench");
    let write = |operations: usize| {
        let folder = to.join(format!("synthetic-{operations}"));
        synthetic::spec(operations).write(&folder).map(|()| relative(&folder))
    };
    SIZES.into_iter().map(write).collect()
}

/// A path as it is called from here.
fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
