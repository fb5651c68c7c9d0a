//! Finds the words of a method name in texts that spell the same letters as the wire name.

use crate::check::CheckedOperation;
use crate::ir::MethodName;
use crate::path_template::Segment;
use heck::ToSnakeCase;

/// The first that shows words: `sdk.yaml`, the contract's `operationId`, a text of the capability, the words found in
/// those texts; else the wire name as it is.
pub(super) fn choose(pinned: Option<&str>, contract_id: Option<&str>, operation: &CheckedOperation) -> MethodName {
    if let Some(name) = pinned {
        return MethodName::Pinned(name.to_owned());
    }
    let wire = &operation.name;
    let (wire_letters, wire_words) = (letters(wire), word_count(wire));
    let shows_words = |text: &&str| letters(text) == wire_letters && word_count(text) > wire_words;
    if let Some(id) = contract_id.filter(|id| shows_words(id)) {
        return MethodName::Spelled(id.to_owned());
    }
    if wire_words > 1 {
        return MethodName::Wire;
    }
    let texts = capability_texts(operation);
    let best = texts.iter().copied().filter(shows_words).rev().max_by_key(|text| word_count(text));
    match best.map(str::to_owned).or_else(|| split(&wire_letters, &dictionary(&texts))) {
        Some(text) => MethodName::Spelled(text),
        None => MethodName::Wire,
    }
}

/// The texts of a capability that may show words: description, tools, path.
fn capability_texts(operation: &CheckedOperation) -> Vec<&str> {
    let description = operation.description.as_deref();
    let tools = operation.tools.iter().flat_map(|tool| [Some(tool.name.as_str()), tool.description.as_deref()]);
    let path = operation.path.segments().iter().flat_map(|segment| match segment {
        Segment::Literal(text) => text.split('/').collect::<Vec<_>>(),
        Segment::Hole(name) => vec![name.as_str()],
    });
    let texts = std::iter::once(description).chain(tools).flatten().chain(path);
    texts.map(str::trim).filter(|text| !text.is_empty()).collect()
}

/// The words of the texts, each also with and without a plural `s`.
fn dictionary(texts: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        for word in text.to_snake_case().split('_').filter(|word| word.len() > 1 && word.is_ascii()) {
            let other = word.strip_suffix('s').map_or_else(|| format!("{word}s"), str::to_owned);
            words.extend([word.to_owned(), other]);
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Splits letters into as few words as possible; `None` when words do not cover them or do not split them.
fn split(letters: &str, words: &[String]) -> Option<String> {
    if !letters.is_ascii() {
        return None;
    }
    let mut best: Vec<Option<Vec<&str>>> = vec![None; letters.len() + 1];
    best[0] = Some(Vec::new());
    for start in 0..letters.len() {
        let Some(before) = best[start].clone() else { continue };
        for word in words.iter().filter(|word| letters[start..].starts_with(word.as_str())) {
            let slot = &mut best[start + word.len()];
            if slot.as_ref().is_none_or(|found| found.len() > before.len() + 1) {
                *slot = Some(before.iter().copied().chain([word.as_str()]).collect());
            }
        }
    }
    best.pop().flatten().filter(|words| words.len() > 1).map(|words| words.join(" "))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn word_count(text: &str) -> usize {
    text.to_snake_case().split('_').filter(|word| !word.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::OutputFormat;
    use crate::check::{BodyInput, Tool};
    use crate::ir::ToolHints;
    use crate::source::{FileId, Span};

    fn operation(name: &str, path: &str, description: &str, tools: &[&str]) -> CheckedOperation {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let tool = |name: &&str| Tool { name: name.to_string(), description: None, hints: ToolHints::default() };
        CheckedOperation {
            name: name.to_owned(),
            span,
            method: "GET".to_owned(),
            path: path.parse().unwrap(),
            path_span: span,
            fragment: None,
            description: Some(description.to_owned()),
            inputs: Vec::new(),
            template_inputs: Vec::new(),
            body: BodyInput::None,
            format: OutputFormat::Json,
            tools: tools.iter().map(tool).collect(),
        }
    }

    #[test]
    fn words_come_from_the_first_text_that_shows_them() {
        let spelled = |text: &str| MethodName::Spelled(text.to_owned());
        let cases = [
            // (wire name, path, description, tools, operationId, wanted)
            ("getuser", "/x", "", vec![], Some("getUser"), spelled("getUser")),
            ("getuser", "/x", "Get user", vec![], Some("getuser"), spelled("Get user")),
            ("getuser", "/x", "Reads", vec!["get-user"], None, spelled("get-user")),
            ("getuser", "/x", "Get User", vec!["get-user"], None, spelled("Get User")),
            ("listorders", "/orders", "List all", vec![], None, spelled("list orders")),
            ("createprofile", "/p", "Make it", vec!["create-new-profile"], None, spelled("create profile")),
            ("getuser", "/x", "Reads", vec![], Some("fetchUser"), MethodName::Wire),
            ("get-user", "/x", "Get User", vec![], None, MethodName::Wire),
            ("patch", "/patch", "Patch", vec![], None, MethodName::Wire),
        ];
        for (wire, path, description, tools, id, wanted) in cases {
            assert_eq!(choose(None, id, &operation(wire, path, description, &tools)), wanted, "{wire} {id:?}");
        }
    }

    #[test]
    fn the_manifest_comes_first() {
        let wanted = MethodName::Pinned("fetch".to_owned());
        assert_eq!(choose(Some("fetch"), Some("getUser"), &operation("getuser", "/x", "", &[])), wanted);
    }
}
