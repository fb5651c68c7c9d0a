//! Makes the prose of a spec safe as Markdown: code and links stay what they are, and nothing else is markup.

use super::doc::{cut, is_invisible};
use std::ops::Range;

/// Spec prose as one line of Markdown in which nothing is a tag, a link into our docs or an open code span by accident.
pub(super) fn safe(text: &str) -> String {
    let text = cut(text);
    if is_plain(&text) {
        return text.into_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().filter(|c| !c.is_control() && !is_invisible(*c)));
    }
    let mut safe = String::with_capacity(plain.len());
    push_prose(&mut safe, &plain, Addresses::AreLinks);
    // A line that starts like a heading, a quote, a list or a rule would become one.
    if safe.starts_with(['#', '+', '-', '=', ':', '>']) {
        safe.insert(0, '\\');
    } else if starts_numbered(&safe) {
        safe.insert(safe.chars().take_while(char::is_ascii_digit).count(), '\\');
    }
    safe
}

/// Whether a text is words, numbers and the usual punctuation, so that there is nothing to make safe.
fn is_plain(text: &str) -> bool {
    let is_harmless = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b' ' | b',' | b'.' | b';' | b':' | b'\'' | b'"' | b'(' | b')' | b'/' | b'-' | b'+')
            || matches!(byte, b'=' | b'%' | b'&' | b'?' | b'!')
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(is_harmless)
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.contains("http")
}

/// Whether a bare address in prose becomes a link; links do not lie in each other.
#[derive(Clone, Copy)]
enum Addresses {
    AreLinks,
    AreText,
}

/// Adds prose with its code spans and links, and nothing else that is markup.
fn push_prose(safe: &mut String, mut rest: &str, addresses: Addresses) {
    loop {
        let code = code_span(rest);
        let link = Link::first_in(rest).filter(|_| matches!(addresses, Addresses::AreLinks));
        match (code, link) {
            (code, Some(link)) if code.as_ref().is_none_or(|code| link.range.start < code.start) => {
                // An image is fetched by whoever reads the docs, so it is a link instead.
                let before = &rest[..link.range.start];
                push_words(safe, before.strip_suffix('!').unwrap_or(before), addresses);
                link.push(safe);
                rest = &rest[link.range.end..];
            }
            (Some(code), _) => {
                push_words(safe, &rest[..code.start], addresses);
                safe.push_str(&rest[code.clone()]);
                rest = &rest[code.end..];
            }
            (None, _) => return push_words(safe, rest, addresses),
        }
    }
}

/// `[label](https://…)`.
struct Link<'text> {
    range: Range<usize>,
    label: &'text str,
    target: &'text str,
}

impl<'text> Link<'text> {
    fn first_in(text: &'text str) -> Option<Self> {
        text.match_indices("](").find_map(|(middle, _)| {
            let start = text[..middle].rfind(['[', ']']).filter(|at| text[*at..].starts_with('['))?;
            let behind = Some(&text[middle + 2..]).filter(|behind| behind.starts_with("http"))?;
            let address = address(behind)?;
            let is_whole = address.start == 0 && behind[address.end..].starts_with(')');
            let target = &behind[address.clone()];
            let range = start..middle + 2 + address.end + 1;
            let link = Link { range, label: text[start + 1..middle].trim(), target };
            (is_whole && !target.contains(['{', '}'])).then_some(link)
        })
    }

    fn push(&self, safe: &mut String) {
        if self.label.is_empty() || self.label == self.target {
            safe.push_str(&format!("<{}>", self.target));
            return;
        }
        safe.push('[');
        push_prose(safe, self.label, Addresses::AreText);
        safe.push_str(&format!("](<{}>)", self.target));
    }
}

/// The first code span: one or two backticks, closed by as many. More of them could open a block, so they never count.
fn code_span(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(open) = backticks(text, from) {
        let mut after = open.end;
        while let (1..=2, Some(close)) = (open.len(), backticks(text, after)) {
            match close.len() {
                length if length == open.len() => return Some(open.start..close.end),
                1..=2 => after = close.end,
                _ => break,
            }
        }
        from = open.end;
    }
    None
}

/// The first run of backticks at or after a place.
fn backticks(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].find('`')?;
    let length = text[start..].bytes().take_while(|byte| *byte == b'`').count();
    Some(start..start + length)
}

/// Adds prose outside code, with a backslash before whatever Markdown could take for markup.
fn push_words(safe: &mut String, prose: &str, addresses: Addresses) {
    if !prose.contains("http") {
        return push_escaped(safe, prose);
    }
    for (index, word) in prose.split(' ').enumerate() {
        if index > 0 {
            safe.push(' ');
        }
        let mut rest = word;
        while let (Addresses::AreLinks, Some(address)) = (addresses, address(rest)) {
            push_escaped(safe, &rest[..address.start]);
            let text = &rest[address.clone()];
            // What has a hole in it leads nowhere.
            safe.push_str(&if text.contains(['{', '}']) { format!("`{text}`") } else { format!("<{text}>") });
            rest = &rest[address.end..];
        }
        push_escaped(safe, rest);
    }
}

