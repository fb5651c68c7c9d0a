//! Turns the root of an OpenAPI document into an index of addresses and components.

use super::anchors::Anchors;
use super::{codes, operation, reference};
use crate::contract::{ContractOperation, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::path_template::PathTemplate;
use crate::source::{Node, Span, Value};
use foldhash::HashMap;
use std::sync::atomic::AtomicU32;

/// An OpenAPI document, indexed but not yet read.
#[derive(Debug)]
pub struct Contract<'doc> {
    pub(super) root: &'doc Node,
    /// Component section, then name: the maps themselves are searched line by line, which large documents cannot afford.
    pub(super) components: HashMap<&'doc str, HashMap<&'doc str, (&'doc str, &'doc Node)>>,
    dialect: Dialect,
    /// Only OpenAPI 3.1 knows them.
    pub(super) anchors: Option<Anchors<'doc>>,
    /// Method and shape, server base path included.
    full: HashMap<Address, Vec<Entry<'doc>>>,
    /// Method and shape without any base path.
    bare: HashMap<Address, Vec<Entry<'doc>>>,
    /// Whether it says anywhere what its paths are below.
    has_servers: bool,
    /// How many more lost names are compared with all others: a report has no room for more, and each takes its time.
    pub(super) suggestions: AtomicU32,
}

const SUGGESTIONS: u32 = 20;

/// The two series of OpenAPI, which differ in what a schema is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// 3.0: nothing beside a `$ref` counts.
    V3_0,
    /// 3.1: JSON Schema, where a `$ref` is a keyword as any other.
    V3_1,
}

type Address = (String, String);

/// Where an operation stands.
#[derive(Clone, Debug)]
pub(super) struct Entry<'doc> {
    /// The path as written.
    key: &'doc str,
    pub(super) path: PathTemplate,
    /// What stood behind `#` in the path.
    pub(super) fragment: Option<&'doc str>,
    pub(super) item: &'doc Node,
    pub(super) node: &'doc Node,
    pub(super) span: Span,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl<'doc> Contract<'doc> {
    /// Indexes a document; `None` when it is not OpenAPI 3.0 or 3.1, which is then told.
    pub fn new(root: &'doc Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let dialect = dialect(root, diagnostics)?;
        let components = components(root);
        let anchors = (dialect == Dialect::V3_1).then(|| {
            let schemas = components.get("schemas").into_iter().flat_map(HashMap::values);
            Anchors::new(root, schemas.copied())
        });
        let mut contract = Self {
            root,
            components,
            dialect,
            anchors,
            full: HashMap::default(),
            bare: HashMap::default(),
            has_servers: false,
            suggestions: AtomicU32::new(SUGGESTIONS),
        };
        contract.index_paths(diagnostics);
        Some(contract)
    }

    /// The operation at a method and path below a base path; with no base path known on one of the two sides, any fits.
    ///
    /// Some vendors tell operations of one address apart by a `fragment` of the path. Without one that is the same, the
    /// first operation at the address is meant.
    pub fn operation(
        &self,
        method: &str,
        base_path: Option<&str>,
        path: &PathTemplate,
        fragment: Option<&str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<ContractOperation<'doc>> {
        let full = base_path.and_then(|base| self.full.get(&address(method, &path.clone().behind(base))));
        let any_base = || self.bare.get(&address(method, path)).filter(|_| base_path.is_none() || !self.has_servers);
        let entries = full.or_else(any_base)?;
        let same = |entry: &&Entry<'_>| entry.fragment == fragment;
        Some(operation::read(self, entries.iter().find(same).or(entries.first())?, diagnostics))
    }

    /// What a `$ref` points at; a finding when it points at nothing.
    pub fn resolve(&self, reference: &'doc Node, diagnostics: &mut Diagnostics) -> Option<Resolved<'doc>> {
        reference::resolve(self, reference, diagnostics)
    }

    /// Whether what stands beside a `$ref` counts as well.
    pub fn merges_siblings(&self) -> bool {
        self.dialect == Dialect::V3_1
    }

    /// A schema of `components.schemas`.
    pub fn schema(&self, name: &str) -> Option<Resolved<'doc>> {
        let (name, node) = self.components.get("schemas")?.get(name).copied()?;
        Some(Resolved { node, schema: Some(name) })
    }

    fn index_paths(&mut self, diagnostics: &mut Diagnostics) {
        let Some(paths) = self.root.get("paths").and_then(Node::as_map) else { return };
        let root_bases = base_paths(self.root);
        self.has_servers = root_bases.is_some();
        let root_bases = root_bases.unwrap_or_else(|| vec![String::new()]);
        for line in paths.iter().filter(|line| line.key.text.starts_with('/')) {
            let (text, fragment) = match line.key.text.split_once('#') {
                Some((text, fragment)) => (text, Some(fragment)),
                None => (&*line.key.text, None),
            };
            let path: PathTemplate = match text.split('?').next().unwrap_or_default().parse() {
                Ok(path) => path,
                Err(error) => {
                    let message = format!("the path `{}` is malformed: {error}", line.key.text);
                    diagnostics.push(Diagnostic::warning(codes::BAD_PATH, line.key.span, message));
                    continue;
                }
            };
            let Some(item) = reference::follow(self, &line.value, diagnostics) else { continue };
            let item_bases = base_paths(item);
            self.has_servers |= item_bases.is_some();
            let item_bases = item_bases.unwrap_or_else(|| root_bases.clone());
            for operation in item.as_map().into_iter().flat_map(|map| map.iter()) {
                if !METHODS.contains(&&*operation.key.text) {
                    continue;
                }
                let bases = base_paths(&operation.value).unwrap_or_else(|| item_bases.clone());
                let (node, span) = (&operation.value, operation.key.span);
                let entry = Entry { key: &line.key.text, path: path.clone(), fragment, item, node, span };
                self.index(&operation.key.text, &bases, entry, diagnostics);
            }
        }
    }

    fn index(&mut self, method: &str, bases: &[String], entry: Entry<'doc>, diagnostics: &mut Diagnostics) {
        let same = self.bare.entry(address(method, &entry.path)).or_default();
        if let Some(first) = same.iter().find(|first| first.fragment == entry.fragment) {
            let message = format!("`{}` and `{}` are the same path to a client", first.key, entry.key);
            let finding = Diagnostic::warning(codes::SAME_SHAPE, entry.span, message)
                .related(first.span, "this one is used")
                .help("keep one of them, or give them different paths");
            diagnostics.push(finding);
            return;
        }
        for base in bases {
            let path = entry.path.clone().behind(base);
            self.full.entry(address(method, &path)).or_default().push(entry.clone());
        }
        same.push(entry);
    }
}

