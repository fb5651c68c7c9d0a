//! Prints the lines of one item or member: comments, attributes, and statements in one of the shapes that we emit.

use super::line::{Before, Ending, Line};
use super::value;
use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

/// The longest line that the formatter does not break.
pub(super) const LINE: usize = 89;

/// Lines, and how deep the next one stands.
#[derive(Debug, Default)]
pub(in crate::render) struct Lines {
    pub(in crate::render) text: String,
    pub(in crate::render) depth: usize,
}

impl Lines {
    /// Begins again below a text.
    pub(in crate::render) fn restart(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.depth = 0;
    }

    /// A line that fits.
    pub(super) fn line(&mut self, print: impl FnOnce(&mut Line<'_>) -> Option<()>) -> Option<()> {
        self.line_of(LINE, print)
    }

    /// A line of at most so many bytes.
    pub(super) fn line_of(&mut self, most: usize, print: impl FnOnce(&mut Line<'_>) -> Option<()>) -> Option<()> {
        let most = self.text.len().saturating_add(most);
        self.indent();
        print(&mut Line::new(&mut self.text, most))?;
        let fits = self.text.len() <= most;
        self.text.push('\n');
        fits.then_some(())
    }

    /// What `print` adds, or nothing where it gives up.
    pub(in crate::render) fn attempt<T>(&mut self, print: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let (start, depth) = (self.text.len(), self.depth);
        let printed = print(self);
        if printed.is_none() {
            self.text.truncate(start);
            self.depth = depth;
        }
        printed
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.text.push_str("    "));
    }

    /// Comments and attributes, each on a line of its own; comments may be of any length.
    pub(super) fn attributes<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        while at.is_at('#') {
            if let Some((comment, rest)) = at.doc() {
                for line in comment.split('\n') {
                    self.indent();
                    self.text.push_str("///");
                    self.text.push_str(line.trim_end_matches(' '));
                    self.text.push('\n');
                }
                at = rest;
                continue;
            }
            let (inside, rest) = at.skip().group(Delimiter::Bracket)?;
            self.line(|line| {
                line.text.push_str("#[");
                line.all(inside)?;
                line.text.push(']');
                Some(())
            })?;
            at = rest;
        }
        Some(at)
    }

    /// `#![…]`
    pub(in crate::render) fn inner_attribute(&mut self, attribute: Cursor<'_>) -> Option<()> {
        let (inside, rest) = attribute.skip().skip().group(Delimiter::Bracket)?;
        self.line(|line| {
            line.text.push_str("#![");
            line.all(inside)?;
            line.text.push(']');
            rest.eof().then_some(())
        })
    }

    /// A function, or what ends with a semicolon.
    pub(in crate::render) fn member(&mut self, member: Cursor<'_>) -> Option<()> {
        let at = self.attributes(member)?;
        if let Some((_, statements)) = super::split_at_braces(at) {
            return self.function(at, statements);
        }
        let rest = match value::bound(at).filter(|_| is_constant(at)) {
            Some((constant, rest)) => self.value(constant, ";", LINE).map(|()| rest)?,
            None => self.statement(at)?,
        };
        rest.eof().then_some(())
    }

    fn function(&mut self, head: Cursor<'_>, statements: Cursor<'_>) -> Option<()> {
        if statements.eof() {
            return None;
        }
        self.in_line_or(head, Ending::Head, |lines| lines.broken_list(head, Delimiter::Parenthesis, Ending::Head))?;
        self.block(statements)
    }

    /// Statements, and the brace behind them.
    pub(super) fn block(&mut self, mut statements: Cursor<'_>) -> Option<()> {
        self.depth += 1;
        while !statements.eof() {
            statements = self.statement(statements)?;
        }
        self.depth -= 1;
        self.close()
    }

    /// The brace that ends a block.
    pub(super) fn close(&mut self) -> Option<()> {
        self.line(|line| {
            line.text.push('}');
            Some(())
        })
    }

