//! Prints what needs no parser straight from its tokens: structs, and functions of short statements.
//!
//! That is nearly all of an SDK's text, and parsing it would take most of the time of a run. The rules are those of
//! prettyplease for lines that fit, and for the few ways in which our longer ones are broken; whatever has a token or a
//! break without a rule here is left to prettyplease. The tests hold both against each other.

mod line;
mod lines;

#[cfg(test)]
mod tests;

use lines::Lines;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::buffer::{Cursor, TokenBuffer};

/// The member of an `impl` block.
pub(super) enum Member {
    /// Its final text, indented.
    Text(String),
    /// What the formatter has to print.
    Tokens(TokenStream),
}

/// A struct of named fields.
pub(super) fn structure(tokens: &TokenBuffer) -> Option<String> {
    let mut lines = Lines::new(0);
    let rest = lines.attributes(tokens.begin())?;
    let (head, fields, rest) = split_at_braces(rest)?;
    if !rest.eof() || !head.contains(&"struct".to_owned()) || fields.eof() {
        return None;
    }
    lines.line(|line| {
        head.iter().try_for_each(|word| line.word(word))?;
        line.text.push_str(" {");
        Some(())
    })?;
    lines.depth = 1;
    let mut at = fields;
    while !at.eof() {
        at = lines.attributes(at)?;
        lines.line(|line| {
            at = line.run(at, ',')?;
            line.text.push(',');
            Some(())
        })?;
    }
    lines.text.push_str("}\n");
    Some(lines.text)
}

/// The words before the braces, what is in them, and what follows.
fn split_at_braces(mut at: Cursor<'_>) -> Option<(Vec<String>, Cursor<'_>, Cursor<'_>)> {
    let mut head = Vec::new();
    loop {
        if let Some((inside, _, rest)) = at.group(Delimiter::Brace) {
            return Some((head, inside, rest));
        }
        let (word, rest) = at.ident()?;
        head.push(word.to_string());
        at = rest;
    }
}

/// The members of an `impl` block, each printed here or left to the formatter.
pub(super) fn members(tokens: TokenStream) -> Vec<Member> {
    let buffer = TokenBuffer::new2(tokens);
    let mut at = buffer.begin();
    let mut members = Vec::new();
    while !at.eof() {
        let end = end_of_member(at);
        let mut lines = Lines::new(1);
        let printed = lines.member(at, end).filter(|rest| *rest == end);
        members.push(match printed {
            Some(_) => Member::Text(lines.text),
            None => Member::Tokens(between(at, end)),
        });
        at = end;
    }
    members
}

/// Behind the braces or the semicolon that end a member; the braces of a constant's value are not its end.
fn end_of_member(mut at: Cursor<'_>) -> Cursor<'_> {
    while let Some((token, rest)) = at.token_tree() {
        at = rest;
        let ends = match &token {
            TokenTree::Group(group) => {
                let goes_on = rest.punct().is_some_and(|(punct, _)| punct.as_char() == ';');
                group.delimiter() == Delimiter::Brace && !goes_on
            }
            TokenTree::Punct(punct) => punct.as_char() == ';',
            _ => false,
        };
        if ends {
            break;
        }
    }
    at
}

fn between(mut at: Cursor<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while at != end
        && let Some((token, rest)) = at.token_tree()
    {
        tokens.extend([token]);
        at = rest;
    }
    tokens
}
