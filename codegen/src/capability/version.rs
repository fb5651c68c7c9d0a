//! Reads which version of the format a file is written in, and recognises files that are something else.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Map, Node, Value};

/// A supported version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `1.0.0-alpha1`
    Alpha1,
    /// `1.0.0-alpha2`
    Alpha2,
    /// `1.0.0-alpha3`, the same format as the second.
    Alpha3,
}

const SUPPORTED: &str = "supported: 1.0.0-alpha1, 1.0.0-alpha2, 1.0.0-alpha3";

/// The version, or a finding that says why nothing more can be said about the file.
pub(super) fn read(root: &Node, map: &Map, found: &mut Diagnostics) -> Option<Version> {
    let Some(node) = map.get("naftiko") else {
        found.push(missing(root, map));
        return None;
    };
    let Value::String(text) = &node.value else {
        let message = format!("`naftiko` must be a string, found {}", node.kind());
        found.push(Diagnostic::error("NK102", node.span, message).help(SUPPORTED));
        return None;
    };
    match &**text {
        "1.0.0-alpha1" => Some(Version::Alpha1),
        "1.0.0-alpha2" => Some(Version::Alpha2),
        "1.0.0-alpha3" => Some(Version::Alpha3),
        other => {
            let message = format!("unsupported version `{other}`");
            found.push(Diagnostic::error("NK103", node.span, message).help(SUPPORTED));
            None
        }
    }
}

fn missing(root: &Node, map: &Map) -> Diagnostic {
    if let Some(entry) = map.entry("ikanos") {
        let message = "Ikanos documents use maps instead of lists and are not supported";
        return Diagnostic::error("NK104", entry.key.span, message).help("publish the file as naftiko 1.0.0-alpha2");
    }
    let other = [("openapi", "an OpenAPI"), ("swagger", "a Swagger"), ("asyncapi", "an AsyncAPI")]
        .into_iter()
        .find_map(|(key, what)| Some((map.entry(key)?, what)));
    match other {
        Some((entry, what)) => {
            let declared = match entry.value.as_str() {
                Some(version) => format!("{}: {version}", entry.key.text),
                None => entry.key.text.to_string(),
            };
            let message = format!("missing `naftiko` version; found `{declared}`, this looks like {what} file");
            Diagnostic::error("NK101", entry.key.span, message)
        }
        None => {
            let span = map.iter().next().map_or(root.span, |entry| entry.key.span);
            Diagnostic::error("NK101", span, "missing `naftiko` version").help("start with `naftiko: 1.0.0-alpha2`")
        }
    }
}
