//! Reads the root of a capability file.

use super::codes::{DOCUMENT, filled_list, renamed};
use super::{Adapter, Bind, Consumes, Info, Version, bind, consume, expose, info, version};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Span, Table, Value};

/// One capability file.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// `naftiko`.
    pub version: Version,
    /// The root mapping.
    pub span: Span,
    /// `info`.
    pub info: Option<Info>,
    /// `binds`, of the root and of `capability`.
    pub binds: Vec<Bind>,
    /// `capability.consumes`, or `consumes` of a shared file.
    pub consumes: Vec<Consumes>,
    /// Whether an entry of `consumes` could not be read, so that a name nobody knows may be its.
    pub consumes_incomplete: bool,
    /// `capability.exposes`.
    pub exposes: Vec<Adapter>,
}

/// Reads a capability file; `None` when its version is unknown, for then nothing can be said about the rest.
pub fn read(root: &Node, found: &mut Diagnostics) -> Option<Document> {
    let Value::Map(map) = &root.value else {
        let message = format!("the top level must be a mapping, found {}", root.kind());
        found.push(Diagnostic::error("NK016", root.span, message));
        return None;
    };
    let version = version::read(root, map, found)?;
    let mut table = Table::open(root, "the document", DOCUMENT, found)?;
    table.ignore(&["naftiko"]);
    renamed(&mut table, root, &[("externalRefs", "binds")], found);
    let mut document = Document {
        version,
        span: root.span,
        info: table.optional("info").and_then(|node| info::read(node, found)),
        binds: Vec::new(),
        consumes: Vec::new(),
        consumes_incomplete: true,
        exposes: Vec::new(),
    };
    if !table.has("info") {
        found.push(Diagnostic::warning("NK112", table.span(), "the document has no `info`"));
    }
    let nodes = filled_list(&mut table, "binds", found).unwrap_or_default();
    document.binds.extend(nodes.iter().filter_map(|node| bind::read(node, found)));
    match (table.entry("capability"), table.entry("consumes")) {
        (Some(capability), None) => read_capability(&capability.value, &mut document, found),
        (None, Some(_)) => read_consumes(&mut table, &mut document, found),
        (Some(capability), Some(consumes)) => {
            let message = "declare exactly one of `capability` and `consumes`";
            let diagnostic = Diagnostic::error("NK109", consumes.key.span, message);
            found.push(diagnostic.related(capability.key.span, "`capability` is here"));
        }
        (None, None) => {
            let message = "the document declares neither `capability` nor `consumes`";
            found.push(Diagnostic::error("NK109", table.span(), message).help("add `capability:` with `consumes:`"));
        }
    }
    table.finish(found);
    Some(document)
}

fn read_capability(node: &Node, document: &mut Document, found: &mut Diagnostics) {
    let Some(mut table) = Table::open(node, "capability", DOCUMENT, found) else { return };
    renamed(&mut table, node, &[("externalRefs", "binds")], found);
    let nodes = filled_list(&mut table, "binds", found).unwrap_or_default();
    document.binds.extend(nodes.iter().filter_map(|node| bind::read(node, found)));
    let exposes = filled_list(&mut table, "exposes", found).unwrap_or_default();
    // A capability that only exposes is legal, though nothing can be made of it: who needs more says so.
    if table.has("consumes") || !table.has("exposes") {
        read_consumes(&mut table, document, found);
    } else {
        document.consumes_incomplete = false;
    }
    document.exposes.extend(exposes.iter().filter_map(|node| expose::read(node, found)));
    if let Some(entry) = table.entry("aggregates") {
        let (code, message) = match document.version {
            Version::Alpha1 => ("NK111", "`aggregates` appeared in 1.0.0-alpha2; ignored"),
            Version::Alpha2 | Version::Alpha3 => ("NK301", "`aggregates` are not supported, skipped"),
        };
        found.push(Diagnostic::warning(code, entry.key.span, message));
    }
    if let Some(entry) = table.entry("orchestration") {
        found.push(Diagnostic::warning("NK111", entry.key.span, "undocumented section `orchestration` is ignored"));
    }
    table.finish(found);
}

fn read_consumes(table: &mut Table<'_>, document: &mut Document, found: &mut Diagnostics) {
    let Some(nodes) = table.required_list("consumes", found) else { return };
    document.consumes.extend(nodes.iter().filter_map(|node| consume::read(node, found)));
    document.consumes_incomplete = document.consumes.len() < nodes.len();
}
