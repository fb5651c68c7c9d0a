//! Prints an SDK: the IR and its names become the items of every file. Nothing is decided here.

mod cargo_toml;
mod client;
mod context;
mod crate_root;
mod doc;
mod error;
mod headers;
mod ids;
mod imports;
mod json;
mod model;
mod moved;
mod nesting;
mod operation;
mod prose;
mod readme;
mod schema;
mod surface;
mod testing;
mod types;

pub use context::{Context, Layout, RuntimeSource};
pub use imports::Imports;
pub use types::path as type_path;

use proc_macro2::TokenStream;
use std::collections::BTreeMap;

/// A file before it has its final text.
#[derive(Clone, Debug)]
pub enum File {
    /// Rust, item by item.
    Rust(RustFile),
    /// Text that is final as it is.
    Text(String),
}

/// A Rust file, item by item.
#[derive(Clone, Debug, Default)]
pub struct RustFile {
    /// The lines of its `//!` comment.
    pub docs: Vec<String>,
    /// Inner attributes, such as `#![warn(missing_docs)]`.
    pub attributes: Vec<TokenStream>,
    /// What it uses.
    pub imports: Imports,
    /// The modules below it that nothing has to be said of.
    pub modules: Vec<String>,
    /// In their order.
    pub items: Vec<Item>,
    /// What others see of modules, at the end.
    pub exports: Vec<Export>,
}

/// Names of a module that others see.
#[derive(Clone, Debug)]
pub struct Export {
    /// The module.
    pub module: String,
    /// The names, in their order.
    pub names: Vec<String>,
}

impl Export {
    fn new(module: impl Into<String>, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { module: module.into(), names: names.into_iter().map(Into::into).collect() }
    }
}

/// An item before it has its final text.
#[derive(Clone, Debug)]
pub enum Item {
    /// All of it.
    Whole(TokenStream),
    /// A struct or an enum, member by member.
    Definition {
        /// What stands before the brace.
        head: TokenStream,
        /// What stands between the braces, without the commas.
        members: Vec<TokenStream>,
    },
    /// An `impl` block, member by member.
    Block {
        /// What stands before the brace.
        head: TokenStream,
        /// What stands between the braces.
        members: Vec<TokenStream>,
    },
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Whole(tokens)
    }
}

/// Prints one file when it is asked to, so that the tokens of one file are held at a time.
pub type Print<'sdk> = Box<dyn Fn() -> File + 'sdk>;

/// Every file of the crate that generation owns, by its path below the crate's folder.
pub fn crate_files<'sdk>(cx: &'sdk Context<'sdk>) -> BTreeMap<String, Print<'sdk>> {
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), text(|| cargo_toml::text(cx))),
        ("README.md".to_owned(), text(|| readme::text(cx))),
        ("src/lib.rs".to_owned(), rust(|| crate_root::file(cx))),
        ("src/client.rs".to_owned(), rust(|| client::file(cx))),
        ("src/testing.rs".to_owned(), rust(|| testing::file(cx))),
    ]);
    files.extend(operation::files(cx));
    files.extend(model::files(cx));
    files.extend(surface::files(cx));
    if !cx.sdk.ids.is_empty() {
        files.insert("src/ids.rs".to_owned(), rust(|| ids::file(cx)));
    }
    if error::has_bodies(cx) {
        files.insert("src/error.rs".to_owned(), rust(|| error::file(cx)));
    }
    if headers::are_described(cx) {
        files.insert("src/headers.rs".to_owned(), rust(|| headers::file(cx)));
    }
    files
}

fn text<'sdk>(print: impl Fn() -> String + 'sdk) -> Print<'sdk> {
    Box::new(move || File::Text(print()))
}

fn rust<'sdk>(print: impl Fn() -> RustFile + 'sdk) -> Print<'sdk> {
    Box::new(move || File::Rust(print()))
}