/// A trailing slash makes no difference to the address.
fn address(method: &str, path: &PathTemplate) -> Address {
    let shape = path.shape();
    (method.to_ascii_uppercase(), shape.trim_end_matches('/').to_owned())
}

fn dialect(root: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let Some(version) = root.get("openapi") else {
        let finding = match root.get("swagger") {
            Some(swagger) => Diagnostic::error(codes::VERSION, swagger.span, "Swagger 2.0 is not supported")
                .help("convert the contract to OpenAPI 3.0 or 3.1"),
            None => Diagnostic::error(codes::NOT_OPENAPI, root.span, "this is no OpenAPI document")
                .help("a contract starts with `openapi: 3.1.0`"),
        };
        diagnostics.push(finding);
        return None;
    };
    let text = match &version.value {
        Value::String(text) => text,
        Value::Number(number) => &number.0,
        _ => "",
    };
    let series = [("3.0", Dialect::V3_0), ("3.1", Dialect::V3_1)];
    if let Some((_, dialect)) = series.into_iter().find(|(series, _)| in_series(text, series)) {
        return Some(dialect);
    }
    let message = format!("OpenAPI 3.0 or 3.1 is expected here, found {}", version.kind());
    diagnostics.push(Diagnostic::error(codes::VERSION, version.span, message));
    None
}

fn in_series(version: &str, series: &str) -> bool {
    version.strip_prefix(series).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn components(root: &Node) -> HashMap<&str, HashMap<&str, (&str, &Node)>> {
    let sections = root.get("components").and_then(Node::as_map).into_iter().flat_map(|map| map.iter());
    sections
        .filter_map(|section| {
            let entries = section.value.as_map()?.iter();
            let named = entries.map(|entry| (&*entry.key.text, (&*entry.key.text, &entry.value))).collect();
            Some((&*section.key.text, named))
        })
        .collect()
}

/// The distinct base paths of `servers`, with variables at their defaults; `None` when there are no servers.
fn base_paths(node: &Node) -> Option<Vec<String>> {
    let servers = node.get("servers")?.as_list()?;
    let mut bases = Vec::new();
    for server in servers {
        let base = base_path(server);
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    (!bases.is_empty()).then_some(bases)
}

fn base_path(server: &Node) -> String {
    let mut url = server.get("url").and_then(Node::as_str).unwrap_or_default().to_owned();
    let variables = server.get("variables").and_then(Node::as_map).into_iter().flat_map(|map| map.iter());
    for variable in variables {
        let default = variable.value.get("default").and_then(Node::as_str).unwrap_or_default();
        url = url.replace(&format!("{{{}}}", variable.key.text), default);
    }
    path_of(&url).to_owned()
}

/// The path of an absolute URL or of one relative to it, without trailing slash.
pub(crate) fn path_of(url: &str) -> &str {
    let rest = url.split(['?', '#']).next().unwrap_or_default();
    let path = match rest.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => rest,
    };
    path.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_path_of_a_url() {
        let cases = [
            ("https://api.test", ""),
            ("https://api.test/", ""),
            ("https://api.test/v1/", "/v1"),
            ("https://api.test/a/b?x=/y", "/a/b"),
            ("/v3", "/v3"),
            ("", ""),
        ];
        for (url, path) in cases {
            assert_eq!(path_of(url), path, "{url}");
        }
    }

    #[test]
    fn knows_its_versions() {
        for (version, known) in [("3.0", true), ("3.0.3", true), ("3.1.0", true), ("3.10.0", false), ("4.0.0", false)] {
            let supported = ["3.0", "3.1"].iter().any(|series| in_series(version, series));
            assert_eq!(supported, known, "{version}");
        }
    }
}