fn push_escaped(safe: &mut String, prose: &str) {
    let mut rest = 0;
    for (at, byte) in prose.bytes().enumerate() {
        let is_markup =
            matches!(byte, b'`' | b'[' | b']' | b'<' | b'*' | b'\\' | b'~') || (byte == b'_' && !is_inside(prose, at));
        if is_markup {
            safe.push_str(&prose[rest..at]);
            safe.push('\\');
            rest = at;
        }
    }
    safe.push_str(&prose[rest..]);
}

/// The first web address, without the punctuation of the sentence that it stands in.
fn address(text: &str) -> Option<Range<usize>> {
    let is_foreign = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '|' | '\\' | '^');
    text.match_indices("http").find_map(|(start, _)| {
        let found = &text[start..];
        let scheme = ["http://", "https://"].into_iter().find(|scheme| found.starts_with(scheme))?;
        let mut found = &found[..found.find(is_foreign).unwrap_or(found.len())];
        loop {
            let closes_more = found.matches(')').count() > found.matches('(').count();
            match found.chars().next_back()? {
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' => found = &found[..found.len() - 1],
                ')' if closes_more => found = &found[..found.len() - 1],
                _ => break,
            }
        }
        (found.len() > scheme.len()).then_some(start..start + found.len())
    })
}

/// Whether the character at a place has letters or digits on both sides, where an underscore marks no emphasis.
fn is_inside(prose: &str, at: usize) -> bool {
    let before = prose[..at].chars().next_back();
    let after = prose[at..].chars().nth(1);
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

pub(super) fn starts_numbered(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && text[digits..].starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_cannot_become_markup() {
        let cases = [
            ("plain text", "plain text"),
            ("Plain: (a/b), 2 + 3 = \"5\"!", "Plain: (a/b), 2 + 3 = \"5\"!"),
            ("two  spaces ", "two spaces"),
            ("a [link](x) <b>", "a \\[link\\](x) \\<b>"),
            ("code `[x]` stays", "code `[x]` stays"),
            ("one ` open", "one \\` open"),
            ("two ``[`]`` stay", "two ``[`]`` stay"),
            ("half ` [open] ``` run", "half \\` \\[open\\] \\`\\`\\` run"),
            ("half ` of ``` [two] `", "half \\` of \\`\\`\\` \\[two\\] \\`"),
            ("```rust [x] ```", "\\`\\`\\`rust \\[x\\] \\`\\`\\`"),
            ("# not a heading", "\\# not a heading"),
            ("1. not a list", "1\\. not a list"),
            ("see https://a.test/x_y.", "see <https://a.test/x_y>."),
            ("two\n  lines\tand tabs", "two lines and tabs"),
            ("snake_case *star* _a_", "snake_case \\*star\\* \\_a\\_"),
            ("größe_maß *é* _ü", "größe_maß \\*é\\* \\_ü"),
            ("_a_ at https://a.test *b*", "\\_a\\_ at <https://a.test> \\*b\\*"),
            ("*/ end of comment", "\\*/ end of comment"),
            ("bad \u{202e}order", "bad order"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected, "{text}");
        }
    }

    #[test]
    fn links_lead_where_the_spec_says() {
        let cases = [
            ("(https://a.test/x)", "(<https://a.test/x>)"),
            ("see:https://a.test/x,https://b.test.", "see:<https://a.test/x,https://b.test>."),
            ("https://a.test/x_(y).", "<https://a.test/x_(y)>."),
            ("https://a.test/{id}/x, then", "`https://a.test/{id}/x`, then"),
            ("https:// and http://. and https", "https:// and http://. and https"),
            ("[the docs](https://a.test/x_(y)).", "[the docs](<https://a.test/x_(y)>)."),
            ("[a _b_ `c`](https://a.test)", "[a \\_b\\_ `c`](<https://a.test>)"),
            ("[https://a.test](https://a.test)", "<https://a.test>"),
            ("[at http://b.test](https://a.test)", "[at http://b.test](<https://a.test>)"),
            ("![a cat](https://a.test/cat.png)", "[a cat](<https://a.test/cat.png>)"),
            ("[](https://a.test)", "<https://a.test>"),
            ("[x][y](https://a.test)", "\\[x\\][y](<https://a.test>)"),
            ("[half `x](https://a.test) y`", "[half \\`x](<https://a.test>) y\\`"),
            ("`[x](https://a.test)`", "`[x](https://a.test)`"),
            ("[x](https://a.test \"t\")", "\\[x\\](<https://a.test> \"t\")"),
            ("[x](https://a.test/{id})", "\\[x\\](`https://a.test/{id}`)"),
            ("[x](javascript:https://a.test)", "\\[x\\](javascript:<https://a.test>)"),
            ("[x](https://a.test/<b>)", "\\[x\\](<https://a.test/>\\<b>)"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected, "{text}");
        }
    }
}
