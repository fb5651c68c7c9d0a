//! Reads one file into its tree, whichever way it is written.

use std::path::Path;

use super::limits::Limits;
use super::tree::{Stop, Tree};
use super::{FileId, Node, Value, file, json, layout, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span};

/// Reads a file. Findings that leave the tree sound, such as a duplicate key, are reported and the tree is still given.
pub fn read(sources: &mut Sources, found: &mut Diagnostics, path: &Path, limits: Limits) -> Option<(FileId, Node)> {
    let text = file::text(path, limits, found)?;
    read_text(sources, found, &path.display().to_string(), text, limits)
}

/// Reads a text as if it were the file `path`.
pub fn read_text(
    sources: &mut Sources,
    found: &mut Diagnostics,
    path: &str,
    text: impl Into<String>,
    limits: Limits,
) -> Option<(FileId, Node)> {
    let file = sources.add(path, text.into());
    let mut own = Diagnostics::default();
    let root = root(file, sources.text(file), path.ends_with(".json"), limits, &mut own);
    match layout::cause(file, sources.text(file), limits, &own) {
        Some(cause) => found.push(cause),
        None => found.extend(own),
    }
    root.map(|root| (file, root))
}

fn root(file: FileId, text: &str, is_json: bool, limits: Limits, found: &mut Diagnostics) -> Option<Node> {
    if let Some(diagnostic) = control_character(file, text) {
        found.push(diagnostic);
        return None;
    }
    let root = match parse(file, text, is_json, limits, found) {
        Ok(root) => root,
        Err(Stop) => return None,
    };
    match root {
        Some(node) if matches!(node.value, Value::Map(_)) => Some(node),
        None | Some(Node { value: Value::Null, .. }) => {
            let span = Span { file, start: 0, end: 0 };
            let message = format!("file is empty; {} starts with `{}`", limits.noun, limits.opening);
            found.push(Diagnostic::error("NK002", span, message));
            None
        }
        Some(node) => {
            let message = format!("top level must be a mapping, found {}", node.kind());
            found.push(Diagnostic::error("NK016", node.span, message));
            None
        }
    }
}

fn parse(
    file: FileId,
    text: &str,
    is_json: bool,
    limits: Limits,
    found: &mut Diagnostics,
) -> Result<Option<Node>, Stop> {
    if is_json || text.trim_start().starts_with('{') {
        let mut own = Diagnostics::default();
        let mut tree = Tree::new(file, text, limits, &mut own);
        let outcome = json::read(&mut tree);
        let root = tree.finish();
        // Text that starts with `{` may also be YAML with brackets.
        if is_json || outcome.is_ok() {
            found.extend(own);
            return outcome.map(|()| root);
        }
    }
    let mut tree = Tree::new(file, text, limits, found);
    yaml::read(&mut tree)?;
    Ok(tree.finish())
}

/// So many bytes are searched for control characters at once.
const BLOCK: usize = 256;

/// Neither YAML nor JSON allows control characters, and parsers take some of them for the end.
fn control_character(file: FileId, text: &str) -> Option<Diagnostic> {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r');
    // Whole blocks are judged many bytes at a time, which a search for the first byte is not.
    let block =
        text.as_bytes().chunks(BLOCK).position(|block| block.iter().fold(false, |any, byte| any | is_control(byte)))?;
    let at = BLOCK * block + text.as_bytes()[BLOCK * block..].iter().position(is_control)?;
    let start = u32::try_from(at).ok()?;
    let message = format!("not text: control character {:#04X}", text.as_bytes()[at]);
    let span = Span { file, start, end: start + 1 };
    Some(Diagnostic::error("NK003", span, message).help("remove it, or write it as an escape in double quotes"))
}
