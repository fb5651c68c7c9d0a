//! Sees the one cause behind many syntax findings: lost indentation, or prose around the document.

use super::limits::Limits;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Span};

/// So many lines must agree before lost indentation is believed.
const MANY: usize = 4;

/// The finding that stands for all others of a file, when one cause explains them.
pub(super) fn cause(file: FileId, text: &str, limits: Limits, found: &Diagnostics) -> Option<Diagnostic> {
    let first = found.iter().find(|diagnostic| matches!(diagnostic.code, "NK006" | "NK010" | "NK016"))?;
    prose(file, text, limits, first.span?).or_else(|| lost_indentation(file, text))
}

/// Text in front of a document: what goes wrong does so before the line that opens it.
fn prose(file: FileId, text: &str, limits: Limits, failed: Span) -> Option<Diagnostic> {
    let key = limits.opening.split(' ').next().unwrap_or_default();
    let (number, start, line) = lines(text).find(|(_, _, line)| line.starts_with(key))?;
    let (_, first, junk) = lines(text).find(|(_, _, line)| !line.trim().is_empty() && !line.starts_with('#'))?;
    let is_before = (failed.start as usize) < start + line.len().max(1);
    if first >= start || junk.starts_with("---") || junk.contains(": ") || junk.ends_with(':') || !is_before {
        return None;
    }
    let message = format!("this is not YAML; a document seems to start at line {number}");
    Some(Diagnostic::error("NK008", span(file, first, junk), message).help("pass only that part"))
}

/// A list and nested keys, and yet every line starts at column 1.
fn lost_indentation(file: FileId, text: &str) -> Option<Diagnostic> {
    let (mut filled, mut markers, mut headings) = (0, 0, 0);
    for (_, _, line) in lines(text).filter(|(_, _, line)| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            return None;
        }
        filled += 1;
        markers += usize::from(line.starts_with("- "));
        headings += usize::from(line.trim_end().ends_with(':'));
    }
    if filled < MANY || markers == 0 || headings == 0 {
        return None;
    }
    let (_, start, line) = lines(text).find(|(_, _, line)| line.starts_with("- "))?;
    let message = "all indentation is missing, probably lost in copy and paste";
    Some(
        Diagnostic::error("NK007", span(file, start, line), message)
            .help("copy the file again; its structure cannot be recovered"),
    )
}

/// Every line with its number and first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').zip(1..).map(move |(line, number)| {
        let at = start;
        start += line.len();
        (number, at, line.trim_end_matches(['\n', '\r']))
    })
}

fn span(file: FileId, start: usize, line: &str) -> Span {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span { file, start: at(start), end: at(start + line.len()) }
}
