//! Flattens the tokens of an item into one text and a list of ranges, so that reading them again and again costs no
//! allocation: a token of `proc_macro2` owns its text, and whoever looks at it gets a copy.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// The tokens of one item.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The words and literals, one behind the other.
    text: String,
    flat: Vec<Token>,
}

#[derive(Clone, Debug)]
enum Token {
    Word(Range<usize>),
    Literal(Range<usize>),
    Mark {
        mark: char,
        /// Whether it makes one sign with the mark behind it.
        is_joint: bool,
    },
    /// A bracket, and how many of the tokens behind it stand inside.
    Group(Delimiter, usize),
}

impl Tokens {
    /// Takes the tokens of an item in, in the place of those of the one before.
    pub(super) fn read(&mut self, item: TokenStream) -> Cursor<'_> {
        self.text.clear();
        self.flat.clear();
        self.push(item);
        Cursor { text: &self.text, flat: &self.flat }
    }

    fn push(&mut self, stream: TokenStream) {
        for tree in stream {
            match tree {
                TokenTree::Ident(word) => {
                    let range = self.push_text(&word);
                    self.flat.push(Token::Word(range));
                }
                TokenTree::Literal(literal) => {
                    let range = self.push_text(&literal);
                    self.flat.push(Token::Literal(range));
                }
                TokenTree::Punct(punct) => {
                    self.flat.push(Token::Mark { mark: punct.as_char(), is_joint: punct.spacing() == Spacing::Joint });
                }
                TokenTree::Group(group) => {
                    let (delimiter, inside) = (group.delimiter(), group.stream());
                    // Tokens that two hold are copied when they are read.
                    drop(group);
                    let at = self.flat.len();
                    self.flat.push(Token::Group(delimiter, 0));
                    self.push(inside);
                    self.flat[at] = Token::Group(delimiter, self.flat.len() - at - 1);
                }
            }
        }
    }

    fn push_text(&mut self, token: &impl std::fmt::Display) -> Range<usize> {
        let start = self.text.len();
        // Writing to a `String` cannot fail.
        let _ = write!(self.text, "{token}");
        start..self.text.len()
    }
}

/// Tokens that are still to be read. Each question gives what is in front and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    flat: &'t [Token],
}

impl<'t> Cursor<'t> {
    pub(super) fn eof(self) -> bool {
        self.flat.is_empty()
    }

    pub(super) fn word(self) -> Option<(&'t str, Self)> {
        match self.flat {
            [Token::Word(range), rest @ ..] => Some((&self.text[range.clone()], Self { flat: rest, ..self })),
            _ => None,
        }
    }

    pub(super) fn literal(self) -> Option<(&'t str, Self)> {
        match self.flat {
            [Token::Literal(range), rest @ ..] => Some((&self.text[range.clone()], Self { flat: rest, ..self })),
            _ => None,
        }
    }

    /// A mark, and whether it makes one sign with the mark behind it.
    pub(super) fn mark(self) -> Option<(char, bool, Self)> {
        match self.flat {
            [Token::Mark { mark, is_joint }, rest @ ..] => Some((*mark, *is_joint, Self { flat: rest, ..self })),
            _ => None,
        }
    }

    /// Whether a mark is in front.
    pub(super) fn is_at(self, wanted: char) -> bool {
        self.mark().is_some_and(|(mark, ..)| mark == wanted)
    }

    /// What stands between brackets, and what behind them.
    pub(super) fn group(self, wanted: Delimiter) -> Option<(Self, Self)> {
        self.any_group().filter(|(delimiter, ..)| *delimiter == wanted).map(|(_, inside, rest)| (inside, rest))
    }

    pub(super) fn any_group(self) -> Option<(Delimiter, Self, Self)> {
        match self.flat {
            [Token::Group(delimiter, inside), rest @ ..] => {
                let (inside, rest) = rest.split_at(*inside);
                Some((*delimiter, Self { flat: inside, ..self }, Self { flat: rest, ..self }))
            }
            _ => None,
        }
    }

    /// What stands behind the next token, or behind the brackets that it opens.
    pub(super) fn skip(self) -> Self {
        match self.any_group() {
            Some((.., rest)) => rest,
            None => Self { flat: self.flat.get(1..).unwrap_or_default(), ..self },
        }
    }

