//! Remembers anchored nodes and refuses aliases that would blow a small file up.

use super::thousands;
use crate::source::limits::Limits;
use crate::source::{Node, Value};

/// Anchored nodes by the number the parser gave them.
#[derive(Default)]
pub(super) struct Anchors {
    known: Vec<Option<(Node, Weight)>>,
    /// Nodes and bytes of text kept for aliases.
    kept: Weight,
    /// Nodes and bytes of text that aliases have repeated.
    repeated: Weight,
}

/// What a copy of a node costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) nodes: usize,
    pub(super) bytes: usize,
    pub(super) height: usize,
}

/// Why an alias is refused.
pub(super) enum Refusal {
    /// The anchor is around the alias.
    Itself,
    /// All aliases together repeat too much.
    TooMuch,
}

impl Weight {
    pub(super) fn scalar(value: &Value) -> Self {
        let bytes = match value {
            Value::String(text) => text.len(),
            _ => 0,
        };
        Self { nodes: 1, bytes, height: 0 }
    }

    /// Adds a child's weight to that of its collection, whose own node is added by [`Weight::wrapped`].
    pub(super) fn add(&mut self, child: Self) {
        self.nodes = self.nodes.saturating_add(child.nodes);
        self.bytes = self.bytes.saturating_add(child.bytes);
        self.height = self.height.max(child.height);
    }

    /// The weight of a collection whose children weigh this much.
    pub(super) fn wrapped(self) -> Self {
        Self { nodes: self.nodes + 1, bytes: self.bytes, height: self.height + 1 }
    }
}

impl Refusal {
    pub(super) fn message(&self, name: &str, limits: Limits) -> String {
        match self {
            Self::Itself => format!("alias `{name}` contains itself"),
            Self::TooMuch => format!("aliases expand to more than {} nodes; refused", thousands(limits.aliased)),
        }
    }
}

impl Anchors {
    /// Keeps a copy of an anchored node; `false` when anchors inside anchors make that too expensive. Number 0 is no anchor.
    pub(super) fn remember(&mut self, anchor: usize, node: &Node, weight: Weight, limits: Limits) -> bool {
        if anchor == 0 {
            return true;
        }
        self.kept.add(weight);
        if self.kept.nodes > limits.nodes || self.kept.bytes > limits.bytes {
            return false;
        }
        if self.known.len() <= anchor {
            self.known.resize(anchor + 1, None);
        }
        self.known[anchor] = Some((node.clone(), weight));
        true
    }

    /// The node an alias stands for, if the aliases so far leave room for it.
    pub(super) fn expand(&mut self, anchor: usize, limits: Limits) -> Result<(&Node, Weight), Refusal> {
        // The parser refuses names it has not seen, so an unknown number is an anchor that is still open.
        let Some(Some((node, weight))) = self.known.get(anchor) else { return Err(Refusal::Itself) };
        self.repeated.add(*weight);
        if self.repeated.nodes > limits.aliased || self.repeated.bytes > limits.bytes {
            return Err(Refusal::TooMuch);
        }
        Ok((node, *weight))
    }
}
