//! Checks what can be judged inside one file: binds, namespaces, and sections newer than the file's version.

use super::context::Context;
use super::imports::{adapter_namespaces, effective_namespace};
use crate::capability::{Adapter, Bind, Consumes, Document, Text, Version};
use crate::diagnostic::Diagnostic;

/// What uses a namespace, when it is an import: only that can be renamed without touching another file.
const IMPORT: &str = "an import";

/// Checks one file by itself.
pub(super) fn check(cx: &mut Context, document: &Document) {
    namespaces(cx, document);
    providers(cx, &document.binds);
    newer_sections(cx, document);
}

/// Calls, templates and adapters share one flat set of names.
fn namespaces(cx: &mut Context, document: &Document) {
    let consumes = document.consumes.iter().map(|entry| match entry {
        Consumes::Http(http) => (&http.namespace, "a service"),
        Consumes::Import(_) => (effective_namespace(entry), IMPORT),
    });
    let binds = document.binds.iter().filter_map(|bind| Some((bind.namespace.as_ref()?, "a bind")));
    let exposes = adapter_namespaces(document).map(|namespace| (namespace, "an adapter"));
    let mut seen: Vec<(&Text, &str)> = Vec::new();
    for (namespace, section) in binds.chain(consumes).chain(exposes) {
        let Some((first, first_section)) = seen.iter().find(|(other, _)| other.value == namespace.value) else {
            seen.push((namespace, section));
            continue;
        };
        let message = format!("namespace `{}` is already used by {first_section}", namespace.value);
        let diagnostic = Diagnostic::error("NK122", namespace.span, message).related(first.span, "first used here");
        cx.push(match section {
            IMPORT => diagnostic.help("give it another name with `as`"),
            _ => diagnostic.help("choose another name"),
        });
    }
}

/// Warns of variables that can only be named with their bind. Looked at last: a bare name is an error of its own.
pub(super) fn shared_variables(cx: &mut Context, binds: &[Bind]) {
    let mut seen: Vec<&Text> = Vec::new();
    for key in binds.iter().flat_map(|bind| &bind.keys) {
        match seen.iter().find(|first| first.value == key.name.value) {
            Some(first) => {
                let message = format!("variable `{}` is in two binds", key.name.value);
                let diagnostic = Diagnostic::warning("NK114", key.name.span, message);
                let help = "name it with its bind, as in `{{bind.X}}`";
                cx.push(diagnostic.related(first.span, "also declared here").help(help));
            }
            None => seen.push(&key.name),
        }
    }
}

fn providers(cx: &mut Context, binds: &[Bind]) {
    for location in binds.iter().filter_map(|bind| bind.location.as_ref()) {
        let message = format!("values are not read from `{}`", location.value);
        let help = "the generated client reads the process environment; pass the value in code otherwise";
        cx.push(Diagnostic::warning("NK120", location.span, message).help(help));
    }
}

/// Tells, once, of tool hints in a file whose version had none.
fn newer_sections(cx: &mut Context, document: &Document) {
    let tools = document.exposes.iter().filter_map(|adapter| match adapter {
        Adapter::Mcp(mcp) => Some(&mcp.tools),
        Adapter::Rest(_) | Adapter::Skipped(_) => None,
    });
    let hints = tools.flatten().find_map(|tool| tool.hints);
    if let (Version::Alpha1, Some(hints)) = (document.version, hints) {
        cx.push(Diagnostic::warning("NK111", hints.span, "`hints` appeared in 1.0.0-alpha2; accepted"));
    }
}

/// Tells of variables that no template names. Looked at last, for templates of other files may name them.
pub(super) fn unused_variables(cx: &mut Context, document: &Document) {
    for key in document.binds.iter().flat_map(|bind| &bind.keys) {
        if !cx.used_keys.contains(&key.name.span) {
            let message = format!("variable `{}` is never used", key.name.value);
            cx.push(Diagnostic::note("NK120", key.name.span, message));
        }
    }
}
