//! Reads files into trees of YAML nodes that know where they came from.

mod char_index;
mod file;
mod json;
mod layout;
mod limits;
pub mod location;
mod node;
mod pointer;
mod read;
mod scalar;
mod spanned;
mod syntax;
pub mod table;
mod to_json;
mod tree;
mod yaml;

pub use limits::{Keys, Limits};
pub use node::{Entry, Key, Map, Node, Number, Value};
pub use pointer::Pointers;
pub use read::{read, read_text};
pub use spanned::Spanned;
pub use table::{Codes, Table};

pub use crate::diagnostic::{FileId, Position, Sources, Span};

#[cfg(test)]
mod tests;