    /// The length of the words and literals together: no line with all of them is shorter.
    pub(super) fn length(self) -> usize {
        let range = |token: &'t Token| match token {
            Token::Word(range) | Token::Literal(range) => Some(range),
            Token::Mark { .. } | Token::Group(..) => None,
        };
        let (first, last) = (self.flat.iter().find_map(range), self.flat.iter().rev().find_map(range));
        first.zip(last).map_or(0, |(first, last)| last.end - first.start)
    }

    /// What stands before a place that was reached from here.
    pub(super) fn up_to(self, place: Self) -> Self {
        Self { flat: &self.flat[..self.flat.len() - place.flat.len()], ..self }
    }

    /// The text of `#[doc = "…"]`, where that is in front, line by line as it stands behind `///`.
    pub(super) fn doc(self) -> Option<(Cow<'t, str>, Self)> {
        let (_, _, attribute) = self.mark().filter(|(mark, ..)| *mark == '#')?;
        let (inside, rest) = attribute.group(Delimiter::Bracket)?;
        let (_, value) = inside.word().filter(|(word, _)| *word == "doc")?;
        let (_, _, value) = value.mark()?;
        let (literal, end) = value.literal()?;
        let text = content(literal)?;
        // Four slashes begin a comment that documents nothing.
        (end.eof() && !text.starts_with('/') && !text.contains("\n/")).then_some((text, rest))
    }

    /// The tokens as a parser reads them.
    pub(super) fn source(self) -> String {
        let mut source = String::new();
        self.write(&mut source);
        source
    }

    /// The same behind a text.
    pub(super) fn write(mut self, source: &mut String) {
        while let Some(token) = self.flat.first() {
            if let Some((doc, rest)) = self.doc() {
                for line in doc.split('\n') {
                    source.push_str("\n///");
                    source.push_str(line);
                }
                source.push('\n');
                self = rest;
                continue;
            }
            match token {
                Token::Word(range) | Token::Literal(range) => {
                    source.push_str(&self.text[range.clone()]);
                    source.push(' ');
                }
                Token::Mark { mark, is_joint } => {
                    source.push(*mark);
                    source.extend((!is_joint).then_some(' '));
                }
                Token::Group(delimiter, _) => {
                    let (open, close) = match delimiter {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    source.push_str(open);
                    if let Some((_, inside, _)) = self.any_group() {
                        inside.write(source);
                    }
                    source.push_str(close);
                    source.push(' ');
                }
            }
            self = self.skip();
        }
    }
}

/// What a literal of a text says; docs of ours are raw, so that they are neither escaped nor read back.
fn content(literal: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = literal.strip_prefix('r') {
        let raw = raw.trim_matches('#');
        return raw.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed);
    }
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        let parsed = syn::parse_str::<syn::LitStr>(literal).ok()?;
        return Some(Cow::Owned(parsed.value()));
    }
    Some(Cow::Borrowed(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(attribute: &str) -> Option<String> {
        let mut tokens = Tokens::default();
        let (text, rest) = tokens.read(attribute.parse().unwrap()).doc()?;
        assert!(rest.eof());
        Some(text.into_owned())
    }

    #[test]
    fn comments_are_read_from_every_literal() {
        assert_eq!(doc(r#"#[doc = " a"]"#).as_deref(), Some(" a"));
        assert_eq!(doc(r#"#[doc = " \"a\"\n b"]"#).as_deref(), Some(" \"a\"\n b"));
        assert_eq!(doc(r###"#[doc = r##" "a"# \n"##]"###).as_deref(), Some(" \"a\"# \\n"));
        for none in [r#"#[doc = "/ a"]"#, r#"#[doc = include_str!("a")]"#, "#[doc(hidden)]", "#[must_use]", "a"] {
            assert_eq!(doc(none), None, "{none}");
        }
    }

    #[test]
    fn a_parser_reads_the_same_tokens() {
        for text in [
            "/// One.\n/// Two.\nstruct A<'a> { b: &'a [r#type::B; 2], c: Vec<Vec<C>> }",
            "fn a() -> B { c?.d::<E>(|f, _| f..=1 && !g)[0] += \"h\\n\" }",
        ] {
            let stream: TokenStream = text.parse().unwrap();
            let mut tokens = Tokens::default();
            let source = tokens.read(stream.clone()).source();
            assert_eq!(source.parse::<TokenStream>().unwrap().to_string(), stream.to_string());
        }
    }

    #[test]
    fn a_place_is_reached_by_its_own_length() {
        let mut tokens = Tokens::default();
        let all = tokens.read("a(b, c) d;".parse().unwrap());
        let end = all.skip().skip();
        assert_eq!(all.up_to(end).source().replace(' ', ""), "a(b,c)");
        assert_eq!((all.up_to(end).length(), end.length(), end.up_to(end).length()), (3, 1, 0));
        assert!(end.word().is_some_and(|(word, rest)| word == "d" && rest.is_at(';') && rest.skip().eof()));
        assert!(rest_of_nothing(end).eof());
    }

    fn rest_of_nothing(at: Cursor<'_>) -> Cursor<'_> {
        at.skip().skip().skip()
    }
}
