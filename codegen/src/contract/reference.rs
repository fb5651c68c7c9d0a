//! Turns a `$ref` into the node it points at.

use super::anchors::Found;
use super::{Contract, codes};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Node, Value};
use foldhash::HashSet;
use std::borrow::Cow;
use std::sync::atomic::Ordering;

/// What a `$ref` points at.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'doc> {
    /// The node.
    pub node: &'doc Node,
    /// Its name, when it is an entry of `components.schemas`.
    pub schema: Option<&'doc str>,
}

/// Follows references between whole objects (parameters, responses, path items) until something stands there.
pub(super) fn follow<'doc>(
    contract: &Contract<'doc>,
    node: &'doc Node,
    diagnostics: &mut Diagnostics,
) -> Option<&'doc Node> {
    let mut seen = HashSet::default();
    let mut at = node;
    while let Some(reference) = at.get("$ref") {
        if !seen.insert(at.span) {
            diagnostics.push(cyclic(reference));
            return None;
        }
        at = resolve(contract, reference, diagnostics)?.node;
    }
    Some(at)
}

/// The finding about a reference that leads back to itself.
pub(crate) fn cyclic(reference: &Node) -> Diagnostic {
    let text = reference.as_str().unwrap_or_default();
    Diagnostic::warning(
        codes::CYCLIC_REFERENCE,
        reference.span,
        format!("`{text}` leads back to itself, so it says nothing"),
    )
    .help("point it at a schema that stands on its own")
}

pub(super) fn resolve<'doc>(
    contract: &Contract<'doc>,
    reference: &'doc Node,
    diagnostics: &mut Diagnostics,
) -> Option<Resolved<'doc>> {
    let Some(text) = reference.as_str() else {
        let message = format!("`$ref` must be text, found {}, so it says nothing", reference.kind());
        diagnostics.push(Diagnostic::warning(codes::WRONG_KIND, reference.span, message));
        return None;
    };
    if let Some(found) = component(contract, text) {
        return Some(found);
    }
    let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
    let segments = segments(fragment);
    // A `#` alone means the schema that it stands in, never the document.
    let pointer = segments.as_deref().filter(|segments| uri.is_empty() && !segments.is_empty());
    if let Some(found) = pointer.and_then(|segments| walk(contract, segments)) {
        return Some(found);
    }
    let found = by_name(contract, reference, uri, fragment, segments.as_deref());
    if found.is_none() {
        diagnostics.push(if uri.is_empty() {
            unresolved(contract, reference, text)
        } else {
            external(reference, text)
        });
    }
    found
}

/// What a reference to an entry of the components means, as nearly all are, where its name is written plainly.
fn component<'doc>(contract: &Contract<'doc>, text: &str) -> Option<Resolved<'doc>> {
    let (section, name) = text.strip_prefix("#/components/")?.split_once('/')?;
    if name.contains(['/', '%', '~']) {
        return None;
    }
    let (name, node) = contract.components.get(section)?.get(name).copied()?;
    Some(Resolved { node, schema: (section == "schemas").then_some(name) })
}

/// What a reference means that goes by `$id`, `$anchor` or a pointer from the nearest `$id`.
fn by_name<'doc>(
    contract: &Contract<'doc>,
    reference: &'doc Node,
    uri: &str,
    fragment: &str,
    segments: Option<&[Cow<'_, str>]>,
) -> Option<Resolved<'doc>> {
    let anchors = contract.anchors.as_ref()?;
    let node = match anchors.find(reference, uri, fragment)? {
        Found::Start(root) => descend(root, segments?)?,
        Found::Schema(node) => node,
    };
    Some(Resolved { node, schema: anchors.schema_name(node) })
}

fn external(reference: &Node, text: &str) -> Diagnostic {
    let message = format!("`{text}` lies outside this document, so what it says is unknown");
    Diagnostic::warning(codes::EXTERNAL_REFERENCE, reference.span, message)
        .help("copy what it points at into `components` and refer to that")
}

