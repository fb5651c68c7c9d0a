//! Turns a parser's complaint into a finding that says what to do.

use super::tree::{Tree, too_deep};
use crate::diagnostic::{Diagnostic, Span};

mod line;

use line::Line;

/// The finding for the message `info` about byte `at`.
pub(super) fn diagnostic(tree: &Tree<'_>, info: &str, at: u32) -> Diagnostic {
    let line = Line::around(tree.text, at as usize);
    let here = |start: usize, end: usize| Span { file: tree.file, start: byte(start), end: byte(end.max(start)) };
    if info.contains("recursion limit") {
        return too_deep(here(at as usize, at as usize + 1), tree.limits());
    }
    if let Some(tab) = line.indenting_tab().filter(|_| !info.contains("quoted scalar")) {
        let diagnostic = Diagnostic::error("NK005", here(tab, tab + 1), "tab used for indentation");
        return diagnostic.help("YAML allows spaces only");
    }
    if let Some((start, end)) = line.unquoted_template() {
        let template = &tree.text[start..end];
        return super::tree::unquoted_template(here(start, end), line.key(), template);
    }
    if info.contains("handle wasn't declared") {
        return Diagnostic::error("NK012", here(at as usize, line.word_end()), "tag is not allowed").help("remove it");
    }
    let (message, quote) = explain(info);
    let diagnostic = Diagnostic::error("NK006", here(at as usize, line.word_end()), message);
    match (quote, line.key()) {
        (Quote::Advise, Some(key)) => diagnostic.help(format!("quote the text after `{key}:`")),
        (Quote::Advise, None) => diagnostic.help("quote the text"),
        (Quote::Silent, _) => diagnostic,
    }
}

/// Whether quotes are the likely cure.
enum Quote {
    Advise,
    Silent,
}

/// What a parser's message means to the author of a file.
fn explain(info: &str) -> (String, Quote) {
    let (message, quote) = match info {
        "mapping values are not allowed in this context" | "illegal placement of ':' indicator" => {
            ("mapping value not allowed here", Quote::Advise)
        }
        "while parsing node, found unknown anchor" => ("alias of an anchor that does not exist", Quote::Advise),
        "simple key expected" | "simple key expect ':'" => ("expected `key: value`", Quote::Silent),
        "while parsing a block mapping, did not find expected key" => {
            ("this does not line up with the keys above it", Quote::Silent)
        }
        "while parsing a block collection, did not find expected '-' indicator" => {
            ("this does not line up with the `-` entries above it", Quote::Silent)
        }
        "while scanning a quoted scalar, found unexpected end of stream" => {
            ("quoted text is never closed", Quote::Silent)
        }
        "while parsing anchor, found duplicated anchor" => ("anchor is defined twice", Quote::Silent),
        _ if info.starts_with("while parsing a flow") => ("brackets are not closed or miss a comma", Quote::Advise),
        _ if info.starts_with("while scanning an anchor or alias") => ("not an anchor or alias", Quote::Advise),
        _ if info.starts_with("unexpected character") => ("a value cannot start with this character", Quote::Advise),
        _ => return (format!("not YAML: {}", info.replace(['`', '\''], "")), Quote::Silent),
    };
    (message.to_owned(), quote)
}

/// Warns when an unquoted value is followed by a comment that looks like a part of it: `/x #ACL`.
pub(super) fn warn_of_comment(tree: &mut Tree<'_>, start: u32, end: u32) {
    let rest = &tree.text[end as usize..];
    let blanks = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let Some(comment) = rest[blanks..].strip_prefix('#').filter(|_| start < end && blanks > 0) else { return };
    if !comment.starts_with(char::is_alphanumeric) {
        return;
    }
    let comment = comment.lines().next().unwrap_or_default().trim_end();
    let start = end + byte(blanks);
    let span = tree.span(start, start + 1 + byte(comment.len()));
    let diagnostic = Diagnostic::warning("NK019", span, "text after ` #` is a comment and was dropped");
    tree.found.push(diagnostic.help("quote the value if this is part of it, or put a space after `#`"));
}

/// Sizes are limited long before `u32` is.
fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
