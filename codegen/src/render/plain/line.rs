//! Prints the tokens of one line with the spaces that the formatter puts between them.

use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

/// The longest value made of its fields that stays on one line, its closing brace not counted.
const LITERAL: usize = 34;

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
    /// How long the text may become: nothing is printed to the end that will not fit.
    most: usize,
    /// How many `<` are open.
    angles: usize,
    /// Where the path of the last word starts.
    path: usize,
}

impl<'text> Line<'text> {
    pub(super) fn new(text: &'text mut String, most: usize) -> Self {
        let path = text.len();
        Self { text, before: Before::Nothing, most, angles: 0, path }
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
            if let Some((next, _, rest)) = at.mark()
                && next == mark
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
        at.group(Delimiter::Brace).map(|(_, rest)| rest)
    }

    /// A value made of its fields, and what follows it.
    fn literal<'tokens>(&mut self, mut at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        while at.group(Delimiter::Brace).is_none() {
            at = self.token(at)?;
        }
        at = self.token(at)?;
        self.run(at, ';')
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

    /// The items of an array, or its type and length.
    fn array(&mut self, inside: Cursor<'_>) -> Option<()> {
        let mut at = inside;
        while !at.eof() && !at.is_at(';') {
            at = at.skip();
        }
        self.list(inside.up_to(at))?;
        if !at.eof() {
            self.mark("; ");
            self.list(at.skip())?;
        }
        Some(())
    }

    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        if is_laid_out(word) {
            return None;
        }
        if self.before == Before::Word {
            self.text.push(' ');
        }
        if !self.text.ends_with("::") {
            self.path = self.text.len();
        }
        self.text.push_str(word);
        self.before = Before::Word;
        Some(())
    }

    pub(super) fn token<'tokens>(&mut self, at: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        if self.text.len() > self.most {
            return None;
        }
        if let Some((word, rest)) = at.word() {
            if word == "if" {
                return self.choice(rest);
            }
            self.word(word)?;
            return Some(rest);
        }
        if let Some((literal, rest)) = at.literal() {
            // A text over several lines has a layout of its own.
            self.word(literal).filter(|()| !literal.contains('\n'))?;
            return Some(rest);
        }
        if let Some((delimiter, inside, rest)) = at.any_group() {
            self.group(delimiter, inside)?;
            return Some(rest);
        }
        let (mark, is_joint, rest) = at.mark()?;
        let next = if is_joint { rest.mark() } else { None };
        match (mark, next) {
            (':', Some((':', _, rest))) => {
                self.mark("::");
                return Some(rest);
            }
            ('-', Some(('>', _, rest))) => {
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
            ('&', None | Some(('\'', ..))) if self.before == Before::Nothing => self.mark("&"),
            ('\'', _) if self.before == Before::Nothing => self.mark("'"),
            ('|', _) if self.before == Before::Nothing => return self.closure(rest),
            // A macro is called like a function.
            ('!', None) if self.before == Before::Word && rest.group(Delimiter::Parenthesis).is_some() => {
                self.text.push('!');
            }
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

    /// `|parameters| `, of a closure whose value follows.
    fn closure<'tokens>(&mut self, parameters: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        self.text.push('|');
        let mut at = parameters;
        while !at.is_at('|') {
            at = self.token(Some(at).filter(|at| !at.eof())?)?;
        }
        self.mark("| ");
        Some(at.skip())
    }

    /// `if condition { value } else { value }`
    fn choice<'tokens>(&mut self, condition: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        self.text.push_str("if ");
        self.before = Before::Nothing;
        let mut at = condition;
        while at.group(Delimiter::Brace).is_none() {
            at = self.token(at)?;
        }
        let (value, rest) = at.group(Delimiter::Brace)?;
        let (_, otherwise) = rest.word().filter(|(word, _)| *word == "else")?;
        let (other, rest) = otherwise.group(Delimiter::Brace).filter(|(other, _)| !other.eof() && !value.eof())?;
        for (open, inside) in [(" { ", value), (" } else { ", other)] {
            self.text.push_str(open);
            self.before = Before::Nothing;
            self.all(inside)?;
        }
        self.text.push_str(" }");
        self.before = Before::Word;
        Some(rest)
    }

    /// Brackets, with what is in them on the same line.
    fn group(&mut self, delimiter: Delimiter, inside: Cursor<'_>) -> Option<()> {
        let angles = std::mem::take(&mut self.angles);
        let before = std::mem::replace(&mut self.before, Before::Nothing);
        match (delimiter, before) {
            // The comma behind a tuple of one may not go.
            (Delimiter::Parenthesis, Before::Nothing) => {
                self.text.push('(');
                self.all(inside)?;
                self.text.push(')');
            }
            (Delimiter::Parenthesis, Before::Word) => {
                self.text.push('(');
                self.list(inside)?;
                self.text.push(')');
            }
            // Behind a lifetime stands a type, and behind any other word an index.
            (Delimiter::Bracket, before) if before == Before::Nothing || self.text[..self.path].ends_with('\'') => {
                self.text.push_str(if before == Before::Word { " [" } else { "[" });
                self.array(inside)?;
                self.text.push(']');
            }
            // A value made of its fields, which stays on a line only when it is very short.
            (Delimiter::Brace, Before::Word) if !inside.eof() => {
                let start = self.path;
                self.text.push_str(" { ");
                self.list(inside)?;
                self.text.push_str(" }");
                (self.text.len() - start <= LITERAL + "}".len()).then_some(())?;
            }
            _ => return None,
        }
        (self.before, self.angles) = (Before::Word, angles);
        Some(())
    }

    fn mark(&mut self, mark: &str) {
        self.text.push_str(mark);
        self.before = Before::Nothing;
    }
}

/// Whether a word begins something with a layout of its own.
fn is_laid_out(word: &str) -> bool {
    matches!(
        word,
        "as" | "async"
            | "await"
            | "break"
            | "else"
            | "for"
            | "if"
            | "in"
            | "loop"
            | "match"
            | "move"
            | "return"
            | "unsafe"
            | "where"
            | "while"
    )
}
