//! Gives items their final text, one by one, with a blank line between them.

mod import;
mod plain;

use crate::emit::{Context, File, Print, RustFile};
use crate::write::FileSet;
use plain::Member;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use std::collections::BTreeMap;
use syn::buffer::TokenBuffer;

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
pub fn files(cx: &Context<'_>, files: BTreeMap<String, Print<'_>>) -> Result<FileSet, RenderError> {
    let header = cx.header();
    files
        .into_iter()
        .map(|(path, print)| {
            let text = match print() {
                File::Text(text) => text,
                // What is at fault was used up, so it is printed again to be shown.
                File::Rust(file) => rust(&header, file).map_err(|fault| fault.told(&path, print()))?,
            };
            Ok((path, text))
        })
        .collect()
}

/// What the parser refuses, and where.
struct Fault {
    message: String,
    /// Attributes first, then items.
    at: usize,
}

impl Fault {
    fn told(self, path: &str, file: File) -> RenderError {
        let Self { message, at } = self;
        let item = match file {
            File::Rust(file) => file.attributes.iter().chain(&file.items).nth(at).map(TokenStream::to_string),
            File::Text(_) => None,
        };
        RenderError { path: path.to_owned(), message, item: item.unwrap_or_default() }
    }
}

fn rust(header: &str, file: RustFile) -> Result<String, Fault> {
    let mut text = header.to_owned();
    text.push('\n');
    for line in &file.docs {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    let first_item = file.attributes.len();
    for (at, attribute) in file.attributes.into_iter().enumerate() {
        text.push_str(prettyplease::unparse(&parse(attribute, at)?).trim());
        text.push('\n');
    }
    let mut previous = None;
    for (at, item) in file.items.into_iter().enumerate() {
        let (kind, item_text) = item_text(item, first_item + at)?;
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

fn item_text(item: TokenStream, at: usize) -> Result<(Kind, String), Fault> {
    if let Some(line) = import::line(&item) {
        return Ok((Kind::Use, line));
    }
    match keyword(&item).as_deref() {
        Some("struct") => Ok((Kind::Other, struct_text(item, at)?)),
        Some("impl") => Ok((Kind::Other, impl_text(item, at)?)),
        _ => {
            let parsed = parse(item, at)?;
            let kind = Kind::of(&parsed);
            let text = match parsed {
                syn::Item::Macro(item) => macro_text(&item),
                item => prettyplease::unparse(&alone(item)),
            };
            Ok((kind, text))
        }
    }
}

/// The word that says what an item is: the first one behind its attributes that is not about who sees it.
fn keyword(item: &TokenStream) -> Option<String> {
    let words = item.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    words.map(|word| word.to_string()).find(|word| word != "pub")
}

fn struct_text(item: TokenStream, at: usize) -> Result<String, Fault> {
    let tokens = TokenBuffer::new2(item);
    match plain::structure(&tokens) {
        Some(text) => Ok(text),
        None => Ok(prettyplease::unparse(&alone(parse(tokens.begin().token_stream(), at)?))),
    }
}

/// A file of one item.
fn alone(item: syn::Item) -> syn::File {
    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}

/// An `impl` block with a blank line between its members, which prettyplease leaves out.
fn impl_text(item: TokenStream, at: usize) -> Result<String, Fault> {
    let mut head: Vec<TokenTree> = item.into_iter().collect();
    let members = match head.pop() {
        Some(TokenTree::Group(group)) => {
            let tokens = group.stream();
            // Tokens that two hold are copied when they are read.
            drop(group);
            plain::members(tokens)
        }
        _ => Vec::new(),
    };
    let frame = |members: TokenStream| {
        let block = TokenTree::Group(Group::new(Delimiter::Brace, members));
        let item = parse(head.iter().cloned().chain([block]).collect(), at)?;
        Ok(prettyplease::unparse(&alone(item)))
    };
    let empty = frame(TokenStream::new())?;
    if members.is_empty() {
        return Ok(empty);
    }
    // The frame of an empty block is its head with both braces: what stands before them is the head of every block.
    let head_text = empty.trim_end().trim_end_matches("{}");
    let mut text = format!("{head_text}{{\n");
    for (index, member) in members.into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        match member {
            Member::Text(member) => text.push_str(&member),
            Member::Tokens(tokens) => {
                let framed = frame(tokens)?;
                let body = framed.trim_end().strip_prefix(head_text).unwrap_or(&framed);
                text.push_str(body.trim_start_matches("{\n").trim_end_matches('}').trim_end());
                text.push('\n');
            }
        }
    }
    text.push_str("}\n");
    Ok(text)
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
    let arguments: Vec<String> = arguments.iter().map(argument_text).collect();
    let line = format!("{path}!({});\n", arguments.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines: String = arguments.iter().map(|argument| format!("    {argument},\n")).collect();
    format!("{path}!(\n{lines});\n")
}

/// An argument as it is written by hand: two dots stand close to the name behind them.
fn argument_text(argument: &TokenStream) -> String {
    let text = argument.to_string();
    text.strip_prefix(".. ").map_or_else(|| text.clone(), |name| format!("..{name}"))
}

/// Parses tokens that nobody else holds: a parser would copy them otherwise.
fn parse<T: syn::parse::Parse>(tokens: TokenStream, at: usize) -> Result<T, Fault> {
    syn::parse2(tokens).map_err(|error| Fault { message: error.to_string(), at })
}
