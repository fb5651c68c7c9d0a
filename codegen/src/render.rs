//! Gives items their final text, one by one, with a blank line between them.

mod plain;
mod tokens;

use crate::emit::{Context, File, Item, Print, RustFile};
use crate::write::FileSet;
use plain::Lines;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use tokens::{Cursor, Tokens};

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
    // Both are used for every file, so that neither grows again and again.
    let (mut tokens, mut lines) = (Tokens::default(), Lines::default());
    files
        .into_iter()
        .map(|(path, print)| {
            let text = match print() {
                File::Text(text) => text,
                File::Rust(file) => {
                    lines.restart(&header);
                    rust(file, &mut tokens, &mut lines).map_err(|fault| fault.told(&path))?;
                    lines.text.clone()
                }
            };
            Ok((path, text))
        })
        .collect()
}

/// What the parser refuses, and why.
struct Fault {
    message: String,
    item: String,
}

impl Fault {
    fn told(self, path: &str) -> RenderError {
        RenderError { path: path.to_owned(), message: self.message, item: self.item }
    }
}

fn rust(file: RustFile, tokens: &mut Tokens, lines: &mut Lines) -> Result<(), Fault> {
    lines.text.push('\n');
    for line in file.docs.iter().map(|line| line.trim_end()) {
        lines.text.push_str(if line.is_empty() { "//!" } else { "//! " });
        lines.text.push_str(line);
        lines.text.push('\n');
    }
    for attribute in file.attributes {
        let attribute = tokens.read(attribute);
        if lines.attempt(|lines| lines.inner_attribute(attribute)).is_none() {
            lines.text.push_str(formatted(attribute.source())?.trim_start());
        }
    }
    let mut previous = None;
    if !file.imports.is_empty() {
        lines.text.push('\n');
        file.imports.iter().for_each(|(module, names)| lines.import(module, &names));
        previous = Some(Kind::Use);
    }
    if !file.modules.is_empty() {
        lines.text.push('\n');
        file.modules.iter().for_each(|module| lines.module(module));
        previous = Some(Kind::Module);
    }
    for item in file.items {
        let item = match item {
            Item::Whole(item) => tokens.read(item),
            Item::Definition { head, members } => {
                lines.text.push('\n');
                definition(lines, tokens, head, members)?;
                previous = Some(Kind::Other);
                continue;
            }
            Item::Block { head, members } => {
                lines.text.push('\n');
                block(lines, tokens, head, members)?;
                previous = Some(Kind::Other);
                continue;
            }
        };
        let kind = Kind::of(item);
        // Imports and modules stand together, everything else apart.
        if previous != Some(kind) || kind == Kind::Other {
            lines.text.push('\n');
        }
        match plain::keyword(item) {
            Some("impl") => whole_block(lines, item)?,
            _ => {
                if lines.attempt(|lines| plain::item(lines, item)).is_none() {
                    lines.text.push_str(&formatted(item.source())?);
                }
            }
        }
        previous = Some(kind);
    }
    if !file.exports.is_empty() {
        lines.text.push('\n');
        file.exports.iter().for_each(|export| lines.export(&export.module, &export.names));
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    Export,
    Module,
    Other,
}

impl Kind {
    fn of(item: Cursor<'_>) -> Self {
        match plain::keyword(item) {
            Some("use") if plain::is_public(item) => Self::Export,
            Some("use") => Self::Use,
            // One with braces holds items of its own.
            Some("mod") if plain::split_at_braces(item).is_none() => Self::Module,
            _ => Self::Other,
        }
    }
}

/// A struct or an enum, each member on a line of its own.
fn definition(
    lines: &mut Lines,
    tokens: &mut Tokens,
    head: TokenStream,
    members: Vec<TokenStream>,
) -> Result<(), Fault> {
    let head = tokens.read(head);
    if members.is_empty() {
        lines.text.push_str(&formatted(format!("{} {{}}", head.source()))?);
        return Ok(());
    }
    let frame = if plain::keyword(head) == Some("enum") { "enum" } else { "struct" };
    block_head(lines, head)?;
    lines.depth += 1;
    for each in members {
        let each = tokens.read(each);
        if lines.attempt(|lines| plain::field(lines, each)).is_none() {
            push_framed(lines, &format!("{frame} Frame"), each)?;
        }
    }
    lines.depth -= 1;
    lines.text.push_str("}\n");
    Ok(())
}

/// An `impl` block with a blank line between its members, which prettyplease leaves out.
fn block(lines: &mut Lines, tokens: &mut Tokens, head: TokenStream, members: Vec<TokenStream>) -> Result<(), Fault> {
    block_head(lines, tokens.read(head))?;
    lines.depth += 1;
    for (index, each) in members.into_iter().enumerate() {
        if index > 0 {
            lines.text.push('\n');
        }
        let each = tokens.read(each);
        debug_assert!(plain::end_of_member(each).eof(), "one member at a time");
        member(lines, each)?;
    }
    lines.depth -= 1;
    lines.text.push_str("}\n");
    Ok(())
}

/// The same, from the tokens of all of it.
fn whole_block(lines: &mut Lines, item: Cursor<'_>) -> Result<(), Fault> {
    let Some((head, mut members)) = plain::split_at_braces(item).filter(|(_, members)| !members.eof()) else {
        lines.text.push_str(&formatted(item.source())?);
        return Ok(());
    };
    block_head(lines, head)?;
    lines.depth += 1;
    loop {
        let end = plain::end_of_member(members);
        member(lines, members.up_to(end))?;
        if end.eof() {
            break;
        }
        lines.text.push('\n');
        members = end;
    }
    lines.depth -= 1;
    lines.text.push_str("}\n");
    Ok(())
}

fn block_head(lines: &mut Lines, head: Cursor<'_>) -> Result<(), Fault> {
    if lines.attempt(|lines| plain::head(lines, head)).is_none() {
        let empty = formatted(format!("{} {{}}", head.source()))?;
        lines.text.push_str(empty.trim_end().trim_end_matches('}'));
        lines.text.push('\n');
    }
    Ok(())
}

fn member(lines: &mut Lines, member: Cursor<'_>) -> Result<(), Fault> {
    match lines.attempt(|lines| lines.member(member)) {
        Some(()) => Ok(()),
        None => push_framed(lines, "impl Frame", member),
    }
}

/// A member as the formatter prints it in the braces behind such a head.
fn push_framed(lines: &mut Lines, head: &str, member: Cursor<'_>) -> Result<(), Fault> {
    let framed = formatted(format!("{head} {{ {} }}", member.source()))?;
    let body = framed.strip_prefix(head).and_then(|rest| rest.strip_prefix(" {\n")?.strip_suffix("}\n"));
    lines.text.push_str(body.unwrap_or(&framed));
    Ok(())
}

/// The text of one item as the formatter prints it.
fn formatted(item: String) -> Result<String, Fault> {
    match syn::parse_file(&item) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(Fault { message: error.to_string(), item }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a definition, beside that of the formatter for the same as one item.
    fn both(head: &str, members: &[&str]) -> (String, String) {
        let parse = |text: &str| text.parse::<TokenStream>().unwrap();
        let item = Item::Definition { head: parse(head), members: members.iter().copied().map(parse).collect() };
        let (mut tokens, mut lines) = (Tokens::default(), Lines::default());
        let file = RustFile { items: vec![item], ..RustFile::default() };
        assert!(rust(file, &mut tokens, &mut lines).is_ok());
        let whole = formatted(format!("{head} {{ {} }}", members.join(", "))).unwrap_or_default();
        (lines.text.trim_start().to_owned(), whole)
    }

    #[test]
    fn definitions_are_those_of_the_formatter_however_they_are_printed() {
        let long = "A".repeat(60);
        for (head, members) in [
            ("#[a] pub struct A", &[][..]),
            ("pub struct A", &["/// One.\npub b: C", "#[d] e: Vec<F>"]),
            ("pub enum A", &["/// One.\nB", "C(D)"]),
            // No rule of ours breaks these.
            ("struct A", &["b: C", &format!("d: ({long}, {long})")]),
            ("enum A", &["B", &format!("C(({long}, {long}))")]),
        ] {
            let (ours, whole) = both(head, members);
            assert_eq!(ours, whole);
        }
    }
}
