//! Writes paths such as `.events[2]["a.b"]`, and finds where one ends.

/// The path of the whole body.
const ROOT: &str = ".";

/// One step from a container to what it holds.
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    /// The step to a key as the body spells it, escapes included.
    pub(super) fn key(escaped: &[u8]) -> Self {
        let quoted = [b"\"", escaped, b"\""].concat();
        Self::Key(serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(escaped).into_owned()))
    }
}

/// Writes steps one behind the other; none at all is the whole body.
pub(super) fn write(steps: impl Iterator<Item = Step>) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if is_name(&key) => path.extend([".", key.as_str()]),
            Step::Key(key) => path.push_str(&format!("[{}]", serde_json::Value::from(key))),
        }
    }
    if path.is_empty() { ROOT.to_owned() } else { path }
}

/// Puts the path of a value behind the path of what holds it.
pub(in crate::json) fn join(outer: String, inner: &str) -> String {
    match (outer.as_str(), inner) {
        (ROOT, inner) => inner.to_owned(),
        (_, ROOT) => outer,
        (outer, inner) => format!("{outer}{inner}"),
    }
}

/// Splits a text that begins with a path into the path and the rest.
pub(in crate::json) fn split(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    while let Some(length) = step_length(&text[end..]) {
        end += length;
    }
    match end {
        0 => text.starts_with(ROOT).then(|| text.split_at(ROOT.len())),
        end => Some(text.split_at(end)),
    }
}

/// How long the step is with which the text begins.
fn step_length(text: &str) -> Option<usize> {
    if let Some(name) = text.strip_prefix('.') {
        let length = name.find(|character: char| !is_name_character(character)).unwrap_or(name.len());
        return is_name(&name[..length]).then_some(1 + length);
    }
    let inside = text.strip_prefix('[')?;
    let length = match inside.strip_prefix('"') {
        Some(quoted) => 2 + closing_quote(quoted)?,
        None => inside.find(']')?,
    };
    inside[length..].starts_with(']').then_some(length + 2)
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let closes = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        closes
    })
}

fn is_name(key: &str) -> bool {
    key.starts_with(|first: char| is_name_character(first) && !first.is_ascii_digit())
        && key.chars().all(is_name_character)
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_steps_that_split_again() {
        let key = |key: &str| Step::Key(key.to_owned());
        for (steps, path) in [
            (vec![], "."),
            (vec![key("a"), Step::Index(3), key("b_2")], ".a[3].b_2"),
            (vec![Step::Index(0), Step::Index(1)], "[0][1]"),
            (vec![key("a.b"), key("")], r#"["a.b"][""]"#),
            (vec![key(r#"say "hi"]: \"#), key("2nd")], r#"["say \"hi\"]: \\"]["2nd"]"#),
            (vec![key("größe"), key("x-y")], r#"["größe"]["x-y"]"#),
        ] {
            assert_eq!(write(steps.into_iter()), path);
            let text = format!("{path}: wrong");
            assert_eq!(split(&text), Some((path, ": wrong")));
        }
    }

    #[test]
    fn splits_nothing_off_other_texts() {
        for text in ["", "line 1", "[", "[\"a", "[\"a\"x"] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn joins_paths() {
        for (outer, inner, joined) in
            [(".", ".", "."), (".", "[1]", "[1]"), (".a", ".", ".a"), (".a[0]", ".b", ".a[0].b")]
        {
            assert_eq!(join(outer.to_owned(), inner), joined);
        }
    }
}
