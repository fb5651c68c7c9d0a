//! Prints values that are lists in lists: on one line what fits, else every item of the outermost list on its own.

use super::lines::{LINE, Lines};
use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

/// The longest line there can be: what has nothing to break at stands on one line, however long it is.
const ANY: usize = usize::MAX;

impl Lines {
    /// A value with what it is bound to, and the mark behind it.
    pub(super) fn value(&mut self, value: Cursor<'_>, end: &str, most: usize) -> Option<()> {
        let in_line = |lines: &mut Self, most: usize| {
            lines.line_of(most, |line| {
                line.all(value)?;
                line.text.push_str(end);
                Some(())
            })
        };
        if self.attempt(|lines| in_line(lines, most)).is_some() {
            return Some(());
        }
        let Some((head, delimiter, items)) = outermost(value)? else { return in_line(self, ANY) };
        let (open, close) = match delimiter {
            Delimiter::Brace => (" {", "}"),
            Delimiter::Bracket => ("[", "]"),
            _ => ("(", ")"),
        };
        self.line(|line| {
            line.all(head)?;
            line.text.push_str(open);
            Some(())
        })?;
        self.items(items)?;
        self.line(|line| {
            line.text.push_str(close);
            line.text.push_str(end);
            Some(())
        })
    }

    /// The items of a list, each on a line of its own.
    pub(super) fn items(&mut self, mut items: Cursor<'_>) -> Option<()> {
        self.depth += 1;
        while !items.eof() {
            let (item, rest) = first(items)?;
            // The comma behind the last one is put there when the list is broken, and is not counted.
            self.value(item, ",", if rest.eof() { LINE + 1 } else { LINE })?;
            items = rest;
        }
        self.depth -= 1;
        Some(())
    }
}

/// What stands before the first comma, and what behind it.
fn first(items: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let (mut at, mut angles) = (items, 0_usize);
    while !at.eof() {
        match at.mark() {
            Some((',', _, rest)) if angles == 0 => return Some((items.up_to(at), rest)),
            Some(('<', ..)) => angles += 1,
            Some(('>', ..)) => angles = angles.checked_sub(1)?,
            // An arrow is no bracket.
            Some(('-', true, rest)) => at = rest,
            _ => {}
        }
        at = at.skip();
    }
    Some((items, at))
}

/// The list that is broken first, with what stands before it; nothing where there is none. Gives up where something stands
/// behind it, and where the formatter has a layout of its own.
fn outermost(value: Cursor<'_>) -> Option<Option<(Cursor<'_>, Delimiter, Cursor<'_>)>> {
    let mut at = behind_equals(value);
    let mut is_called = false;
    // A call of a method on a line of its own.
    if at.is_at('.') {
        at = at.skip();
    }
    while !at.eof() {
        if let Some((delimiter, items, rest)) = at.any_group() {
            if !rest.eof() {
                return None;
            }
            let is_hugged = delimiter == Delimiter::Parenthesis && (!is_called || is_block(items));
            let is_filled = delimiter == Delimiter::Bracket && is_of_numbers(items);
            return match items.eof() {
                true => Some(None),
                false => (!is_hugged && !is_filled).then_some(Some((value.up_to(at), delimiter, items))),
            };
        }
        // A list of types is broken before all others.
        if let Some(('.' | '?' | '!' | '<', ..)) = at.mark() {
            return None;
        }
        is_called = at.word().is_some();
        at = at.skip();
    }
    Some(None)
}

/// Where the method of `let name = receiver.method(…);` begins, which stands on a line of its own when all do not fit on one.
pub(super) fn method(statement: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, binding) = statement.word().filter(|(word, _)| *word == "let")?;
    let (_, method) = behind_equals(binding).word()?;
    method.is_at('.').then_some(method)
}

/// What stands behind the sign that binds a value to a name.
fn behind_equals(value: Cursor<'_>) -> Cursor<'_> {
    let (mut at, mut angles) = (value, 0_usize);
    while !at.eof() {
        match at.mark() {
            Some(('=', false, rest)) if angles == 0 => return rest,
            Some(('<', ..)) => angles += 1,
            Some(('>', ..)) => angles = angles.saturating_sub(1),
            _ => {}
        }
        at = at.skip();
    }
    value
}

/// Whether a list of arguments is one value alone that brings its own brackets: those of the call stay close to it.
pub(super) fn is_block(items: Cursor<'_>) -> bool {
    let Some((only, rest)) = first(items) else { return true };
    let (mut at, mut is_called) = (only, false);
    while at.word().is_some() || at.is_at(':') {
        is_called = true;
        at = at.skip();
    }
    let has_own = match at.any_group() {
        Some((Delimiter::Brace, ..)) => true,
        Some(_) => !is_called,
        None => at.is_at('|'),
    };
    rest.eof() && has_own
}

/// Whether a list is one of numbers, of which the formatter puts as many on a line as fit.
fn is_of_numbers(items: Cursor<'_>) -> bool {
    let mut at = items;
    while !at.eof() {
        match at.literal() {
            Some((literal, _)) if literal.ends_with('"') => return false,
            Some((_, rest)) => at = rest,
            None if at.is_at(',') || at.is_at('-') => at = at.skip(),
            None => return false,
        }
    }
    true
}
