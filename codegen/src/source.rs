//! Reads files into trees of YAML nodes that know where they came from.

mod node;
mod spanned;
pub mod table;

pub use node::{Entry, Key, Map, Node, Number, Value};
pub use spanned::Spanned;
pub use table::{Codes, Table};

pub use crate::diagnostic::{FileId, Span};
