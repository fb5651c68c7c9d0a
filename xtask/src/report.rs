//! What a person sees of a run: findings, differences and a table.

use crate::cli::{Format, Shown};
use meterforge_codegen::diagnostic::{self, Diagnostics, RenderOptions, Severity, Sources};
use meterforge_codegen::generate::Generated;
use meterforge_codegen::ir::TypedBy;
use meterforge_codegen::source::Pointers;
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
            warnings: diagnostics.sorted().iter().filter(|found| found.severity == Severity::Warning).count(),
            time,
        }
    }
}

/// Shows what was found, on standard error; JSON on standard output.
pub(crate) fn findings(sources: &Sources, found: &Diagnostics, shown: Shown) {
    match shown.format {
        Format::Human => {
            let settings = RenderOptions { color: std::io::stderr().is_terminal(), notes: shown.verbose };
            eprint!("{}", diagnostic::render(sources, found, settings));
        }
        Format::Short => {
            let is_shown = |severity| shown.verbose || severity != Severity::Note;
            for finding in found.sorted().into_iter().filter(|finding| is_shown(finding.severity)) {
                eprintln!("{}", diagnostic::one_line(sources, &finding));
            }
        }
        Format::Json => {
            let pointers = Pointers::new(sources);
            println!("{}", diagnostic::json(sources, found, |span| pointers.of(span)));
        }
    }
}

/// Shows one difference: the whole of it when checking, the file's name when writing.
pub(crate) fn drift(folder: &Path, drift: &Drift, wanted: &FileSet, check: bool, format: Format) {
    let path = folder.join(drift.path());
    let path = path.display();
    match (drift, check) {
        (Drift::Stale(name, found), true) => {
            let diff = TextDiff::from_lines(found.as_str(), wanted[name].as_str());
            let diff = diff.unified_diff().context_radius(2).header("on disk", "from the spec").to_string();
            say(format, &format!("stale    {path}\n{}", diff.trim_end()));
        }
        (Drift::Missing(_), true) => say(format, &format!("missing  {path}")),
        (Drift::Orphan(_), true) => say(format, &format!("orphaned {path}")),
        (Drift::Stale(..), false) => say(format, &format!("changed  {path}")),
        (Drift::Missing(_), false) => say(format, &format!("created  {path}")),
        (Drift::Orphan(_), false) => say(format, &format!("removed  {path}")),
    }
}

/// The table at the end of a run.
pub(crate) fn table(rows: &[Row], format: Format) {
    let width = rows.iter().map(|row| row.package.len()).max().unwrap_or(0).max("SDK".len());
    say(format, &format!("{:<width$}  operations  types  untyped  warnings      time", "SDK"));
    for row in rows {
        let line = format!(
            "{:<width$}  {:>10}  {:>5}  {:>7}  {:>8}  {:>5.1} ms",
            row.package,
            row.operations,
            row.types,
            row.untyped,
            row.warnings,
            row.time.as_secs_f64() * 1000.0
        );
        say(format, &line);
    }
}

/// Tells a person; on standard error when a program reads the findings from standard output.
pub(crate) fn say(format: Format, text: &str) {
    match format {
        Format::Human | Format::Short => println!("{text}"),
        Format::Json => eprintln!("{text}"),
    }
}
