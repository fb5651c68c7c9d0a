//! Reads which operations a capability names, leaves some out, and makes a capability of a whole document.

use crate::cut::{Call, Document};
use anyhow::{Context as _, Result};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

pub(crate) fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_yaml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
}

/// The operations that a capability names.
pub(crate) fn calls(capability: &Value) -> Vec<Call> {
    let consumed = list(&capability["capability"]["consumes"]);
    let resources = consumed.flat_map(|consumed| list(&consumed["resources"]));
    resources.flat_map(|resource| list(&resource["operations"]).map(|operation| call(resource, operation))).collect()
}

/// The capability with these operations only.
pub(crate) fn keep(capability: &Value, kept: &[Call]) -> Value {
    let mut capability = capability.clone();
    for consumed in list_mut(&mut capability["capability"]["consumes"]) {
        if let Value::Sequence(resources) = &mut consumed["resources"] {
            for resource in resources.iter_mut() {
                let whole = resource.clone();
                if let Value::Sequence(operations) = &mut resource["operations"] {
                    operations.retain(|operation| kept.contains(&call(&whole, operation)));
                }
            }
            resources.retain(|resource| list(&resource["operations"]).next().is_some());
        }
    }
    capability
}

/// A capability that names all operations of a document.
pub(crate) fn of(document: &Document) -> Value {
    let mut text = String::from(
        "naftiko: 1.0.0-alpha2\ninfo: { label: All, description: The whole document. }\ncapability:\n  consumes:\n  - \
         type: http\n    namespace: all\n    baseUri: https://api.example.com\n    description: The whole document.\n    \
         resources:\n",
    );
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for call in document.calls() {
        by_path.entry(call.path).or_default().push(call.method);
    }
    for (at, (path, methods)) in by_path.iter().enumerate() {
        _ = writeln!(text, "    - name: resource-{at}\n      path: '{path}'\n      operations:");
        for method in methods {
            let name = format!("{method}-{at}");
            _ = writeln!(text, "      - {{ name: {name}, method: {} }}", method.to_uppercase());
        }
    }
    serde_yaml::from_str(&text).unwrap_or_default()
}

fn call(resource: &Value, operation: &Value) -> Call {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Call { method: text(&operation["method"]).to_lowercase(), path: text(&resource["path"]) }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_sequence().into_iter().flatten()
}

fn list_mut(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_sequence_mut().into_iter().flatten()
}
