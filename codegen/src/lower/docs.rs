//! Turns a spec's prose and limits into sentences.

use super::peel::Peeled;
use crate::ir::{Text, TextFormat, Type};
use crate::source::{Node, Number, Value};

/// A summary of one sentence and the rest; without a summary the description's first sentence is one.
pub(super) fn text(summary: Option<&str>, description: Option<&str>) -> Text {
    let described = description.map(str::trim).filter(|text| !text.is_empty());
    let summary = summary.map(one_line).filter(|text| !text.is_empty());
    match (summary, described) {
        (None, None) => Text::default(),
        (Some(summary), None) => Text { summary: Some(summary), detail: None },
        (Some(summary), Some(described)) => {
            let (first, rest) = first_sentence(described);
            let detail = if same_words(&summary, first) { rest } else { described };
            let detail = (!detail.is_empty()).then(|| detail.to_owned());
            Text { summary: Some(summary), detail }
        }
        (None, Some(described)) => {
            let (first, rest) = first_sentence(described);
            let detail = (!rest.is_empty()).then(|| rest.to_owned());
            Text { summary: Some(one_line(first)), detail }
        }
    }
}

/// Adds sentences to the detail, as a paragraph of their own.
pub(super) fn with_sentences(mut text: Text, sentences: &[String]) -> Text {
    if sentences.is_empty() {
        return text;
    }
    let sentences = sentences.join(" ");
    if text.summary.is_none() {
        text.summary = Some(sentences);
    } else {
        text.detail = Some(match text.detail {
            Some(detail) => format!("{detail}\n\n{sentences}"),
            None => sentences,
        });
    }
    text
}

/// What a schema says about limits, units and defaults, in sentences.
pub(super) fn limits(peeled: &Peeled<'_>, ty: &Type) -> Vec<String> {
    let number = |keyword: &str| match &peeled.keyword(keyword, false)?.value {
        Value::Number(Number(text)) => Some(text.to_string()),
        _ => None,
    };
    let mut sentences = Vec::new();
    for (least, most, one, many) in [
        ("minLength", "maxLength", "character", "characters"),
        ("minItems", "maxItems", "item", "items"),
        ("minProperties", "maxProperties", "entry", "entries"),
    ] {
        sentences.extend(counted(number(least), number(most), one, many));
    }
    let exclusive = |keyword: &str| peeled.flag(keyword, false);
    for (keyword, exclusive_keyword, inclusive_words, exclusive_words) in [
        ("minimum", "exclusiveMinimum", "At least", "More than"),
        ("maximum", "exclusiveMaximum", "At most", "Less than"),
    ] {
        if let Some(limit) = number(keyword) {
            // In the 3.0 dialect the exclusive keywords are flags beside the limit.
            let words = if exclusive(exclusive_keyword) { exclusive_words } else { inclusive_words };
            sentences.push(format!("{words} {limit}."));
        }
        if let Some(limit) = number(exclusive_keyword) {
            sentences.push(format!("{exclusive_words} {limit}."));
        }
    }
    if let Some(step) = number("multipleOf") {
        sentences.push(format!("A multiple of {step}."));
    }
    let checked = matches!(ty, Type::String(TextFormat::Uuid | TextFormat::Ulid) | Type::Id(_));
    if let Some(pattern) = peeled.text("pattern", false).filter(|pattern| !checked && !pattern.contains('`')) {
        sentences.push(format!("Matches `{pattern}`."));
    }
    if let Some(default) = peeled.keyword("default", false).and_then(literal) {
        sentences.push(format!("Default: {default}."));
    }
    sentences
}

/// How many there must be, in one sentence; nothing is not much of a least.
fn counted(least: Option<String>, most: Option<String>, one: &str, many: &str) -> Option<String> {
    let noun = |count: &str| if count == "1" { one.to_owned() } else { many.to_owned() };
    match (least.filter(|count| count != "0"), most) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {most} {}.", noun(&most))),
        (Some(least), Some(most)) => Some(format!("From {least} to {most} {many}.")),
        (Some(least), None) => Some(format!("At least {least} {}.", noun(&least))),
        (None, Some(most)) => Some(format!("At most {most} {}.", noun(&most))),
        (None, None) => None,
    }
}

/// A default as a reader would write it; lists and objects are left to the contract.
fn literal(node: &Node) -> Option<String> {
    match &node.value {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(Number(text)) => Some(text.to_string()),
        Value::String(text) if text.is_empty() || text.contains(['`', '\n']) => None,
        Value::String(text) => Some(format!("`{text}`")),
        _ => None,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_words(left: &str, right: &str) -> bool {
    let plain = |text: &str| one_line(text).trim_end_matches('.').to_lowercase();
    plain(left) == plain(right)
}

/// The first sentence and the rest: it ends at a full stop before a capital letter, or at an empty line.
fn first_sentence(text: &str) -> (&str, &str) {
    let paragraph_end = text.find("\n\n").unwrap_or(text.len());
    let paragraph = &text[..paragraph_end];
    let ends_here = |at: usize| {
        let after = &paragraph[at + 1..];
        let before = &paragraph[..at];
        let abbreviation = ["e.g", "i.e", "etc", "vs", "resp"].iter().any(|short| before.ends_with(short));
        let next = after.trim_start().chars().next();
        after.starts_with(char::is_whitespace) && !abbreviation && next.is_none_or(|c| !c.is_lowercase())
    };
    let end =
        paragraph.match_indices('.').map(|(at, _)| at).find(|at| ends_here(*at)).map_or(paragraph_end, |at| at + 1);
    (text[..end].trim_end(), text[end..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_where_the_next_begins() {
        let cases = [
            ("One.", "One.", ""),
            ("One. Two.", "One.", "Two."),
            ("See e.g. this one. Two.", "See e.g. this one.", "Two."),
            ("Version 1.5 is out. Two.", "Version 1.5 is out.", "Two."),
            ("A title\n\nThen more.", "A title", "Then more."),
            ("No stop at all", "No stop at all", ""),
            ("Wrapped\nline. Two.", "Wrapped\nline.", "Two."),
        ];
        for (text, first, rest) in cases {
            assert_eq!(first_sentence(text), (first, rest), "{text}");
        }
    }

    #[test]
    fn a_description_that_repeats_the_summary_is_dropped() {
        assert_eq!(text(Some("Get it"), Some("get it.")).detail, None);
        assert_eq!(text(Some("Get it"), Some("More.")).detail.as_deref(), Some("More."));
        assert_eq!(text(Some("Get it"), Some("Get it. More.")).detail.as_deref(), Some("More."));
        assert_eq!(text(None, Some("One\ntwo. Three.")).summary.as_deref(), Some("One two."));
        assert_eq!(text(None, Some("  ")), Text::default());
    }

    #[test]
    fn counts_are_one_sentence() {
        for (least, most, sentence) in [
            (None, None, None),
            (Some("0"), None, None),
            (Some("1"), None, Some("At least 1 item.")),
            (Some("0"), Some("1"), Some("At most 1 item.")),
            (None, Some("50"), Some("At most 50 items.")),
            (Some("3"), Some("3"), Some("Exactly 3 items.")),
            (Some("1"), Some("500"), Some("From 1 to 500 items.")),
        ] {
            let count = |text: Option<&str>| text.map(str::to_owned);
            assert_eq!(counted(count(least), count(most), "item", "items").as_deref(), sentence, "{least:?} {most:?}");
        }
    }
}
