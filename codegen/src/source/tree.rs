//! Builds the node tree from the events of a parser, one collection at a time and never by recursion.

use super::limits::{Keys, Limits};
use super::{Entry, FileId, Key, Map, Node, Span, Value};
use crate::diagnostic::{Diagnostic, Diagnostics};

mod anchors;
mod keys;

use anchors::{Anchors, Weight};
pub(super) use keys::unquoted_template;

/// Findings about one file that are kept.
const ENOUGH: usize = 1000;

/// Reading cannot go on; the reason is among the findings.
#[derive(Debug)]
pub(super) struct Stop;

/// A tree under construction.
pub(super) struct Tree<'run> {
    pub(super) file: FileId,
    pub(super) text: &'run str,
    limits: Limits,
    found: &'run mut Diagnostics,
    reported: usize,
    open: Vec<Frame>,
    /// The items of all open sequences, one behind the other, so that each list is made in its final length.
    items: Vec<Node>,
    /// The same for mappings.
    entries: Vec<Entry>,
    anchors: Anchors,
    nodes: usize,
    root: Option<Node>,
}

/// A collection that is not closed yet.
struct Frame {
    start: u32,
    anchor: usize,
    weight: Weight,
    kind: Kind,
    /// How many items or entries of collections around it were there before.
    first: usize,
    /// The unquoted template that this mapping was meant to be.
    template: Option<Box<str>>,
}

enum Kind {
    List,
    Map(Slot),
}

/// Where a mapping stands between a key and its value.
enum Slot {
    /// The next node is a key.
    Free,
    /// The next node is the value of this key.
    Key(Key),
    /// The next node is the value of a key that was refused.
    Refused,
}

/// A scalar as a parser hands it on.
pub(super) struct Scalar<'text> {
    pub(super) value: Value,
    /// As written, for keys that are no text.
    pub(super) written: &'text str,
    /// Neither quoted nor a block.
    pub(super) is_plain: bool,
}

impl<'run> Tree<'run> {
    pub(super) fn new(file: FileId, text: &'run str, limits: Limits, found: &'run mut Diagnostics) -> Self {
        let (open, items, entries, anchors) = (Vec::new(), Vec::new(), Vec::new(), Anchors::default());
        Self { file, text, limits, found, reported: 0, open, items, entries, anchors, nodes: 0, root: None }
    }

