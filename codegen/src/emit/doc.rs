//! Builds every doc comment out of paragraphs, and wraps their lines.

use super::prose::{safe, starts_numbered};
use crate::ir::Text;
use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};
use std::borrow::Cow;

/// The width of a line of prose, comment marker excluded.
const WIDTH: usize = 110;

/// So many characters of one text of a spec are shown; nobody reads more above an item.
const LONGEST: usize = 10_000;

/// A doc comment under construction: paragraphs with an empty line between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Doc {
    /// The lines as they stand behind `///`.
    text: String,
    /// How many there are.
    lines: usize,
}

impl Doc {
    /// A doc comment that starts with a paragraph of ours.
    pub(super) fn new(text: impl AsRef<str>) -> Self {
        Self::default().paragraph(text)
    }

    /// A doc comment that starts with a spec's summary, or with ours where it has none; its detail follows.
    pub(super) fn of<T: AsRef<str>>(text: &Text, fallback: impl FnOnce() -> T) -> Self {
        let doc = match &text.summary {
            Some(summary) => Self::default().prose(summary),
            None => Self::new(fallback()),
        };
        match &text.detail {
            Some(detail) => doc.prose(detail),
            None => doc,
        }
    }

    /// A paragraph in our own Markdown.
    pub(super) fn paragraph(self, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        let shown = cut(text);
        // A code span that was cut is closed.
        let is_open = shown.len() < text.len() && shown.matches('`').count() % 2 == 1;
        self.lines_of(&if is_open { format!("{shown}`") } else { shown.into_owned() })
    }

    fn lines_of(mut self, paragraph: &str) -> Self {
        self.gap();
        self.wrap(paragraph, ["", ""]);
        self
    }

    /// Paragraphs from a spec.
    pub(super) fn prose(mut self, text: &str) -> Self {
        for paragraph in cut(text).split("\n\n") {
            let paragraph = safe(paragraph);
            if !paragraph.is_empty() {
                self = self.lines_of(&paragraph);
            }
        }
        self
    }

    /// A line of ours right below the last one.
    pub(super) fn line(mut self, text: impl AsRef<str>) -> Self {
        self.push(text.as_ref());
        self
    }

    /// A bullet with a spec's text.
    pub(super) fn bullet(mut self, text: &str) -> Self {
        self.wrap(text, ["- ", "  "]);
        self
    }

    /// A heading of ours.
    pub(super) fn heading(mut self, text: &str) -> Self {
        self.gap();
        self.push(&format!("# {text}"));
        self
    }

    /// A code block that compiles and does not run.
    pub(super) fn example(mut self, lines: &[String]) -> Self {
        self.gap();
        self.push("```no_run");
        lines.iter().for_each(|line| self.push(line));
        self.push("```");
        self
    }

    /// A block of JSON right below the last line.
    pub(super) fn json(mut self, text: &str) -> Self {
        self.gap();
        self.push("```json");
        text.lines().for_each(|line| self.push(line));
        self.push("```");
        self
    }

    fn gap(&mut self) {
        if self.lines > 0 {
            self.push("");
        }
    }

    fn push(&mut self, line: &str) {
        if self.lines > 0 {
            self.text.push('\n');
        }
        self.lines += 1;
        self.text.push(' ');
        let start = self.text.len();
        push_one_line(&mut self.text, line);
        if self.text.len() == start {
            self.text.pop();
        }
    }

    /// Breaks a line at spaces, never inside a code span. The first line and the others begin with something.
    fn wrap(&mut self, text: &str, [first, other]: [&str; 2]) {
        // Nearly all paragraphs fit on a line.
        if first.is_empty() && text.len() <= WIDTH && !text.starts_with(' ') {
            return self.push(text);
        }
        let mut line = first.to_owned();
        // In characters, and without what the line begins with.
        let mut width = 0;
        let mut is_code = false;
        // A code span with spaces counts as one word.
        let words = text.split(|c| {
            is_code ^= c == '`';
            c == ' ' && !is_code
        });
        for word in words {
            let word_width = word.chars().count();
            // A word that would start a block at the start of a line stays behind the one before it.
            let is_block = word.starts_with(['#', '+', '-', '=', '>']) || starts_numbered(word);
            if width > 0 && width + 1 + word_width > WIDTH && !is_block {
                self.push(&line);
                line.clear();
                line.push_str(other);
                width = 0;
            } else if width > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += word_width;
        }
        self.push(&line);
    }
}

/// One attribute for all lines, which are taken apart when they are printed.
impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.lines > 0 {
            let text = raw(&self.text);
            tokens.append(Punct::new('#', Spacing::Alone));
            tokens.append(Group::new(Delimiter::Bracket, quote!(doc = #text)));
        }
    }
}

/// The start of a text that is too long to be shown.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST || text.char_indices().nth(LONGEST).is_none() {
        return Cow::Borrowed(text);
    }
    let start: String = text.chars().take(LONGEST - 2).collect();
    Cow::Owned(start + " …")
}

/// The text with nothing in it that ends a line: names from specs stand in our own sentences too.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_one_line(&mut line, text);
    line
}

fn push_one_line(line: &mut String, text: &str) {
    // Nearly all lines are as they should be.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        line.push_str(text);
        return;
    }
    let shown = text.chars().filter(|c| !is_invisible(*c));
    line.extend(shown.map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }));
}

/// A raw literal, which is neither escaped when it is made nor read back when it is printed.
fn raw(text: &str) -> Literal {
    let mut hashes = String::new();
    while text.contains('"') && text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let mut literal = String::with_capacity(text.len() + 2 * hashes.len() + 3);
    for part in ["r", &hashes, "\"", text, "\"", &hashes] {
        literal.push_str(part);
    }
    // What has no carriage return and no such end can always stand between them.
    literal.parse().unwrap_or_else(|_| Literal::string(text))
}

pub(super) fn is_invisible(c: char) -> bool {
    // Direction overrides can make source text read differently from what it says (CVE-2021-42574).
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut() {
        let code = format!("`{}`", "x ".repeat(LONGEST));
        for doc in [Doc::default().prose(&code), Doc::new(&code), Doc::of(&Text::default(), || &code)] {
            let text = doc.text.replace('\n', "");
            assert!(text.len() < LONGEST + 10 && text.contains('…'), "{} characters", text.len());
            let spans = text.replace("\\`", "").matches('`').count();
            assert_eq!(spans % 2, 0, "{:?}", doc.text.lines().last());
        }
    }

    #[test]
    fn names_cannot_end_a_line_of_ours() {
        let doc = Doc::new("`a\r\nb\u{2028}c\u{202e}`").to_token_stream().to_string();
        assert_eq!(doc, "# [doc = r\" `a  b c`\"]");
    }

    #[test]
    fn nothing_ends_the_literal_of_a_comment() {
        let doc = Doc::new("say \"#no\"## \\ to it").paragraph("\"").to_token_stream().to_string();
        assert_eq!(doc, "# [doc = r###\" say \"#no\"## \\ to it\n\n \"\"###]");
    }

    #[test]
    fn lines_break_at_spaces_outside_code() {
        let text = format!("{} `{}`", "word ".repeat(20).trim_end(), "code ".repeat(20).trim_end());
        let doc = Doc::default().bullet(&text);
        assert_eq!(doc.lines, 2);
        assert!(doc.text.starts_with(" - word ") && doc.text.contains("\n   `code"), "{}", doc.text);
    }
}
