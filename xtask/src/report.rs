//! What a person sees of a run: findings, differences and a table.

use crate::cli::{Format, Gen};
use meterforge_codegen::diagnostic::{self, Diagnostics, RenderOptions, Severity};
use meterforge_codegen::generate::{Generated, Run};
use meterforge_codegen::ir::TypedBy;
use meterforge_codegen::write::{Drift, FileSet};
use similar::TextDiff;
use std::io::IsTerminal as _;
use std::path::Path;
use std::time::Duration;

/// One line of the table.
pub(crate) struct Row {
    package: String,
    operations: usize,
    types: usize,
    untyped: usize,
    warnings: usize,
    time: Duration,
}

impl Row {
    pub(crate) fn new(generated: &Generated, diagnostics: &Diagnostics, time: Duration) -> Self {
        let operations = &generated.sdk.operations;
        Self {
            package: generated.sdk.package.clone(),
            operations: operations.len(),
            types: generated.sdk.types.len() + generated.sdk.ids.len(),
            untyped: operations.iter().filter(|operation| operation.typed_by == TypedBy::Nothing).count(),
            warnings: diagnostics.iter().filter(|found| found.severity == Severity::Warning).count(),
            time,
        }
    }
}

/// Shows what was found, on standard error; JSON on standard output.
pub(crate) fn findings(run: &Run, options: &Gen) {
    match options.format {
        Format::Human => {
            let settings = RenderOptions { color: std::io::stderr().is_terminal(), notes: options.verbose };
            eprint!("{}", diagnostic::render(&run.sources, &run.diagnostics, settings));
        }
        Format::Short => {
            let shown = run.diagnostics.iter().filter(|found| options.verbose || found.severity != Severity::Note);
            for found in shown {
                eprintln!("{}", diagnostic::one_line(&run.sources, found));
            }
        }
        Format::Json => println!("{}", diagnostic::json(&run.sources, &run.diagnostics)),
    }
}

/// Shows one difference: the whole of it when checking, the file's name when writing.
pub(crate) fn drift(folder: &Path, drift: &Drift, wanted: &FileSet, check: bool) {
    let path = folder.join(drift.path());
    let path = path.display();
    match (drift, check) {
        (Drift::Stale(name, found), true) => {
            println!("stale    {path}");
            let diff = TextDiff::from_lines(found.as_str(), wanted[name].as_str());
            print!("{}", diff.unified_diff().context_radius(2).header("on disk", "from the spec"));
        }
        (Drift::Missing(_), true) => println!("missing  {path}"),
        (Drift::Orphan(_), true) => println!("orphaned {path}"),
        (Drift::Stale(..), false) => println!("changed  {path}"),
        (Drift::Missing(_), false) => println!("created  {path}"),
        (Drift::Orphan(_), false) => println!("removed  {path}"),
    }
}

/// The table at the end of a run.
pub(crate) fn table(rows: &[Row]) {
    let width = rows.iter().map(|row| row.package.len()).max().unwrap_or(0).max("SDK".len());
    println!("{:<width$}  operations  types  untyped  warnings      time", "SDK");
    for row in rows {
        println!(
            "{:<width$}  {:>10}  {:>5}  {:>7}  {:>8}  {:>5.1} ms",
            row.package,
            row.operations,
            row.types,
            row.untyped,
            row.warnings,
            row.time.as_secs_f64() * 1000.0
        );
    }
}
