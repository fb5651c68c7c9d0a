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
        arguments.push(rest.up_to(comma));
        if comma.eof() {
            break;
        }
        rest = comma.skip();
    }
    let text = &mut lines.text;
    let start = text.len();
    text.push_str(&item.up_to(at).source().replace(' ', ""));
    text.push_str("!(");
    let open = text.len();
    for (index, argument) in arguments.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        push(text, *argument);
        // What will not fit is not printed to its end.
        if text.len() - start > LINE {
            break;
        }
    }
    text.push_str(");\n");
    if text.len() - start <= LINE {
        return Some(());
    }
    text.truncate(open);
    text.push('\n');
    for argument in arguments {
        text.push_str("    ");
        push(text, argument);
        text.push_str(",\n");
    }
    text.push_str(");\n");
    Some(())
}

/// An argument as it is written by hand: two dots stand close to the name behind them.
fn push(text: &mut String, argument: Cursor<'_>) {
    let mut argument = argument;
    while let Some(('.', _, rest)) = argument.mark() {
        text.push('.');
        argument = rest;
    }
    argument.write(text);
    text.truncate(text.trim_end().len());
}
