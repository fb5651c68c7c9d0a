//! Keeps the text of every file of a run, so that a finding can show the line it is about.

use super::{FileId, Span};
use std::sync::OnceLock;

/// The files read so far. A [`FileId`] is only good for the `Sources` that gave it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
struct File {
    path: String,
    text: String,
    /// Where each line starts, in bytes; counted when somebody asks, since most files are sound.
    lines: OnceLock<Vec<u32>>,
}

/// A place as people count: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Sources {
    /// Keeps a file under the path people know it by.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File { path: path.into(), text, lines: OnceLock::new() });
        id
    }

    /// The path of every file, in the order they were read.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.path)
    }

    /// The path as it was given.
    pub fn path(&self, file: FileId) -> &str {
        &self.file(file).path
    }

    /// The whole text, without a byte order mark.
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        let text = self.text(span.file);
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where a span starts.
    pub fn line_column(&self, span: Span) -> Position {
        let (line, line_start) = self.line_of(span);
        let before = self.text(span.file).get(line_start..span.start as usize).unwrap_or_default();
        Position { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The line a span starts in, without its line break, and the byte at which it starts.
    pub(super) fn line(&self, span: Span) -> (&str, usize) {
        let file = self.file(span.file);
        let (line, start) = self.line_of(span);
        let end = file.lines().get(line + 1).map_or(file.text.len(), |next| *next as usize);
        (file.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']), start)
    }

    /// Number (from 0) and first byte of the line a span starts in.
    fn line_of(&self, span: Span) -> (usize, usize) {
        let lines = self.file(span.file).lines();
        let line = lines.partition_point(|start| *start <= span.start).saturating_sub(1);
        (line, lines[line] as usize)
    }

    fn file(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }
}

impl File {
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let after_breaks = self.text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
            std::iter::once(0).chain(after_breaks).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("x.yaml", "a: é\r\nbé: 1\n".to_owned());
        let cases = [(0, 1, 1, "a: é"), (3, 1, 4, "a: é"), (7, 2, 1, "bé: 1"), (10, 2, 3, "bé: 1"), (14, 3, 1, "")];
        for (start, line, column, text) in cases {
            let span = Span { file, start, end: start };
            assert_eq!(sources.line_column(span), Position { line, column }, "byte {start}");
            assert_eq!(sources.line(span).0, text, "byte {start}");
        }
    }
}
