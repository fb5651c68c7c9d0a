//! Prints values that are lists in lists: on one line what fits, else every item of the outermost list on its own.

use super::line::Before;
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
        // What is far too long is not tried.
        let may_fit = value.length() + 4 * self.depth <= most;
        if may_fit && self.attempt(|lines| in_line(lines, most)).is_some() {
            return Some(());
        }
        if let Some(method) = method(value) {
            return self.chain(value, method, end);
        }
        let Some(List { heads, items }) = outermost(value)? else { return in_line(self, ANY) };
        self.line(|line| {
            for (head, bracket) in &heads {
                line.all(*head)?;
                line.text.push_str(bracket.open());
                line.before = Before::Nothing;
            }
            Some(())
        })?;
        self.items(items)?;
        self.line(|line| {
            line.text.extend(heads.iter().rev().map(|(_, bracket)| bracket.close()));
            line.text.push_str(end);
            Some(())
        })
    }

    /// Calls of methods, each on a line of its own below what they are called on.
    fn chain(&mut self, value: Cursor<'_>, method: Cursor<'_>, end: &str) -> Option<()> {
        self.line(|line| line.all(value.up_to(method)))?;
        self.depth += 1;
        let mut at = method;
        while !at.eof() {
            let mut next = at.skip();
            while !next.eof() && !next.is_at('.') {
                next = next.skip();
            }
            self.value(at.up_to(next), if next.eof() { end } else { "" }, LINE)?;
            at = next;
        }
        self.depth -= 1;
        Some(())
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
pub(super) fn first(items: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
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

/// A list that is broken, with what stands before its items: an opening bracket at the end of every head.
struct List<'t> {
    heads: Vec<(Cursor<'t>, Bracket)>,
    items: Cursor<'t>,
}

#[derive(Clone, Copy)]
enum Bracket {
    Group(Delimiter),
    /// Of types.
    Angle,
}

impl Bracket {
    fn open(self) -> &'static str {
        match self {
            Self::Group(Delimiter::Brace) => " {",
            Self::Group(Delimiter::Bracket) => "[",
            Self::Group(Delimiter::Parenthesis | Delimiter::None) => "(",
            Self::Angle => "<",
        }
    }

    fn close(self) -> char {
        match self {
            Self::Group(Delimiter::Brace) => '}',
            Self::Group(Delimiter::Bracket) => ']',
            Self::Group(Delimiter::Parenthesis | Delimiter::None) => ')',
            Self::Angle => '>',
        }
    }
}

/// The list that is broken first; nothing where there is none. Gives up where something stands behind it, and where the
/// formatter has a layout of its own.
fn outermost(value: Cursor<'_>) -> Option<Option<List<'_>>> {
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
            let is_filled = delimiter == Delimiter::Bracket && is_of_numbers(items);
            let is_tuple = delimiter == Delimiter::Parenthesis && !is_called;
            if is_filled || is_tuple {
                return None;
            }
            let head = (value.up_to(at), Bracket::Group(delimiter));
            if delimiter == Delimiter::Parenthesis && is_block(items) {
                let list = outermost(first(items)?.0)?;
                return Some(list.map(|list| List { heads: [vec![head], list.heads].concat(), ..list }));
            }
            return Some((!items.eof()).then_some(List { heads: vec![head], items }));
        }
        match at.mark() {
            Some(('.' | '?' | '!' | '|', ..)) => return None,
            // A list of types is broken before all others.
            Some(('<', _, rest)) => {
                let types = types(rest)?;
                return Some(Some(List { heads: vec![(value.up_to(at), Bracket::Angle)], items: types }));
            }
            _ => {}
        }
        is_called = at.word().is_some();
        at = at.skip();
    }
    Some(None)
}

/// The types of a list with whose end all ends.
fn types(list: Cursor<'_>) -> Option<Cursor<'_>> {
    let (mut at, mut angles) = (list, 1_usize);
    while angles > 0 {
        match at.mark() {
            Some(('<', ..)) => angles += 1,
            Some(('>', _, rest)) => {
                angles -= 1;
                if angles == 0 {
                    return rest.eof().then(|| list.up_to(at));
                }
            }
            Some(('-' | '=', true, _)) => return None,
            _ => {}
        }
        at = Some(at).filter(|at| !at.eof())?.skip();
    }
    None
}

/// Where the methods begin in `receiver.method(…)`, which stand on lines of their own when all do not fit on one.
pub(super) fn method(value: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, method) = behind_equals(value).word()?;
    method.is_at('.').then_some(method)
}

/// The value that a statement gives to a name, with the name: all of it but the semicolon, and what follows.
pub(super) fn bound(statement: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let value = behind_equals(statement);
    let mut end = value;
    while !end.is_at(';') {
        end = Some(end.skip()).filter(|end| !end.eof())?;
    }
    // What binds nothing has no sign before its value.
    (!statement.up_to(value).eof()).then(|| (statement.up_to(end), end.skip()))
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
