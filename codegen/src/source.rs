//! Reads files into trees of YAML nodes that know where they came from.

mod node;

pub use node::{Entry, FileId, Key, Map, Node, Number, Span, Value};