    fn statement<'tokens>(&mut self, at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        if let Some(("if", condition)) = at.word() {
            return self.conditional(condition);
        }
        let (head, behind) = receiver(at);
        if behind.group(Delimiter::Brace).is_some() && head {
            return self
                .in_line_or(at, Ending::Literal, |lines| lines.broken_list(at, Delimiter::Brace, Ending::Statement));
        }
        self.in_line_or(at, Ending::Statement, |lines| {
            let is_chained = behind.group(Delimiter::Parenthesis).is_some_and(|(_, rest)| rest.is_at('.'));
            if is_chained && head {
                lines.broken_chain(at)
            } else if let Some((bound, rest)) = value::bound(at) {
                lines.value(bound, ";", LINE).map(|()| rest)
            } else {
                lines.broken_list(at, Delimiter::Parenthesis, Ending::Statement)
            }
        })
    }

    /// One line where it fits, else what is printed instead.
    fn in_line_or<'tokens>(
        &mut self,
        at: Cursor<'tokens>,
        ending: Ending,
        broken: impl FnOnce(&mut Self) -> Option<Cursor<'tokens>>,
    ) -> Option<Cursor<'tokens>> {
        let printed = self.attempt(|lines| {
            let mut rest = at;
            lines.line(|line| {
                rest = line.up_to(ending, at)?;
                Some(())
            })?;
            Some(rest)
        });
        printed.or_else(|| broken(self))
    }

    /// The only list of a statement or of a function's head, each item on a line of its own.
    fn broken_list<'tokens>(
        &mut self,
        at: Cursor<'tokens>,
        delimiter: Delimiter,
        ending: Ending,
    ) -> Option<Cursor<'tokens>> {
        let (open, close) = if delimiter == Delimiter::Brace { (" {", "}") } else { ("(", ")") };
        let (mut at, mut items) = (at, None);
        self.line(|line| {
            while items.is_none() {
                // What sees the crate only, as in `pub(crate)`, is no list.
                let is_scope = line.text.ends_with("pub");
                match at.group(delimiter).filter(|_| !is_scope) {
                    Some((inside, rest)) => {
                        items = Some(inside);
                        at = rest;
                    }
                    None if at.is_at('.') || at.is_at('?') => return None,
                    None => at = line.token(at)?,
                }
            }
            line.text.push_str(open);
            Some(())
        })?;
        // A call of a method behind the list moves the list as well.
        let is_end = at.eof() || at.is_at(';');
        let items = items.filter(|items| !items.eof() && (is_end || ending == Ending::Head))?;
        if delimiter == Delimiter::Parenthesis && value::is_block(items) {
            return None;
        }
        self.items(items)?;
        self.line(|line| {
            line.text.push_str(close);
            line.before = Before::Word;
            at = line.up_to(ending, at)?;
            Some(())
        })?;
        Some(at)
    }

    /// A call of a function with calls of methods behind it, each on a line of its own.
    fn broken_chain<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        let mut is_first = true;
        loop {
            self.depth += usize::from(!is_first);
            let mut ends = false;
            self.line(|line| {
                loop {
                    let is_call = at.group(Delimiter::Parenthesis).is_some();
                    at = line.token(at)?;
                    if is_call {
                        break;
                    }
                }
                match at.mark() {
                    Some(('.', ..)) => return Some(()),
                    Some(('?', ..)) => return None,
                    _ => ends = true,
                }
                at = line.up_to(Ending::Statement, at)?;
                Some(())
            })?;
            self.depth -= usize::from(!is_first);
            is_first = false;
            if ends {
                return Some(at);
            }
        }
    }
}

/// Whether an item or a member is a constant.
fn is_constant(at: Cursor<'_>) -> bool {
    let mut at = at;
    while let Some((word, rest)) = at.word() {
        match word {
            "const" | "static" => return true,
            "pub" => at = rest.group(Delimiter::Parenthesis).map_or(rest, |(_, rest)| rest),
            _ => return false,
        }
    }
    false
}

/// Whether a statement starts with a path alone, and what follows the path.
fn receiver(mut at: Cursor<'_>) -> (bool, Cursor<'_>) {
    let mut is_path = false;
    loop {
        if let Some((_, rest)) = at.word() {
            is_path = true;
            at = rest;
        } else if at.is_at(':') {
            at = at.skip();
        } else {
            return (is_path, at);
        }
    }
}
