//! Feeds YAML text to the tree, event by event.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks, Tag};

use super::char_index::CharIndex;
use super::tree::{Scalar, Stop, Tree};
use super::{Value, scalar, syntax};
use crate::diagnostic::Diagnostic;

/// Reads the one document of a text into `tree`; every reason to stop is reported there.
pub(super) fn read(tree: &mut Tree<'_>) -> Result<(), Stop> {
    let index = CharIndex::new(tree.text);
    let mut reader = Reader { index, documents: 0, flow: Vec::new() };
    let mut parser = Parser::new_from_str(tree.text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, marks)) => reader.take(tree, event, marks)?,
            Err(error) => {
                let diagnostic = reader.syntax_error(tree, &error);
                // An unquoted template is often seen twice: as a nested mapping, and by what it does to the text behind it.
                if tree.has_reported(&diagnostic) {
                    return Err(Stop);
                }
                return tree.stop(diagnostic);
            }
        }
    }
    Ok(())
}

struct Reader<'text> {
    index: CharIndex<'text>,
    documents: usize,
    /// For each open collection, whether it is written with brackets.
    flow: Vec<bool>,
}

impl Reader<'_> {
    fn take(&mut self, tree: &mut Tree<'_>, event: Event<'_>, marks: Marks) -> Result<(), Stop> {
        let (start, end) = (self.index.byte(marks.start.index()), self.index.byte(marks.end.index()));
        match event {
            Event::DocumentStart(_) => self.start_document(tree, start),
            Event::Alias(anchor) => tree.alias(anchor, start, end),
            Event::Scalar(text, style, anchor, tag) => {
                let forced = tag.as_deref().is_some_and(|tag| check_tag(tree, tag, "str", start, end));
                let is_plain = style == ScalarStyle::Plain;
                let value = if is_plain && !forced { scalar::plain(&text) } else { Value::String((*text).into()) };
                let end = written_end(tree.text, start, end);
                if is_plain {
                    syntax::warn_of_comment(tree, start, end);
                }
                tree.scalar(Scalar { value, written: &text, is_plain }, start, end, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                if let Some(tag) = tag {
                    check_tag(tree, &tag, "seq", start, end);
                }
                self.flow.push(tree.text[start as usize..].starts_with('['));
                tree.open_list(start, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                if let Some(tag) = tag {
                    check_tag(tree, &tag, "map", start, end);
                }
                self.flow.push(tree.text[start as usize..].starts_with('{'));
                tree.open_map(start, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let has_bracket = self.flow.pop().unwrap_or_default() && start < end;
                // The parser counts what follows a bracket in, up to a comment.
                tree.close(has_bracket.then_some(start + 1))
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn start_document(&mut self, tree: &mut Tree<'_>, start: u32) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let span = tree.span(start, start + 3);
        let diagnostic = Diagnostic::error("NK009", span, "found a second document, expected 1; it starts here");
        tree.stop(diagnostic.help("keep one document in a file"))
    }

    fn syntax_error(&self, tree: &Tree<'_>, error: &ScanError) -> Diagnostic {
        let at = self.index.byte(error.marker().index());
        syntax::diagnostic(tree, error.info(), at)
    }
}

/// Reports a tag that changes what a value is; `true` when it only says what `core` means anyway.
fn check_tag(tree: &mut Tree<'_>, tag: &Tag, core: &str, start: u32, end: u32) -> bool {
    let is_core = tag.is_yaml_core_schema() && tag.suffix == core;
    if is_core || (tag.handle.is_empty() && tag.suffix == "!") {
        return true;
    }
    let name = if tag.is_yaml_core_schema() { format!("!!{}", tag.suffix) } else { tag.to_string() };
    let span = tree.span(start, end);
    tree.report(Diagnostic::error("NK012", span, format!("tag `{name}` is not allowed")).help("remove it"));
    true
}

/// Where a scalar really ends: parsers count the white space after it in.
fn written_end(text: &str, start: u32, end: u32) -> u32 {
    let written = text.get(start as usize..end as usize).unwrap_or_default().trim_end();
    start + u32::try_from(written.len()).unwrap_or_default()
}
