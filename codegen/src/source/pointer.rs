//! Turns the place of a finding into an RFC 6901 pointer, for programs that know the document and not its lines.

use std::cell::RefCell;
use std::collections::HashMap;

use super::limits::Limits;
use super::{Node, Value, read_text};
use crate::diagnostic::{Diagnostics, FileId, Sources, Span};

/// The pointers of a run. Each file is read again when the first finding in it is asked for.
pub struct Pointers<'run> {
    sources: &'run Sources,
    /// The tree of each file that was asked for; none when it has no structure.
    trees: RefCell<HashMap<FileId, Option<Node>>>,
}

impl<'run> Pointers<'run> {
    /// Pointers into these files.
    pub fn new(sources: &'run Sources) -> Self {
        Self { sources, trees: RefCell::default() }
    }

    /// The pointer to the innermost value around a place, a key counting as the value it names.
    ///
    /// `None` when the file's syntax is broken.
    pub fn of(&self, span: Span) -> Option<String> {
        let mut trees = self.trees.borrow_mut();
        let root = trees.entry(span.file).or_insert_with(|| self.tree(span.file)).as_ref()?;
        Some(innermost(root, span))
    }

    fn tree(&self, file: FileId) -> Option<Node> {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        // The widest limits: a file that a stricter reader took is taken here too.
        read_text(&mut sources, &mut found, self.sources.path(file), self.sources.text(file), Limits::CONTRACT)
            .map(|(_, root)| root)
    }
}

fn innermost(root: &Node, span: Span) -> String {
    let mut pointer = String::new();
    let mut at = root;
    // What an alias repeats keeps the place of its anchor, so the first value around a place is the one written there.
    while let Some((step, value)) = step(at, span) {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        at = value;
    }
    pointer
}

/// The child that a place is in.
fn step(node: &Node, span: Span) -> Option<(String, &Node)> {
    // Trees read again have another file number.
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    match &node.value {
        Value::Map(map) => {
            let entry = map.iter().find(|entry| holds(entry.key.span) || holds(entry.value.span))?;
            Some((entry.key.text.to_string(), &entry.value))
        }
        Value::List(items) => {
            let (index, item) = items.iter().enumerate().find(|(_, item)| holds(item.span))?;
            Some((index.to_string(), item))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str, word: &str) -> Option<String> {
        let mut sources = Sources::default();
        sources.add("other.yaml", "a: b".to_owned());
        let file = sources.add("acme.yaml", text.to_owned());
        let at = text.find(word).unwrap();
        let byte = |at: usize| u32::try_from(at).unwrap();
        Pointers::new(&sources).of(Span { file, start: byte(at), end: byte(at + word.len()) })
    }

    #[test]
    fn points_at_the_innermost_value() {
        let text = "a: one\npaths:\n  /x/{id}:\n    get: [ { n~m: two }, three ]\n  \"é\": { 1: 4four }\n";
        let cases = [
            ("one", "/a"),
            ("paths", "/paths"),
            ("/x/{id}", "/paths/~1x~1{id}"),
            ("two", "/paths/~1x~1{id}/get/0/n~0m"),
            ("n~m", "/paths/~1x~1{id}/get/0/n~0m"),
            ("three", "/paths/~1x~1{id}/get/1"),
            ("two }, three", "/paths/~1x~1{id}/get"),
            ("4four", "/paths/é/1"),
            ("one\npaths", ""),
        ];
        for (word, expected) in cases {
            assert_eq!(pointer(text, word).as_deref(), Some(expected), "{word}");
        }
    }

    #[test]
    fn points_at_what_is_written_and_not_at_its_alias() {
        assert_eq!(pointer("a: &x { b: one }\nc: *x\n", "one").as_deref(), Some("/a/b"));
        assert_eq!(pointer("a: &x { b: one }\nc: [ *x, two ]\n", "two").as_deref(), Some("/c/1"));
    }

    #[test]
    fn broken_files_have_no_structure_to_point_into() {
        assert_eq!(pointer("a: [ one\n", "one"), None);
    }
}
