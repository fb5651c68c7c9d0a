//! Prints calls of the runtime's macros: the arguments on one line where they fit, else each on its own.

use super::lines::{LINE, Lines};
use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

/// `path!(arguments);`
pub(super) fn item(lines: &mut Lines, item: Cursor<'_>) -> Option<()> {
    let mut at = item;
    while at.word().is_some() || at.is_at(':') {
        at = at.skip();
    }
    let (.., behind) = at.mark().filter(|(mark, ..)| *mark == '!')?;
    let (mut rest, end) = behind.group(Delimiter::Parenthesis)?;
    if !end.is_at(';') || !end.skip().eof() {
        return None;
    }
    let mut arguments = Vec::new();
    loop {
        let mut comma = rest;
        while !comma.eof() && !comma.is_at(',') {
            comma = comma.skip();
        }
        arguments.push(argument(rest.up_to(comma)));
        if comma.eof() {
            break;
        }
        rest = comma.skip();
    }
    let path = item.up_to(at).source().replace(' ', "");
    let line = format!("{path}!({});\n", arguments.join(", "));
    if line.len() <= LINE {
        lines.text.push_str(&line);
        return Some(());
    }
    lines.text.push_str(&path);
    lines.text.push_str("!(\n");
    for argument in arguments {
        lines.text.push_str("    ");
        lines.text.push_str(&argument);
        lines.text.push_str(",\n");
    }
    lines.text.push_str(");\n");
    Some(())
}

/// An argument as it is written by hand: two dots stand close to the name behind them.
fn argument(argument: Cursor<'_>) -> String {
    let text = argument.source();
    let text = text.trim_end();
    text.strip_prefix(".. ").map_or_else(|| text.to_owned(), |name| format!("..{name}"))
}
