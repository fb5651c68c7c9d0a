//! Turns `$id`, `$anchor` and its kin into an index, for references that are no pointers into the document.

use crate::source::{Map, Node, Value};
use std::collections::HashMap;

/// What a document calls by names of its own.
#[derive(Debug, Default)]
pub(super) struct Anchors<'doc> {
    /// The document, then every schema with an `$id`, which has anchors and pointers of its own.
    resources: Vec<Resource<'doc>>,
    by_uri: HashMap<String, usize>,
    anchors: HashMap<(usize, &'doc str), &'doc Node>,
    /// The resource that a reference stands in, by the address of its node; the document when it is not listed.
    inside: HashMap<usize, usize>,
    /// What a `$recursiveRef` leads back to, by the address of its node.
    recursive: HashMap<usize, &'doc Node>,
    /// The schemas of the components, by the address of their nodes.
    names: HashMap<usize, &'doc str>,
}

#[derive(Debug)]
struct Resource<'doc> {
    uri: String,
    root: &'doc Node,
}

/// Keys whose values are data: what looks like an anchor in there is none.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Keywords whose values may be references.
pub(super) const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

impl<'doc> Anchors<'doc> {
    /// Searches a document.
    pub(super) fn new(root: &'doc Node, schemas: impl Iterator<Item = (&'doc str, &'doc Node)>) -> Self {
        let document = Resource { uri: String::new(), root };
        let mut anchors = Self { resources: vec![document], ..Self::default() };
        anchors.index(root, 0, None);
        if anchors.resources.len() > 1 || !anchors.anchors.is_empty() || !anchors.recursive.is_empty() {
            anchors.names = schemas.map(|(name, node)| (address(node), name)).collect();
        }
        anchors
    }

    /// What a reference means: the start of the pointer in `fragment`, or the schema that `fragment` names.
    pub(super) fn find(&self, reference: &Node, uri: &str, fragment: &str) -> Option<Found<'doc>> {
        if let Some(node) = self.recursive.get(&address(reference)).filter(|_| uri.is_empty() && fragment.is_empty()) {
            return Some(Found::Schema(node));
        }
        let here = self.inside.get(&address(reference)).copied().unwrap_or_default();
        let resource = match uri {
            "" => here,
            _ => *self.by_uri.get(&joined(&self.resources[here].uri, uri))?,
        };
        if resource == 0 && fragment.is_empty() {
            // The document as a whole is no schema.
            return None;
        }
        if fragment.is_empty() || fragment.starts_with('/') {
            return Some(Found::Start(self.resources[resource].root));
        }
        let node = self.anchors.get(&(resource, fragment)).or_else(|| {
            // An anchor of the whole document is meant from everywhere in it.
            self.anchors.get(&(0, fragment)).filter(|_| uri.is_empty())
        });
        node.copied().map(Found::Schema)
    }

    /// The name of a schema of the components.
    pub(super) fn schema_name(&self, node: &Node) -> Option<&'doc str> {
        self.names.get(&address(node)).copied()
    }

    /// Notes what a schema is called; says which resource it stands in.
    fn names_of(&mut self, node: &'doc Node, map: &'doc Map, mut resource: usize) -> usize {
        if let Some(id) = map.get("$id").and_then(Node::as_str) {
            let uri = joined(&self.resources[resource].uri, id);
            resource = self.resources.len();
            self.by_uri.entry(uri.clone()).or_insert(resource);
            self.resources.push(Resource { uri, root: node });
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = map.get(keyword).and_then(Node::as_str) {
                self.anchors.entry((resource, name)).or_insert(node);
            }
        }
        if resource > 0 {
            let references = REFERENCES.iter().filter_map(|keyword| map.get(keyword));
            self.inside.extend(references.map(|reference| (address(reference), resource)));
        }
        resource
    }

    /// Goes through a node of a resource, `around` being the nearest schema with a `$recursiveAnchor`.
    fn index(&mut self, node: &'doc Node, mut resource: usize, mut around: Option<&'doc Node>) {
        match &node.value {
            Value::Map(map) => {
                // Most schemas have no such keys, so they are looked for once.
                if map.iter().any(|entry| entry.key.text.starts_with('$')) {
                    resource = self.names_of(node, map, resource);
                    around =
                        map.get("$recursiveAnchor").and_then(Node::as_bool).map_or(around, |is| is.then_some(node));
                    let reference = map.get("$recursiveRef").map(address);
                    self.recursive.extend(reference.zip(around));
                }
                for entry in map.iter().filter(|entry| !DATA.contains(&&*entry.key.text)) {
                    self.index(&entry.value, resource, around);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.index(item, resource, around)),
            _ => {}
        }
    }
}

/// Where the way to a schema starts, or the schema itself.
pub(super) enum Found<'doc> {
    Start(&'doc Node),
    Schema(&'doc Node),
}

/// A node is where it is for as long as the document lives.
fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

/// A reference as it reads from a base: absolute already, from the top of the same host, or beside the base.
fn joined(base: &str, uri: &str) -> String {
    let uri = uri.trim_end_matches('#');
    let host_end = base.find("://").and_then(|at| base[at + 3..].find('/').map(|slash| at + 3 + slash));
    match host_end {
        _ if uri.contains("://") || uri.starts_with("urn:") || base.is_empty() => uri.to_owned(),
        Some(end) if uri.starts_with('/') => format!("{}{uri}", &base[..end]),
        _ => {
            let folder = base.rfind('/').map_or("", |at| &base[..=at]);
            format!("{folder}{}", uri.strip_prefix("./").unwrap_or(uri))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_from_their_base() {
        let cases = [
            ("", "a.json", "a.json"),
            ("https://x.test/s/a", "https://y.test/b", "https://y.test/b"),
            ("https://x.test/s/a", "b", "https://x.test/s/b"),
            ("https://x.test/s/a", "./b", "https://x.test/s/b"),
            ("https://x.test/s/a", "/b", "https://x.test/b"),
            ("https://x.test/s/a", "urn:b", "urn:b"),
            ("a", "b#", "b"),
        ];
        for (base, uri, wanted) in cases {
            assert_eq!(joined(base, uri), wanted, "{base} {uri}");
        }
    }
}
