//! Gives items their final text, one by one, with a blank line between them.

mod import;

use crate::emit::{Context, File, RustFile};
use crate::write::FileSet;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use std::collections::BTreeMap;

/// The width prettyplease keeps to.
const WIDTH: usize = 89;

/// The emitter printed something that is no Rust: a fault of the generator, never of a spec.
#[derive(Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The file.
    pub path: String,
    /// What the parser says.
    pub message: String,
    /// The item.
    pub item: String,
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { path, message, item } = self;
        write!(f, "the generator printed what is no Rust in {path}: {message}\n{item}")
    }
}

impl std::error::Error for RenderError {}

/// Turns every file into its text.
pub fn files(cx: &Context<'_>, files: BTreeMap<String, File>) -> Result<FileSet, RenderError> {
    let header = cx.header();
    files
        .into_iter()
        .map(|(path, file)| {
            let text = match file {
                File::Text(text) => text,
                File::Rust(file) => rust(&header, &path, &file)?,
            };
            Ok((path, text))
        })
        .collect()
}

fn rust(header: &str, path: &str, file: &RustFile) -> Result<String, RenderError> {
    let mut text = header.to_owned();
    text.push('\n');
    for line in &file.docs {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    for attribute in &file.attributes {
        text.push_str(unparse(path, attribute.clone())?.trim());
        text.push('\n');
    }
    let mut previous = None;
    for item in &file.items {
        let (kind, item_text) = match import::line(item) {
            Some(line) => (Kind::Use, line),
            None => {
                let parsed = parse(path, item)?;
                (Kind::of(&parsed), item_text(parsed))
            }
        };
        // Imports and modules stand together, everything else apart.
        if previous != Some(kind) || kind == Kind::Other {
            text.push('\n');
        }
        text.push_str(&item_text);
        previous = Some(kind);
    }
    Ok(text)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    Export,
    Module,
    Other,
}

impl Kind {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Self::Use,
            syn::Item::Use(_) => Self::Export,
            syn::Item::Mod(item) if item.content.is_none() => Self::Module,
            _ => Self::Other,
        }
    }
}

fn item_text(item: syn::Item) -> String {
    match item {
        syn::Item::Impl(item) if item.items.len() > 1 => impl_text(item),
        syn::Item::Macro(item) => macro_text(&item),
        item => prettyplease::unparse(&alone(item)),
    }
}

/// A file of one item.
fn alone(item: syn::Item) -> syn::File {
    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}

/// An `impl` block with a blank line between its members, which prettyplease leaves out.
fn impl_text(mut block: syn::ItemImpl) -> String {
    let members = std::mem::take(&mut block.items);
    let frame = |items: Vec<syn::ImplItem>| {
        prettyplease::unparse(&alone(syn::Item::Impl(syn::ItemImpl { items, ..block.clone() })))
    };
    let empty = frame(Vec::new());
    // The frame of an empty block is its head with both braces: what stands before them is the head of every block.
    let head = empty.trim_end().trim_end_matches("{}").to_owned();
    let bodies: Vec<String> = members
        .into_iter()
        .map(|member| {
            let text = frame(vec![member]);
            let body = text.trim_end().strip_prefix(head.as_str()).unwrap_or(&text);
            body.trim_start_matches("{\n").trim_end_matches('}').trim_end().to_owned()
        })
        .collect();
    format!("{head}{{\n{}\n}}\n", bodies.join("\n\n"))
}

/// A macro call with its arguments on one line where they fit, else each on its own.
fn macro_text(item: &syn::ItemMacro) -> String {
    let path = item.mac.path.to_token_stream().to_string().replace(' ', "");
    let mut arguments = vec![TokenStream::new()];
    for token in item.mac.tokens.clone() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => arguments.push(TokenStream::new()),
            token => arguments.iter_mut().rev().take(1).for_each(|last| last.extend([token.clone()])),
        }
    }
    let arguments: Vec<String> = arguments.iter().map(TokenStream::to_string).collect();
    let line = format!("{path}!({});\n", arguments.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines: String = arguments.iter().map(|argument| format!("    {argument},\n")).collect();
    format!("{path}!(\n{lines});\n")
}

fn parse(path: &str, item: &TokenStream) -> Result<syn::Item, RenderError> {
    syn::parse2(item.clone()).map_err(|error| fault(path, &error, item))
}

fn unparse(path: &str, tokens: TokenStream) -> Result<String, RenderError> {
    let file = syn::parse2(tokens.clone()).map_err(|error| fault(path, &error, &tokens))?;
    Ok(prettyplease::unparse(&file))
}

fn fault(path: &str, error: &syn::Error, tokens: &TokenStream) -> RenderError {
    RenderError { path: path.to_owned(), message: error.to_string(), item: tokens.to_string() }
}
