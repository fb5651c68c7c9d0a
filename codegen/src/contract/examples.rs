//! Turns `example` and `examples` of a media type, or of its schema, into the bodies that they show.

use super::{Contract, MediaType, reference};
use crate::diagnostic::Diagnostics;
use crate::source::Node;

/// A body that the contract shows.
#[derive(Clone, Copy, Debug)]
pub struct Example<'doc> {
    /// Its key in `examples`.
    pub name: Option<&'doc str>,
    /// The body.
    pub value: &'doc Node,
}

impl<'doc> Contract<'doc> {
    /// The bodies shown for a media type; where there are none, those shown for its schema. What lies outside the
    /// document (`externalValue`) is not among them.
    pub fn examples(&self, media_type: &MediaType<'doc>, diagnostics: &mut Diagnostics) -> Vec<Example<'doc>> {
        let mut examples = Vec::new();
        for entry in media_type.examples.and_then(Node::as_map).into_iter().flat_map(|map| map.iter()) {
            let value = reference::follow(self, &entry.value, diagnostics).and_then(|example| example.get("value"));
            examples.extend(value.map(|value| Example { name: Some(&entry.key.text), value }));
        }
        let unnamed = |value| Example { name: None, value };
        examples.extend(media_type.example.map(unnamed));
        if !examples.is_empty() {
            return examples;
        }
        // Whatever is wrong with the schema's own reference is told where the schema is read.
        let schema = media_type.schema.and_then(|schema| reference::follow(self, schema, &mut Diagnostics::default()));
        let several = schema.and_then(|schema| schema.get("examples")).and_then(Node::as_list).unwrap_or_default();
        schema.and_then(|schema| schema.get("example")).into_iter().chain(several).map(unnamed).collect()
    }
}
