//! Prints items straight from their tokens: that is nearly all of an SDK's text, and parsing it would take most of the
//! time of a run.
//!
//! The rules are those of prettyplease for lines that fit, and for the few ways in which our longer ones are broken;
//! whatever has a token or a break without a rule here is left to prettyplease. The tests hold both against each other.

mod call;
mod condition;
mod import;
mod line;
mod lines;
mod value;

#[cfg(test)]
mod tests;

pub(super) use lines::Lines;

use super::tokens::Cursor;
use proc_macro2::Delimiter;

/// What an item is, which the first word behind its attributes tells that is not about who sees it.
pub(super) fn keyword(item: Cursor<'_>) -> Option<&str> {
    let mut at = item;
    while !at.eof() {
        match at.word() {
            Some(("pub", rest)) => at = rest,
            Some((word, _)) => return Some(word),
            None => at = at.skip(),
        }
    }
    None
}

/// Whether others see an item.
pub(super) fn is_public(item: Cursor<'_>) -> bool {
    let mut at = item;
    while at.is_at('#') {
        at = at.skip().skip();
    }
    at.word().is_some_and(|(word, _)| word == "pub")
}

/// An item as a whole; structs, enums and `impl` blocks come member by member.
pub(super) fn item(lines: &mut Lines, item: Cursor<'_>) -> Option<()> {
    match keyword(item)? {
        "struct" | "enum" if split_at_braces(item).is_some() => None,
        "use" => import::item(lines, item),
        "fn" | "mod" | "struct" | "type" | "const" | "static" => lines.member(item),
        _ => call::item(lines, item),
    }
}

/// A field, or a variant of an enum.
pub(super) fn field(lines: &mut Lines, field: Cursor<'_>) -> Option<()> {
    let field = lines.attributes(field)?;
    lines.value(field, ",", lines::LINE)
}

/// What stands before the braces of an item that ends with them, and what is in them.
pub(super) fn split_at_braces(item: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let mut at = item;
    while !at.eof() {
        match at.group(Delimiter::Brace) {
            Some((inside, rest)) if rest.eof() => return Some((item.up_to(at), inside)),
            _ => at = at.skip(),
        }
    }
    None
}

/// The lines above the members of an `impl` block.
pub(super) fn head(lines: &mut Lines, head: Cursor<'_>) -> Option<()> {
    let head = lines.attributes(head)?;
    lines.line(|line| {
        let (of, type_) = split_at_for(head);
        line.all(of)?;
        if let Some(type_) = type_ {
            line.text.push_str(" for ");
            line.before = line::Before::Nothing;
            line.all(type_)?;
        }
        line.text.push_str(" {");
        Some(())
    })
}

/// The trait and the type of `impl … for …`, or the type alone.
fn split_at_for(head: Cursor<'_>) -> (Cursor<'_>, Option<Cursor<'_>>) {
    let mut at = head;
    while !at.eof() {
        match at.word() {
            Some(("for", type_)) => return (head.up_to(at), Some(type_)),
            _ => at = at.skip(),
        }
    }
    (head, None)
}

/// Behind the braces or the semicolon that end a member; the braces of a constant's value are not its end.
pub(super) fn end_of_member(mut at: Cursor<'_>) -> Cursor<'_> {
    while !at.eof() {
        let (rest, is_block) = (at.skip(), at.group(Delimiter::Brace).is_some());
        if at.is_at(';') || (is_block && !rest.is_at(';')) {
            return rest;
        }
        at = rest;
    }
    at
}
