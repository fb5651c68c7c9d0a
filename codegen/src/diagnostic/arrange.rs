//! Brings the findings of a run into the order and the number a person can read.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics, FileId, Severity, Sources, operations};

/// So many findings of one code in one file are shown.
const PER_CODE: usize = 5;
/// So many findings are shown at all.
const IN_ALL: usize = 100;

/// What is shown of a run.
pub(super) struct Arranged<'run> {
    pub(super) shown: Vec<Cow<'run, Diagnostic>>,
    /// Code, path and number of findings that are not shown because others of their kind are.
    pub(super) folded: Vec<(&'static str, String, usize)>,
    /// How many more there are.
    pub(super) omitted: usize,
}

impl Diagnostics {
    /// Every finding once, by file, position and code; what was found in several operations stands at the first place.
    pub fn sorted(&self) -> Vec<Cow<'_, Diagnostic>> {
        let mut sorted: Vec<&Diagnostic> = self.iter().collect();
        sorted.sort_by(|left, right| in_order(left, right));
        sorted.dedup();
        operations::joined(sorted)
    }
}

/// Folds what repeats and cuts what is too much; errors are the last to go.
pub(super) fn arrange<'run>(sources: &Sources, found: &'run Diagnostics, notes: bool) -> Arranged<'run> {
    let mut counts: BTreeMap<(Option<FileId>, Option<String>, &'static str), usize> = BTreeMap::new();
    let wanted = found.sorted().into_iter().filter(|diagnostic| notes || diagnostic.severity != Severity::Note);
    let mut shown: Vec<Cow<'_, Diagnostic>> = wanted
        .filter(|diagnostic| {
            let file = diagnostic.span.map(|span| span.file);
            let count = counts.entry((file, diagnostic.path.clone(), diagnostic.code)).or_default();
            *count += 1;
            *count <= PER_CODE
        })
        .collect();
    let omitted = shown.len().saturating_sub(IN_ALL);
    if omitted > 0 {
        shown.sort_by_key(|diagnostic| diagnostic.severity);
        shown.truncate(IN_ALL);
        shown.sort_by(|left, right| in_order(left, right));
    }
    let folded = counts.into_iter().filter(|(_, count)| *count > PER_CODE).map(|((file, path, code), count)| {
        let path = file.map(|file| sources.path(file).to_owned()).or(path).unwrap_or_default();
        (code, path, count - PER_CODE)
    });
    Arranged { shown, folded: folded.collect(), omitted }
}

/// Findings without a place come first: a file that cannot be read explains many of the others.
fn in_order(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    let place = |diagnostic: &Diagnostic| diagnostic.span.map(|span| (span.file, span.start, span.end));
    let by_place = place(left).cmp(&place(right)).then_with(|| left.path.cmp(&right.path));
    let by_code = by_place.then_with(|| left.code.cmp(right.code)).then_with(|| left.message.cmp(&right.message));
    by_code.then_with(|| left.help.cmp(&right.help)).then_with(|| left.related.cmp(&right.related))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn at(file: FileId, start: u32, code: &'static str) -> Diagnostic {
        Diagnostic::error(code, Span { file, start, end: start + 1 }, format!("finding at {start}"))
    }

    fn sources() -> (Sources, FileId, FileId) {
        let mut sources = Sources::default();
        let (first, second) = (sources.add("a.yaml", "x".repeat(500)), sources.add("b.yaml", "x".repeat(500)));
        (sources, first, second)
    }

    #[test]
    fn sorts_by_file_position_and_code_and_drops_repeats() {
        let (_, a, b) = sources();
        let mut found = Diagnostics::default();
        for (file, start, code) in [(b, 0, "X1"), (a, 9, "X1"), (a, 2, "X2"), (a, 2, "X1"), (a, 9, "X1")] {
            found.push(at(file, start, code));
        }
        found.push(Diagnostic::file_error("X9", "c.yaml", "gone"));
        let order: Vec<_> =
            found.sorted().iter().map(|one| (one.code, one.span.map(|span| (span.file, span.start)))).collect();
        let wanted =
            [("X9", None), ("X1", Some((a, 2))), ("X2", Some((a, 2))), ("X1", Some((a, 9))), ("X1", Some((b, 0)))];
        assert_eq!(order, wanted);
    }

    #[test]
    fn folds_more_than_five_of_a_code_in_a_file() {
        let (sources, a, b) = sources();
        let mut found = Diagnostics::default();
        for start in 0..8 {
            found.push(at(a, start, "X1"));
            found.push(at(b, start / 2, "X1"));
        }
        let arranged = arrange(&sources, &found, false);
        assert_eq!(arranged.folded, [("X1", "a.yaml".to_owned(), 3)]);
        assert_eq!((arranged.shown.len(), arranged.omitted), (9, 0));
    }

    #[test]
    fn shows_at_most_a_hundred_and_errors_first() {
        const CODES: [&str; 25] = [
            "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13", "X14", "X15",
            "X16", "X17", "X18", "X19", "X20", "X21", "X22", "X23", "X24", "X25",
        ];
        let (sources, a, _) = sources();
        let mut found = Diagnostics::default();
        for (index, code) in CODES.into_iter().enumerate() {
            for start in 0..5 {
                let severity = if index == 24 { Severity::Error } else { Severity::Warning };
                found.push(Diagnostic { severity, ..at(a, start, code) });
            }
        }
        let arranged = arrange(&sources, &found, false);
        assert_eq!((arranged.shown.len(), arranged.omitted), (100, 25));
        assert_eq!(arranged.shown.iter().filter(|one| one.severity == Severity::Error).count(), 5);
    }
}
