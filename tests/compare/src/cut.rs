//! Cuts operations out of an OpenAPI document, together with the components that they reach.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// In small letters.
    pub(crate) method: String,
    pub(crate) path: String,
}

/// A whole document.
pub(crate) struct Document(Value);

impl Document {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let yaml: serde_yaml::Value = serde_yaml::from_str(&text).context("cannot read the document")?;
        Ok(Self(as_json(yaml)))
    }

    /// Every operation, in the order of the document.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        let calls = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flat_map(Map::keys);
            let methods = methods.filter(|method| METHODS.contains(&method.as_str()));
            methods.map(|method| Call { method: method.clone(), path: path.clone() })
        });
        calls.collect()
    }

    pub(crate) fn has(&self, call: &Call) -> bool {
        self.0["paths"][&call.path].get(&call.method).is_some()
    }

    /// The document with these operations only.
    pub(crate) fn cut(&self, calls: &[Call]) -> Value {
        let mut paths = Map::new();
        for call in calls {
            let item = &self.0["paths"][&call.path];
            let cut = paths.entry(&call.path).or_insert_with(|| {
                let shared = item.as_object().into_iter().flatten();
                let shared = shared.filter(|(key, _)| !METHODS.contains(&key.as_str()));
                Value::Object(shared.map(|(key, value)| (key.clone(), value.clone())).collect())
            });
            cut[&call.method] = item[&call.method].clone();
        }
        let paths = Value::Object(paths);
        let mut cut = json!({ "openapi": self.0["openapi"], "info": self.0["info"], "components": {} });
        for key in ["servers", "security"] {
            if let Some(value) = self.0.get(key) {
                cut[key] = value.clone();
            }
        }
        if let Some(schemes) = self.0["components"].get("securitySchemes") {
            cut["components"]["securitySchemes"] = schemes.clone();
        }
        for reference in self.reached(&paths) {
            if let (Some((kind, name)), Some(value)) = (component(&reference), self.0.pointer(&reference)) {
                cut["components"][kind][name] = value.clone();
            }
        }
        cut["paths"] = paths;
        cut
    }

    /// The pointers of all components that a value refers to, directly or by another.
    fn reached(&self, value: &Value) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => {
                    for member in members.values() {
                        open.push(member);
                        // Also the targets of a discriminator's mapping, which stand under keys of the vendor's.
                        let target = member.as_str().and_then(|text| text.strip_prefix('#'));
                        if let Some(target) = target.filter(|target| target.starts_with("/components/"))
                            && reached.insert(target.to_owned())
                        {
                            open.extend(self.0.pointer(target));
                        }
                    }
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        reached
    }
}

/// The kind and name of a component, from its pointer.
fn component(pointer: &str) -> Option<(&str, &str)> {
    pointer.strip_prefix("/components/")?.split_once('/').filter(|(_, name)| !name.contains('/'))
}

/// YAML as JSON: statuses may be numbers there, and every key is text here.
fn as_json(yaml: serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Mapping(entries) => {
            let text = |key| match key {
                serde_yaml::Value::String(text) => text,
                other => serde_yaml::to_string(&other).unwrap_or_default().trim().to_owned(),
            };
            Value::Object(entries.into_iter().map(|(key, value)| (text(key), as_json(value))).collect())
        }
        serde_yaml::Value::Sequence(items) => Value::Array(items.into_iter().map(as_json).collect()),
        serde_yaml::Value::Tagged(tagged) => as_json(tagged.value),
        scalar => serde_json::to_value(scalar).unwrap_or_default(),
    }
}
