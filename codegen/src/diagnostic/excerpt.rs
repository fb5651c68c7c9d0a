//! Cuts the piece of a line that a finding is about out of a file.

use std::ops::Range;

use super::{Sources, Span, clean};

/// Lines up to so many bytes are handed on whole; the renderer fits them to a terminal.
const WHOLE: usize = 2000;
/// So many characters are kept of a longer line.
const WIDTH: usize = 120;
/// So many of them are in front of the place.
const LEAD: usize = 40;

/// What there is to see at a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excerpt {
    /// Nothing: the line is empty.
    Empty,
    /// A whole line and the place in it, in bytes.
    Line(String, Range<usize>),
    /// A piece of a line that is too long to be shown, such as minified JSON.
    Piece(String),
}

/// The line a span starts in. A span over several lines is marked on the first.
pub(super) fn excerpt(sources: &Sources, span: Span) -> Excerpt {
    let (line, line_start) = sources.line(span);
    let inside = |byte: u32| (byte as usize).saturating_sub(line_start).min(line.len());
    let (from, to) = (inside(span.start), inside(span.end).max(inside(span.start)));
    let (Some(before), Some(marked)) = (line.get(..from), line.get(from..to)) else { return Excerpt::Empty };
    if line.is_empty() {
        return Excerpt::Empty;
    }
    let clean = |text: &str| text.chars().map(clean::character).collect::<String>();
    if line.len() <= WHOLE {
        let start = clean(before).len();
        return Excerpt::Line(clean(line), start..start + clean(marked).len());
    }
    let skipped = before.chars().count().saturating_sub(LEAD);
    let kept: String = line.chars().skip(skipped).take(WIDTH).map(clean::character).collect();
    Excerpt::Piece(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, start: usize, end: usize) -> Excerpt {
        let mut sources = Sources::default();
        let file = sources.add("x", text.to_owned());
        let at = |byte: usize| u32::try_from(byte).unwrap();
        excerpt(&sources, Span { file, start: at(start), end: at(end) })
    }

    #[test]
    fn marks_the_place_in_its_line() {
        let line = |text: &str, mark| Excerpt::Line(text.to_owned(), mark);
        assert_eq!(of("a: b\nkey: é\n", 10, 12), line("key: é", 5..7));
        assert_eq!(of("a: b\nkey: c\n", 0, 12), line("a: b", 0..4));
        assert_eq!(of("a: b\n", 4, 4), line("a: b", 4..4));
        assert_eq!(of("a: b\n", 9, 9), Excerpt::Empty);
        assert_eq!(of("", 0, 0), Excerpt::Empty);
        assert_eq!(of("a: \u{1b}[0m", 3, 4), line("a: \u{fffd}[0m", 3..6));
    }

    #[test]
    fn cuts_a_piece_out_of_very_long_lines() {
        let line = format!("{}HERE{}", "é".repeat(2000), "b".repeat(1000));
        let piece = format!("{}HERE{}", "é".repeat(LEAD), "b".repeat(WIDTH - LEAD - 4));
        assert_eq!(of(&line, 4000, 4004), Excerpt::Piece(piece));
    }
}