    /// The finished tree.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }

    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        Span { file: self.file, start, end }
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Reports a finding; of very many, only as many as anybody would read.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.reported += 1;
        if self.reported <= ENOUGH {
            self.found.push(diagnostic);
        }
    }

    /// Whether the same thing was said about a place before.
    pub(super) fn has_reported(&self, diagnostic: &Diagnostic) -> bool {
        self.found.iter().any(|one| one.code == diagnostic.code && one.span == diagnostic.span)
    }

    /// Reports a finding that ends reading.
    pub(super) fn stop<T>(&mut self, diagnostic: Diagnostic) -> Result<T, Stop> {
        self.found.push(diagnostic);
        Err(Stop)
    }

    pub(super) fn open_list(&mut self, start: u32, anchor: usize) -> Result<(), Stop> {
        self.open(start, anchor, Kind::List, self.items.len())
    }

    pub(super) fn open_map(&mut self, start: u32, anchor: usize) -> Result<(), Stop> {
        self.open(start, anchor, Kind::Map(Slot::Free), self.entries.len())
    }

    /// Closes the innermost collection. `end` is where its bracket ends, `None` when indentation closed it.
    pub(super) fn close(&mut self, end: Option<u32>) -> Result<(), Stop> {
        let Some(Frame { start, anchor, weight, kind, first, template }) = self.open.pop() else { return Ok(()) };
        let (value, last) = match kind {
            Kind::List => {
                let items: Vec<_> = self.items.drain(first..).collect();
                let last = items.last().map(|item| item.span.end);
                (Value::List(items), last)
            }
            Kind::Map(_) => {
                let entries: Vec<_> = self.entries.drain(first..).collect();
                let last = entries.last().map(|entry| entry.value.span.end.max(entry.key.span.end));
                match template {
                    // What follows would be about a mapping that nobody wrote.
                    Some(template) => (Value::String(template), None),
                    None => (Value::Map(Map::new(self.without_duplicates(entries))), last),
                }
            }
        };
        let end = end.or(last).unwrap_or(start).max(start);
        let node = Node { span: self.span(start, end), value };
        self.place(node, weight.wrapped(), anchor)
    }

    pub(super) fn scalar(&mut self, scalar: Scalar<'_>, start: u32, end: u32, anchor: usize) -> Result<(), Stop> {
        self.count(1, start)?;
        let weight = Weight::scalar(&scalar.value);
        let span = self.span(start, end);
        if let Some(Frame { kind: Kind::Map(Slot::Free), .. }) = self.open.last() {
            let refusal = keys::refusal(&scalar, span, self.limits.keys);
            let is_refused = refusal.is_some();
            if let Some(diagnostic) = refusal {
                self.report(diagnostic);
            }
            let node = Node { span, value: scalar.value };
            self.remember(&node, weight, anchor)?;
            let text = match node.value {
                Value::String(text) => text,
                _ => scalar.written.into(),
            };
            if let Some(Frame { kind: Kind::Map(slot), .. }) = self.open.last_mut() {
                *slot = if is_refused { Slot::Refused } else { Slot::Key(Key { text, span }) };
            }
            return Ok(());
        }
        // An empty value has no text of its own: it is shown at its key.
        let span = match self.open.last() {
            Some(Frame { kind: Kind::Map(Slot::Key(key)), .. }) if start == end => key.span,
            _ => span,
        };
        self.place(Node { span, value: scalar.value }, weight, anchor)
    }

    /// Repeats an anchored node. The copy stands where the alias stands, what is inside it where it was written.
    pub(super) fn alias(&mut self, anchor: usize, start: u32, end: u32) -> Result<(), Stop> {
        let span = self.span(start, end);
        let name = self.text.get(start as usize..end as usize).unwrap_or_default().trim_start_matches('*');
        let (node, weight) = match self.anchors.expand(anchor, self.limits) {
            Ok((node, weight)) => (Node { span, value: node.value.clone() }, weight),
            Err(refusal) => return self.stop(Diagnostic::error("NK011", span, refusal.message(name, self.limits))),
        };
        self.count(weight.nodes, start)?;
        self.check_depth(weight.height, start)?;
        if let Some(Frame { kind: Kind::Map(slot @ Slot::Free), .. }) = self.open.last_mut()
            && let Value::String(text) = node.value
        {
            *slot = Slot::Key(Key { text, span });
            return Ok(());
        }
        self.place(node, weight, 0)
    }

    fn open(&mut self, start: u32, anchor: usize, kind: Kind, first: usize) -> Result<(), Stop> {
        self.count(1, start)?;
        self.check_depth(1, start)?;
        self.open.push(Frame { start, anchor, weight: Weight::default(), kind, first, template: None });
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node, weight: Weight, anchor: usize) -> Result<(), Stop> {
        self.remember(&node, weight, anchor)?;
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.weight.add(weight);
        match &mut frame.kind {
            Kind::List => self.items.push(node),
            Kind::Map(slot) => match std::mem::replace(slot, Slot::Free) {
                Slot::Key(key) => self.entries.push(Entry { key, value: node }),
                Slot::Refused => {}
                Slot::Free => {
                    *slot = Slot::Refused;
                    let owner = self.open.iter().rev().nth(1).and_then(Frame::pending_key);
                    let diagnostic = keys::collection_as_key(self.text, &node, owner);
                    if let Some(span) = diagnostic.span.filter(|_| diagnostic.code == "NK018") {
                        let template = self.text.get(span.start as usize..span.end as usize);
                        if let Some(frame) = self.open.last_mut() {
                            frame.template = template.map(Into::into);
                        }
                    }
                    self.report(diagnostic);
                }
            },
        }
        Ok(())
    }

    fn remember(&mut self, node: &Node, weight: Weight, anchor: usize) -> Result<(), Stop> {
        if self.anchors.remember(anchor, node, weight, self.limits) {
            return Ok(());
        }
        let message =
            format!("anchors inside each other repeat more than {} nodes; refused", thousands(self.limits.nodes));
        self.stop(Diagnostic::error("NK011", node.span, message))
    }

    fn count(&mut self, more: usize, start: u32) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes <= self.limits.nodes {
            return Ok(());
        }
        let message = format!("document has more than {} nodes", thousands(self.limits.nodes));
        self.stop(Diagnostic::error("NK015", self.span(start, start), message))
    }

    fn check_depth(&mut self, height: usize, start: u32) -> Result<(), Stop> {
        if self.open.len() + height <= self.limits.depth {
            return Ok(());
        }
        let diagnostic = too_deep(self.span(start, start + 1), self.limits);
        self.stop(diagnostic)
    }

    /// Keeps the first of every key and reports the others.
    fn without_duplicates(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let repeats = keys::repeats(&entries);
        if repeats.is_empty() {
            return entries;
        }
        for &(again, first) in &repeats {
            let (again, first) = (&entries[again].key, &entries[first].key);
            let diagnostic = Diagnostic::error("NK010", again.span, format!("duplicate key `{}`", again.text));
            self.report(diagnostic.related(first.span, "first defined here").help("keep one of them"));
        }
        let is_repeat = |index| repeats.binary_search_by_key(&index, |(again, _)| *again).is_ok();
        entries.into_iter().enumerate().filter(|(index, _)| !is_repeat(*index)).map(|(_, entry)| entry).collect()
    }
}

impl Frame {
    fn pending_key(&self) -> Option<&Key> {
        match &self.kind {
            Kind::Map(Slot::Key(key)) => Some(key),
            _ => None,
        }
    }
}

/// The finding about a document that is nested too deep.
pub(super) fn too_deep(span: Span, limits: Limits) -> Diagnostic {
    Diagnostic::error("NK015", span, format!("document nested deeper than {} levels", limits.depth))
}

/// A number with commas, as people read it.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
