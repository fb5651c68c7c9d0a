//! Follows imports until every entry of `consumes` is a service.

use super::context::{Context, Via, with_help};
use super::scope::Scope;
use crate::capability::{Adapter, Consumes, Document, Http, Import, Text};
use crate::diagnostic::{Diagnostic, suggest};
use crate::source::location::{Located, LocationError, identity, locate};
use crate::source::{Limits, Sources, Span, Spanned, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Imports inside each other.
const DEPTH: usize = 16;

/// A service and the name it goes by here.
pub(super) struct Service {
    /// Its effective namespace: an import's alias comes first.
    pub(super) namespace: Text,
    /// What was declared; `None` when it could not be found, and that was reported.
    pub(super) http: Option<Http>,
    /// What its templates may name.
    pub(super) scope: Scope,
    /// The imports that led to it, outermost first.
    pub(super) via: Vec<Via>,
}

/// Reads each file once.
pub(super) struct Loader<'s> {
    sources: &'s mut Sources,
    documents: BTreeMap<PathBuf, Option<Rc<Document>>>,
}

/// The files on the way from the first one to an import.
#[derive(Clone)]
struct Chain {
    files: Vec<Located>,
    via: Vec<Via>,
    scope: Scope,
}

impl<'s> Loader<'s> {
    pub(super) fn new(sources: &'s mut Sources) -> Self {
        Self { sources, documents: BTreeMap::new() }
    }

    /// The document of a file; its own findings are made the first time.
    pub(super) fn document(&mut self, cx: &mut Context, file: &Located, via: &[Via]) -> Option<Rc<Document>> {
        if let Some(known) = self.documents.get(&file.identity) {
            return known.clone();
        }
        let document = cx.imported(via, |cx| {
            let (_, root) = read(self.sources, &mut cx.found, &file.path, Limits::CAPABILITY)?;
            let document = crate::capability::read(&root, &mut cx.found)?;
            super::document::check(cx, &document);
            Some(Rc::new(document))
        });
        self.documents.insert(file.identity.clone(), document.clone());
        document
    }
}

/// Every service of a document, imports followed.
pub(super) fn expand(cx: &mut Context, loader: &mut Loader<'_>, path: &Path, document: &Document) -> Vec<Service> {
    let file = Located { path: path.to_owned(), identity: identity(path) };
    let chain = Chain { files: vec![file], via: Vec::new(), scope: Scope::of(document) };
    document.consumes.iter().map(|entry| service(cx, loader, entry, &chain)).collect()
}

fn service(cx: &mut Context, loader: &mut Loader<'_>, entry: &Consumes, chain: &Chain) -> Service {
    match entry {
        Consumes::Http(http) => Service {
            namespace: http.namespace.clone(),
            http: Some(http.clone()),
            scope: chain.scope.clone(),
            via: chain.via.clone(),
        },
        Consumes::Import(import) => {
            let namespace = effective_namespace(entry).clone();
            match follow(cx, loader, import, chain) {
                Some(service) => Service { namespace, ..service },
                None => Service { namespace, http: None, scope: chain.scope.clone(), via: chain.via.clone() },
            }
        }
    }
}

/// The name by which the document's own calls reach an entry.
pub(super) fn effective_namespace(entry: &Consumes) -> &Text {
    match entry {
        Consumes::Http(http) => &http.namespace,
        Consumes::Import(import) => import.alias.as_ref().unwrap_or(&import.namespace),
    }
}

fn follow(cx: &mut Context, loader: &mut Loader<'_>, import: &Import, chain: &Chain) -> Option<Service> {
    let importer = chain.files.last()?;
    let file = match locate(&importer.path, &import.location.value) {
        Ok(file) => file,
        Err(error) => {
            cx.imported(&chain.via, |cx| cx.push(not_located(&importer.path, &import.location, error)));
            return None;
        }
    };
    if chain.files.iter().any(|visited| visited.identity == file.identity) {
        cx.imported(&chain.via, |cx| cx.push(cycle(chain, &file, import.location.span)));
        return None;
    }
    if chain.files.len() > DEPTH {
        let message = format!("imports are nested deeper than {DEPTH} files");
        cx.imported(&chain.via, |cx| cx.push(Diagnostic::error("NK243", import.location.span, message)));
        return None;
    }
    let mut via = chain.via.clone();
    via.push(Via { span: import.location.span, namespace: import.namespace.value.clone() });
    let document = loader.document(cx, &file, &via)?;
    let Some(entry) = document.consumes.iter().find(|entry| effective_namespace(entry).value == import.namespace.value)
    else {
        if !document.consumes_incomplete {
            cx.imported(&chain.via, |cx| cx.push(not_declared(import, &document)));
        }
        return None;
    };
    let mut chain = chain.clone();
    chain.files.push(file);
    chain.via = via;
    chain.scope.add(&document);
    let service = service(cx, loader, entry, &chain);
    service.http.is_some().then_some(service)
}

fn not_located(importer: &Path, location: &Spanned<String>, error: LocationError) -> Diagnostic {
    match error {
        LocationError::Remote => Diagnostic::error("NK242", location.span, "only local files can be imported")
            .help("copy the file beside this one"),
        LocationError::NotAFile { path } => {
            let message = format!("`{}` is not a file", path.display());
            Diagnostic::error("NK242", location.span, message)
        }
        LocationError::Missing { path, near } => {
            let folder = match importer.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder.display().to_string(),
                _ => ".".to_owned(),
            };
            let message = format!("cannot find `{}` (resolved against `{folder}`)", path.display());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            with_help(Diagnostic::error("NK241", location.span, message), help)
        }
    }
}

fn cycle(chain: &Chain, file: &Located, span: Span) -> Diagnostic {
    let start = chain.files.iter().position(|visited| visited.identity == file.identity).unwrap_or(0);
    let round = chain.files[start..].iter().chain([file]);
    let names: Vec<String> = round.map(|file| file.path.display().to_string()).collect();
    Diagnostic::error("NK243", span, format!("import cycle: {}", names.join(" → ")))
}

fn not_declared(import: &Import, document: &Document) -> Diagnostic {
    let location = &import.location.value;
    let wanted = &import.namespace;
    if document.consumes.is_empty() {
        return Diagnostic::error("NK242", import.location.span, format!("nothing to import from `{location}`"));
    }
    let names = || document.consumes.iter().map(|entry| &*effective_namespace(entry).value);
    let message = format!("`{}` is not in `{location}`", wanted.value);
    let help = match suggest::suggest(&wanted.value, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it declares: {}", names().collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("NK244", wanted.span, message).help(help)
}

/// The namespaces of a document's adapters, by which templates may mean "whoever calls".
pub(super) fn adapter_namespaces(document: &Document) -> impl Iterator<Item = &Text> {
    document.exposes.iter().filter_map(|adapter| match adapter {
        Adapter::Rest(rest) => rest.namespace.as_ref(),
        Adapter::Mcp(mcp) => mcp.namespace.as_ref(),
        Adapter::Skipped(namespace) => namespace.as_ref(),
    })
}
