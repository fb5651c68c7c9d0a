//! Prints the lines of one item or member: comments, attributes, and statements in one of the shapes that we emit.

use super::line::{Before, Ending, Line};
use proc_macro2::Delimiter;
use syn::buffer::Cursor;

/// The longest line that the formatter does not break.
const LINE: usize = 89;

/// Lines, and how deep the next one stands.
pub(super) struct Lines {
    pub(super) text: String,
    pub(super) depth: usize,
}

impl Lines {
    pub(super) fn new(depth: usize) -> Self {
        Self { text: String::new(), depth }
    }

    /// A line that fits.
    pub(super) fn line(&mut self, print: impl FnOnce(&mut Line<'_>) -> Option<()>) -> Option<()> {
        let start = self.text.len();
        (0..self.depth).for_each(|_| self.text.push_str("    "));
        print(&mut Line::new(&mut self.text))?;
        let fits = self.text.len() - start <= LINE;
        self.text.push('\n');
        fits.then_some(())
    }

    /// Comments and attributes, each on a line of its own; comments may be of any length.
    pub(super) fn attributes<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        while let Some((punct, rest)) = at.punct()
            && punct.as_char() == '#'
        {
            let (inside, _, rest) = rest.group(Delimiter::Bracket)?;
            match comment(inside) {
                Some(comment) => {
                    (0..self.depth).for_each(|_| self.text.push_str("    "));
                    self.text.push_str("///");
                    self.text.push_str(comment.trim_end_matches(' '));
                    self.text.push('\n');
                }
                None => self.line(|line| {
                    line.text.push_str("#[");
                    line.all(inside)?;
                    line.text.push(']');
                    Some(())
                })?,
            }
            at = rest;
        }
        Some(at)
    }

    /// A function, or what ends with a semicolon; and what follows it.
    pub(super) fn member<'tokens>(&mut self, at: Cursor<'tokens>, end: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        let at = self.attributes(at)?;
        let (mut body, mut next) = (None, at);
        while body.is_none() && next != end {
            body = next.group(Delimiter::Brace).filter(|(_, _, rest)| *rest == end);
            next = next.token_tree()?.1;
        }
        match body {
            Some((statements, _, rest)) => {
                self.function(at, statements)?;
                Some(rest)
            }
            None => self.statement(at),
        }
    }

    fn function(&mut self, head: Cursor<'_>, mut statements: Cursor<'_>) -> Option<()> {
        if statements.eof() {
            return None;
        }
        self.in_line_or(head, Ending::Head, |lines| lines.broken_list(head, Delimiter::Parenthesis, Ending::Head))?;
        self.depth += 1;
        while !statements.eof() {
            statements = self.statement(statements)?;
        }
        self.depth -= 1;
        self.line(|line| {
            line.text.push('}');
            Some(())
        })
    }

    fn statement<'tokens>(&mut self, at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        let (head, behind) = receiver(at);
        if behind.group(Delimiter::Brace).is_some() && head {
            return self
                .in_line_or(at, Ending::Literal, |lines| lines.broken_list(at, Delimiter::Brace, Ending::Statement));
        }
        self.in_line_or(at, Ending::Statement, |lines| {
            let chained = behind.group(Delimiter::Parenthesis).and_then(|(_, _, rest)| rest.punct());
            match chained {
                Some((punct, _)) if punct.as_char() == '.' && head => lines.broken_chain(at),
                _ => lines.broken_list(at, Delimiter::Parenthesis, Ending::Statement),
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
        let start = self.text.len();
        let mut rest = at;
        let printed = self.line(|line| {
            rest = line.up_to(ending, at)?;
            Some(())
        });
        if printed.is_some() {
            return Some(rest);
        }
        self.text.truncate(start);
        broken(self)
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
                    Some((inside, _, rest)) => {
                        items = Some(inside);
                        at = rest;
                    }
                    None if at.punct().is_some_and(|(punct, _)| matches!(punct.as_char(), '.' | '?')) => return None,
                    None => at = line.token(at)?,
                }
            }
            line.text.push_str(open);
            Some(())
        })?;
        // A call of a method behind the list moves the list as well.
        let is_end = at.eof() || at.punct().is_some_and(|(punct, _)| punct.as_char() == ';');
        let mut items = items.filter(|items| !items.eof() && (is_end || ending == Ending::Head))?;
        self.depth += 1;
        while !items.eof() {
            self.line(|line| {
                items = line.run(items, ',')?;
                line.text.push(',');
                Some(())
            })?;
        }
        self.depth -= 1;
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
                let next = at.punct().map(|(punct, _)| punct.as_char());
                match next {
                    Some('.') => return Some(()),
                    Some('?') => return None,
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

/// Whether a statement starts with a path alone, and what follows the path.
fn receiver(mut at: Cursor<'_>) -> (bool, Cursor<'_>) {
    let mut is_path = false;
    loop {
        if let Some((_, rest)) = at.ident() {
            is_path = true;
            at = rest;
        } else if let Some((punct, rest)) = at.punct()
            && punct.as_char() == ':'
        {
            at = rest;
        } else {
            return (is_path, at);
        }
    }
}

/// The text of `doc = "..."`, where it is one line that the formatter makes a `///` comment of.
fn comment(attribute: Cursor<'_>) -> Option<String> {
    let (name, rest) = attribute.ident()?;
    let (_, rest) = rest.punct().filter(|_| name == "doc")?;
    let (literal, rest) = rest.literal()?;
    let written = literal.to_string();
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    let text =
        if inside.contains('\\') { syn::parse_str::<syn::LitStr>(&written).ok()?.value() } else { inside.to_owned() };
    (rest.eof() && !text.contains('\n') && !text.starts_with('/')).then_some(text)
}
