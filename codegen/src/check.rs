//! Links what a capability says: imports, binds, templates and inputs become operations that can be lowered.

mod adapter;
mod authentication;
mod base_url;
mod bindings;
mod body;
mod calls;
mod context;
mod document;
mod exposes;
mod filling;
mod headers;
mod imports;
mod inputs;
mod model;
mod path;
mod projections;
mod routes;
mod scope;
mod sdk;
mod service;
mod tools;
mod values;

pub use adapter::{
    CheckedAction, CheckedAdapter, CheckedBinding, CheckedCall, CheckedInput, CheckedRoute, CheckedTool, Protocol,
};
pub use model::{
    Authentication, BodyInput, CheckedBody, CheckedCapability, CheckedOperation, FilePart, Input, InputLocation,
    InputType, TemplateInput, Tool, Variable,
};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::source::location::{Located, identity};
use context::Context;
use std::path::Path;

/// Reads and checks one capability file with all it imports; `None` when an SDK cannot be made of it.
///
/// Everything there is to say is in `found`, also when the file is fine.
pub fn capability(sources: &mut Sources, found: &mut Diagnostics, path: &Path) -> Option<CheckedCapability> {
    let mut cx = Context::default();
    let checked = check(&mut cx, sources, path);
    let blocked = cx.found.has_errors();
    found.extend(cx.found);
    checked.filter(|_| !blocked)
}

fn check(cx: &mut Context, sources: &mut Sources, path: &Path) -> Option<CheckedCapability> {
    let mut loader = imports::Loader::new(sources);
    let file = Located { path: path.to_owned(), identity: identity(path) };
    let document = loader.document(cx, &file, &[])?;
    if document.consumes.is_empty() && !document.consumes_incomplete {
        let diagnostic = Diagnostic::error("NK203", document.span, "the capability consumes nothing");
        cx.push(diagnostic.help("add `consumes:` with the service an SDK is for"));
    }
    let services = imports::expand(cx, &mut loader, path, &document);
    let mut services: Vec<service::CheckedService> =
        services.iter().map(|service| service::check(cx, service)).collect();
    let adapters = exposes::check(cx, &document, &mut services);
    if cx.found.has_errors() {
        // What is left to say would mostly repeat those errors: a variable is unused because its name is misspelt.
        return None;
    }
    document::shared_variables(cx, &document.binds);
    document::unused_variables(cx, &document);
    sdk::assemble(cx, path, &document, services, adapters)
}