fn unresolved(contract: &Contract<'_>, reference: &Node, text: &str) -> Diagnostic {
    let message = format!("`{text}` points at nothing, so what it says is unknown");
    let finding = Diagnostic::warning(codes::UNRESOLVED_REFERENCE, reference.span, message);
    let define = "correct it, or define what it means in `components`";
    let Some((section, name)) = text.strip_prefix("#/components/").and_then(|rest| rest.split_once('/')) else {
        return finding.help(define);
    };
    match near(contract, section, name) {
        Some(near) => finding.help(format!("did you mean `#/components/{section}/{near}`?")),
        None => finding.help(define),
    }
}

fn near<'doc>(contract: &Contract<'doc>, section: &str, name: &str) -> Option<&'doc str> {
    let take_one = |left: u32| left.checked_sub(1);
    contract.suggestions.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take_one).ok()?;
    let mut names: Vec<&str> = contract.components.get(section)?.keys().copied().collect();
    names.sort_unstable();
    suggest::suggest(name, names)
}

fn walk<'doc>(contract: &Contract<'doc>, segments: &[Cow<'_, str>]) -> Option<Resolved<'doc>> {
    match segments {
        [components, section, name, rest @ ..] if components == "components" => {
            let (name, node) = contract.components.get(&**section)?.get(&**name).copied()?;
            let schema = (section == "schemas" && rest.is_empty()).then_some(name);
            Some(Resolved { node: descend(node, rest)?, schema })
        }
        all => Some(Resolved { node: descend(contract.root, all)?, schema: None }),
    }
}

fn descend<'doc>(from: &'doc Node, segments: &[Cow<'_, str>]) -> Option<&'doc Node> {
    segments.iter().try_fold(from, |at, segment| match &at.value {
        Value::Map(map) => map.get(segment),
        Value::List(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The segments of a JSON pointer (RFC 6901) in its URI fragment form.
fn segments(pointer: &str) -> Option<Vec<Cow<'_, str>>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let rest = pointer.strip_prefix('/')?;
    rest.split('/').map(unescaped).collect()
}

fn unescaped(segment: &str) -> Option<Cow<'_, str>> {
    if !segment.contains(['%', '~']) {
        return Some(Cow::Borrowed(segment));
    }
    Some(Cow::Owned(percent_decoded(segment)?.replace("~1", "/").replace("~0", "~")))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: &u8| (*byte as char).to_digit(16);
                bytes.push((digit(high)? * 16 + digit(low)?) as u8);
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::source::{Limits, read_text};

    #[test]
    fn pointers_are_unescaped_once() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            ("", Some(&[])),
            ("/components/schemas/A", Some(&["components", "schemas", "A"])),
            ("/paths/~1a~1%7Bid%7D/get", Some(&["paths", "/a/{id}", "get"])),
            ("/x/~01", Some(&["x", "~1"])),
            ("/x/%E2%82%AC", Some(&["x", "€"])),
            ("/x/%zz", None),
            ("x", None),
        ];
        for (pointer, wanted) in cases {
            let wanted = wanted.map(|segments| segments.iter().copied().map(Cow::from).collect::<Vec<_>>());
            assert_eq!(segments(pointer), wanted, "{pointer}");
        }
    }

    #[test]
    fn names_of_components_are_unescaped_even_where_one_looks_escaped() {
        let text = r##"{"openapi": "3.0.3", "paths": {}, "components": {"schemas": {
            "a~1b": {"title": "spelled so"}, "a/b": {"title": "meant"}, "c%": {"title": "percent"},
            "plain": {"title": "plain", "properties": {"d": {"title": "inside"}}}
        }}, "x": [
            "#/components/schemas/a~1b", "#/components/schemas/a~01b", "#/components/schemas/c%25",
            "#/components/schemas/plain", "#/components/schemas/plain/properties/d"
        ]}"##;
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let (_, root) = read_text(&mut sources, &mut found, "a.json", text, Limits::CONTRACT).unwrap();
        let contract = Contract::new(&root, &mut found).unwrap();
        let resolved = root.get("x").and_then(Node::as_list).unwrap().iter().map(|reference| {
            let resolved = resolve(&contract, reference, &mut found).unwrap();
            (resolved.node.get("title").and_then(Node::as_str).unwrap(), resolved.schema)
        });
        let wanted = [
            ("meant", Some("a/b")),
            ("spelled so", Some("a~1b")),
            ("percent", Some("c%")),
            ("plain", Some("plain")),
            ("inside", None),
        ];
        assert_eq!(resolved.collect::<Vec<_>>(), wanted);
    }
}
