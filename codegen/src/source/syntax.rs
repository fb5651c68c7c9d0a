//! Turns a parser's complaint into a finding that says what to do.

use super::tree::{Tree, too_deep};
use crate::diagnostic::{Diagnostic, Span};

mod line;

use line::Line;
pub(super) use line::template_length;

/// The finding for the message `info` about byte `at`.
pub(super) fn diagnostic(tree: &Tree<'_>, info: &str, at: u32) -> Diagnostic {
    let line = Line::around(tree.text, at as usize);
    let here = |start: usize, end: usize| Span { file: tree.file, start: byte(start), end: byte(end.max(start)) };
    let word = here(line.place(), line.word_end());
    if info.contains("recursion limit") {
        return too_deep(word, tree.limits());
    }
    let tab = line.indenting_tab().or_else(|| info.contains("tab").then(|| line.later_tab()).flatten());
    if let Some(tab) = tab.filter(|_| !info.contains("quoted scalar")) {
        let diagnostic = Diagnostic::error("NK005", here(tab, tab + 1), "tab used for indentation");
        return diagnostic.help("YAML allows spaces only");
    }
    if let Some((start, end)) = line.unquoted_template() {
        return super::tree::unquoted_template(here(start, end), line.key(), &tree.text[start..end]);
    }
    if info.contains("handle wasn't declared") {
        return Diagnostic::error("NK012", word, "tag is not allowed").help("remove it");
    }
    let (message, cure) = explain(info);
    let diagnostic = Diagnostic::error("NK006", word, message);
    match (cure, line.key()) {
        (Cure::Quote, Some(_)) if line.is_at_key() => {
            diagnostic.help("check the indentation, and that brackets and quotes above are closed")
        }
        (Cure::Quote, Some(key)) => diagnostic.help(format!("quote the text after `{key}:`")),
        (Cure::Quote, None) => diagnostic.help("quote the text"),
        (Cure::Unknown, _) => diagnostic,
    }
}

/// What most likely helps.
enum Cure {
    Quote,
    Unknown,
}

/// What a parser's message means to the author of a file.
fn explain(info: &str) -> (String, Cure) {
    let (message, cure) = match info {
        "mapping values are not allowed in this context" | "illegal placement of ':' indicator" => {
            ("mapping value not allowed here", Cure::Quote)
        }
        "while parsing node, found unknown anchor" => ("alias of an anchor that does not exist", Cure::Quote),
        "simple key expected" | "simple key expect ':'" => ("expected `key: value`", Cure::Unknown),
        "while parsing a block mapping, did not find expected key" => {
            ("this does not line up with the keys above it", Cure::Unknown)
        }
        "while parsing a block collection, did not find expected '-' indicator" => {
            ("this does not line up with the `-` entries above it", Cure::Unknown)
        }
        "while scanning a quoted scalar, found unexpected end of stream" => {
            ("quoted text is never closed", Cure::Unknown)
        }
        "while parsing anchor, found duplicated anchor" => ("anchor is defined twice", Cure::Unknown),
        _ if info.starts_with("while parsing a flow") => ("brackets are not closed or miss a comma", Cure::Quote),
        _ if info.starts_with("while scanning an anchor or alias") => ("not an anchor or alias", Cure::Quote),
        _ if info.starts_with("unexpected character") => ("a value cannot start with this character", Cure::Quote),
        _ => {
            let problem =
                info.split_once(", ").filter(|_| info.starts_with("while")).map_or(info, |(_, problem)| problem);
            return (format!("not YAML: {problem}"), Cure::Unknown);
        }
    };
    (message.to_owned(), cure)
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
    tree.report(diagnostic.help("quote the value if this is part of it, or put a space after `#`"));
}

/// Sizes are limited long before `u32` is.
fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
