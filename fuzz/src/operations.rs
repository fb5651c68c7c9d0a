//! Writes the capability that consumes the operations of a contract.

use meterforge_codegen::diagnostic::{Diagnostics, Sources};
use meterforge_codegen::path_template::PathTemplate;
use meterforge_codegen::source::{self, Limits, Node};
use std::fmt::Write as _;

/// So many operations are consumed; more say nothing new.
const ENOUGH: usize = 40;
/// The methods that a capability knows.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The capability; when the contract has no operation that fits, it consumes one that the contract lacks.
pub(crate) fn of(contract: &[u8]) -> String {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let text = String::from_utf8_lossy(contract);
    let root = source::read_text(&mut sources, &mut found, "contract.yaml", text, Limits::CONTRACT);
    let mut operations = root.map(|(_, root)| operations(&root)).unwrap_or_default();
    operations.truncate(ENOUGH);
    if operations.is_empty() {
        operations.push(("GET".to_owned(), "/widgets".to_owned()));
    }
    let mut capability = "naftiko: 1.0.0-alpha2\ninfo: { label: Acme, description: Widgets }\nconsumes:\n\
        - type: http\n  namespace: acme\n  baseUri: https://api.acme.test\n  resources:\n"
        .to_owned();
    for (number, (method, path)) in operations.iter().enumerate() {
        let path = serde_json::Value::from(path.as_str());
        writeln!(capability, "  - name: r{number}\n    path: {path}").expect("text");
        writeln!(capability, "    operations: [ {{ name: o{number}, method: {method} }} ]").expect("text");
    }
    capability
}

fn operations(root: &Node) -> Vec<(String, String)> {
    let paths = root.get("paths").and_then(Node::as_map).into_iter().flat_map(|paths| paths.iter());
    let each = paths.flat_map(|path| {
        let methods = path.value.as_map().into_iter().flat_map(|item| item.iter());
        let known = methods.map(|method| method.key.text.to_uppercase()).filter(|name| METHODS.contains(&&**name));
        known.map(|method| (method, path.key.text.to_string()))
    });
    let is_plain = |path: &str| path.starts_with('/') && path.parse::<PathTemplate>().is_ok() && !path.contains("{{");
    each.filter(|(_, path)| is_plain(path)).collect()
}
