//! Reads a consumed path: fragment cut off, literal query taken out, placeholders understood.

use super::context::Context;
use crate::capability::Text;
use crate::diagnostic::Diagnostic;
use crate::path_template::{PathTemplate, Segment};

/// A path as requests use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// The path proper.
    pub(super) template: PathTemplate,
    /// What stood behind `#`.
    pub(super) fragment: Option<String>,
    /// Query pairs that are always sent.
    pub(super) query: Vec<(String, String)>,
}

/// The path, or `None` when it was reported.
pub(super) fn check(cx: &mut Context, text: &Text) -> Option<Path> {
    let span = text.span;
    if text.value.contains(char::is_control) {
        // No request line can carry it, and a line break would also end a line of generated code.
        let message = "the path holds a line break or another control character";
        cx.push(Diagnostic::error("NK222", span, message).help("remove it"));
        return None;
    }
    let (rest, fragment) = cut(&text.value, '#');
    if fragment.is_some() && !cx.fragment_reported {
        cx.fragment_reported = true;
        let message = "fragments such as `#…` are never sent; operations of one path keep their names";
        cx.push(Diagnostic::warning("NK224", span, message));
    }
    let (path, query) = cut(rest, '?');
    if query.is_some() {
        let diagnostic = Diagnostic::warning("NK224", span, "a query in the path is sent with every request");
        cx.push(diagnostic.help("move it to `inputParameters`"));
    }
    if query.is_some_and(|query| query.contains(['{', '}'])) {
        cx.push(Diagnostic::error("NK222", span, "placeholder in a query").help("declare it under `inputParameters`"));
        return None;
    }
    let mut path = path.replace("{{", "{").replace("}}", "}");
    if !path.starts_with('/') {
        cx.push(Diagnostic::warning("NK223", span, "the path does not start with `/`; one is added"));
        path.insert(0, '/');
    }
    if path.contains("//") {
        cx.push(Diagnostic::warning("NK223", span, "the path has an empty segment; it is kept"));
    }
    match path.parse::<PathTemplate>() {
        Ok(template) => {
            holes(cx, text, &template);
            let query = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
            Some(Path { template, fragment: fragment.map(str::to_owned), query })
        }
        Err(error) => {
            cx.push(Diagnostic::error("NK222", span, format!("malformed placeholder in path: {error}")));
            None
        }
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}

/// Warns of placeholders by which a server cannot tell values apart.
fn holes(cx: &mut Context, text: &Text, template: &PathTemplate) {
    let adjacent = template.segments().windows(2).find_map(|pair| match pair {
        [Segment::Hole(left), Segment::Hole(right)] => Some((left, right)),
        _ => None,
    });
    if let Some((left, right)) = adjacent {
        let message = format!("nothing separates `{{{left}}}` and `{{{right}}}`: the server cannot tell them apart");
        cx.push(Diagnostic::warning("NK223", text.span, message));
    }
    let holes: Vec<&str> = template.holes().collect();
    if let Some((_, hole)) = holes.iter().enumerate().find(|(at, hole)| holes[..*at].contains(hole)) {
        let message = format!("`{{{hole}}}` is in the path twice; both get the same value");
        cx.push(Diagnostic::warning("NK223", text.span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    /// A text, the path it gives, its query pairs, and the codes of what is found.
    type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

    #[test]
    fn takes_paths_apart() {
        let cases: [Case; 7] = [
            ("/a/{b}", "/a/{b}", &[], &[]),
            ("/a/{{b}}", "/a/{b}", &[], &[]),
            ("/a#X", "/a", &[], &["NK224"]),
            ("/a?x=1&y&z=a=b", "/a", &[("x", "1"), ("y", ""), ("z", "a=b")], &["NK224"]),
            ("/a#X?y=1", "/a", &[], &["NK224"]),
            ("a//b/", "/a//b/", &[], &["NK223", "NK223"]),
            ("/{a}{b}/{a}", "/{a}{b}/{a}", &[], &["NK223", "NK223"]),
        ];
        for (text, path, query, codes) in cases {
            let mut cx = Context::default();
            let span = Span { file: FileId(0), start: 0, end: 0 };
            let found = check(&mut cx, &Text { value: text.to_owned(), span }).unwrap();
            assert_eq!(found.template.to_string(), path, "{text}");
            let pairs: Vec<(&str, &str)> = found.query.iter().map(|(name, value)| (&**name, &**value)).collect();
            assert_eq!(pairs, query, "{text}");
            assert_eq!(cx.found.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), codes, "{text}");
        }
    }

    #[test]
    fn refuses_malformed_placeholders() {
        for text in ["/{id", "/{}", "/{a b}", "/id}", "/a?x={y}"] {
            let mut cx = Context::default();
            let span = Span { file: FileId(0), start: 0, end: 0 };
            assert_eq!(check(&mut cx, &Text { value: text.to_owned(), span }), None, "{text}");
            assert!(cx.found.iter().any(|diagnostic| diagnostic.code == "NK222"), "{text}");
        }
    }
}
