//! Judges the keys of a mapping: what they are and whether they repeat.

use super::{Keys, Scalar};
use crate::diagnostic::Diagnostic;
use crate::source::{Entry, Key, Node, Span, Value, syntax};

/// From so many entries on, sorting is cheaper than comparing each with each.
const FEW: usize = 12;

/// Why a scalar cannot be a key.
pub(super) fn refusal(scalar: &Scalar<'_>, span: Span, keys: Keys) -> Option<Diagnostic> {
    let written = scalar.written;
    match &scalar.value {
        Value::String(text) if scalar.is_plain && &**text == "<<" => {
            let diagnostic = Diagnostic::error("NK012", span, "merge keys are not supported");
            Some(diagnostic.help("repeat the keys of the other mapping here"))
        }
        Value::String(_) => None,
        _ if written.is_empty() => Some(Diagnostic::error("NK017", span, "a key is missing in front of `:`")),
        _ if keys == Keys::Scalars => None,
        Value::Number(_) => Some(not_a_string(span, written, "number")),
        Value::Bool(_) => Some(not_a_string(span, written, "boolean")),
        _ => Some(not_a_string(span, written, "null")),
    }
}

fn not_a_string(span: Span, written: &str, kind: &str) -> Diagnostic {
    let message = format!("keys must be strings, found {kind} `{written}`");
    Diagnostic::error("NK017", span, message).help(format!("quote it: \"{written}\":"))
}

/// The finding about a collection where a key should be; `owner` is the key whose value it is part of.
pub(super) fn collection_as_key(text: &str, node: &Node, owner: Option<&Key>) -> Diagnostic {
    let start = node.span.start as usize;
    let is_template = text.as_bytes().get(start) == Some(&b'{') && text[..start].ends_with('{');
    if !is_template {
        let kind = if matches!(node.value, Value::Map(_)) { "a mapping" } else { "a sequence" };
        let diagnostic = Diagnostic::error("NK017", node.span, format!("keys must be strings, found {kind}"));
        return diagnostic.help("quote it if it is text");
    }
    let from = start - 1;
    let template = &text[from..from + syntax::template_length(&text[from..])];
    let end = node.span.start - 1 + u32::try_from(template.len()).unwrap_or(u32::MAX);
    unquoted_template(Span { start: node.span.start - 1, end, ..node.span }, owner.map(|key| &*key.text), template)
}

/// The finding about `{{X}}` without quotes.
pub(in crate::source) fn unquoted_template(span: Span, key: Option<&str>, template: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("NK018", span, "this parses as a nested mapping");
    let key = key.map(|key| format!("{key}: ")).unwrap_or_default();
    diagnostic.help(format!("write `{key}\"{template}\"`"))
}

/// Every entry whose key was there before, with the first entry of that key, in source order.
pub(super) fn repeats(entries: &[Entry]) -> Vec<(usize, usize)> {
    let key = |index: usize| &*entries[index].key.text;
    let mut repeats = Vec::new();
    if entries.len() <= FEW {
        for again in 1..entries.len() {
            if let Some(first) = (0..again).find(|first| key(*first) == key(again)) {
                repeats.push((again, first));
            }
        }
        return repeats;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|index| key(*index));
    let mut first = order[0];
    for &again in &order[1..] {
        if key(first) == key(again) {
            repeats.push((again, first));
        } else {
            first = again;
        }
    }
    repeats.sort_unstable();
    repeats
}
