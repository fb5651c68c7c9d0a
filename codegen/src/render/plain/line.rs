//! Prints the tokens of one line with the spaces that the formatter puts between them.

use proc_macro2::{Delimiter, Spacing};
use syn::buffer::Cursor;

/// The longest value made of its fields that stays on one line, its closing brace not counted.
const LITERAL: usize = 34;

/// Words that begin something with a layout of its own.
const LAID_OUT: [&str; 16] = [
    "as", "async", "await", "break", "dyn", "else", "for", "if", "in", "loop", "match", "move", "return", "unsafe",
    "where", "while",
];

/// What a line goes on to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The semicolon, or where the tokens end.
    Statement,
    /// The brace that opens a function's body.
    Head,
    /// The end of a statement that is a value made of its fields.
    Literal,
}

/// What the last token of a line was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing that could need a space behind it.
    Nothing,
    /// A word, a literal, or what closes something: a word behind it needs a space.
    Word,
}

/// One line.
pub(super) struct Line<'text> {
    pub(super) text: &'text mut String,
    pub(super) before: Before,
    /// How many `<` are open.
    angles: usize,
}

impl<'text> Line<'text> {
    pub(super) fn new(text: &'text mut String) -> Self {
        Self { text, before: Before::Nothing, angles: 0 }
    }

    /// Everything up to the end, which is not behind a comma.
    pub(super) fn all(&mut self, mut at: Cursor<'_>) -> Option<()> {
        while !at.eof() {
            at = self.token(at)?;
        }
        (self.angles == 0 && !self.text.ends_with(", ")).then_some(())
    }

    /// Everything up to a mark or the end; what follows. A comma is left out, a semicolon is printed.
    pub(super) fn run<'tokens>(&mut self, mut at: Cursor<'tokens>, mark: char) -> Option<Cursor<'tokens>> {
        while !at.eof() {
            if let Some((punct, rest)) = at.punct()
                && punct.as_char() == mark
                && self.angles == 0
            {
                if mark == ';' {
                    self.text.push(mark);
                }
                return Some(rest);
            }
            at = self.token(at)?;
        }
        // What is open to the end was no bracket.
        (self.angles == 0).then_some(at)
    }

    pub(super) fn up_to<'tokens>(&mut self, ending: Ending, at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        match ending {
            Ending::Statement => self.run(at, ';'),
            Ending::Head => self.head(at),
            Ending::Literal => self.literal(at),
        }
    }

    /// Everything up to the braces of a function, and they.
    fn head<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        while at.group(Delimiter::Brace).is_none() {
            at = self.token(at)?;
        }
        self.text.push_str(" {");
        at.group(Delimiter::Brace).map(|(_, _, rest)| rest)
    }

    /// A value made of its fields, which stays on a line only when it is very short.
    fn literal<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        let start = self.text.len();
        let (fields, rest) = loop {
            match at.group(Delimiter::Brace) {
                Some((fields, _, rest)) => break (fields, rest),
                None => at = self.token(at)?,
            }
        };
        self.text.push_str(" { ");
        self.before = Before::Nothing;
        self.list(fields)?;
        self.text.push_str(" }");
        (!fields.eof() && self.text.len() - start <= LITERAL + "}".len()).then_some(())?;
        self.run(rest, ';')
    }

    /// Everything up to the end, without a comma behind it.
    fn list(&mut self, mut at: Cursor<'_>) -> Option<()> {
        while !at.eof() {
            at = self.token(at)?;
        }
        if self.text.ends_with(", ") {
            self.text.truncate(self.text.len() - 2);
        }
        (self.angles == 0).then_some(())
    }

    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        if LAID_OUT.contains(&word) {
            return None;
        }
        if self.before == Before::Word {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.before = Before::Word;
        Some(())
    }

    pub(super) fn token<'tokens>(&mut self, at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        if let Some((word, rest)) = at.ident() {
            self.word(&word.to_string())?;
            return Some(rest);
        }
        if let Some((literal, rest)) = at.literal() {
            let written = literal.to_string();
            // A text over several lines has a layout of its own.
            self.word(&written).filter(|()| !written.contains('\n'))?;
            return Some(rest);
        }
        if let Some((inside, _, rest)) = at.group(Delimiter::Parenthesis) {
            self.text.push('(');
            let angles = std::mem::take(&mut self.angles);
            // A comma behind the last argument goes, that of a tuple may not.
            let is_tuple = self.before == Before::Nothing;
            self.before = Before::Nothing;
            if is_tuple {
                self.all(inside)?
            } else {
                self.list(inside)?
            }
            (self.before, self.angles) = (Before::Word, angles);
            self.text.push(')');
            return Some(rest);
        }
        let (punct, rest) = at.punct()?;
        let next = match punct.spacing() {
            Spacing::Joint => rest.punct(),
            Spacing::Alone => None,
        };
        match (punct.as_char(), next) {
            (':', Some((next, rest))) if next.as_char() == ':' => {
                self.mark("::");
                return Some(rest);
            }
            ('-', Some((next, rest))) if next.as_char() == '>' => {
                self.mark(" -> ");
                return Some(rest);
            }
            (':', None) => self.mark(": "),
            ('=', None) => self.mark(" = "),
            (',', _) => self.mark(", "),
            ('.', None) => self.mark("."),
            ('?', _) => {
                self.mark("?");
                self.before = Before::Word;
            }
            ('&', None) if self.before == Before::Nothing => self.mark("&"),
            ('<', _) => {
                self.angles += 1;
                self.mark("<");
            }
            ('>', _) => {
                self.angles = self.angles.checked_sub(1)?;
                self.mark(">");
                self.before = Before::Word;
            }
            _ => return None,
        }
        Some(rest)
    }

    fn mark(&mut self, mark: &str) {
        self.text.push_str(mark);
        self.before = Before::Nothing;
    }
}
