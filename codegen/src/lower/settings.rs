//! Looks up which places `sdk.yaml` turns into identifiers or gives a name.

use super::codes;
use super::place::Place;
use crate::diagnostic::Diagnostic;
use crate::ir::IdRef;
use crate::manifest::Manifest;
use crate::source::Span;
use std::collections::HashMap;

/// `ids` and `types`, by place, and which of them were met.
#[derive(Debug, Default)]
pub(super) struct Settings {
    id_parameters: HashMap<String, Entry<IdRef>>,
    id_fields: HashMap<String, Entry<IdRef>>,
    types: HashMap<String, Entry<String>>,
}

#[derive(Debug)]
struct Entry<T> {
    value: T,
    span: Span,
    met: bool,
}

impl Settings {
    pub(super) fn new(manifest: &Manifest) -> Self {
        let mut settings = Self::default();
        for (index, id) in manifest.ids.iter().enumerate() {
            let entry = |span| Entry { value: IdRef(index as u32), span, met: false };
            let parameters = id.parameters.iter().map(|place| (place.value.clone(), entry(place.span)));
            settings.id_parameters.extend(parameters);
            settings.id_fields.extend(id.fields.iter().map(|place| (place.value.clone(), entry(place.span))));
        }
        for pinned in &manifest.types {
            let name = &pinned.name.value;
            let entry = |span| Entry { value: name.clone(), span, met: false };
            settings.types.extend(pinned.places.iter().map(|place| (place.value.clone(), entry(place.span))));
        }
        settings
    }

    /// The identifier of a parameter, by any of the names it goes by.
    pub(super) fn parameter_id(&mut self, names: &[&str]) -> Option<(IdRef, Span)> {
        names.iter().find_map(|name| met(&mut self.id_parameters, name))
    }

    /// The identifier of a field: at this place, or of this name anywhere.
    pub(super) fn field_id(&mut self, place: &Place<'_>, wire_name: &str) -> Option<(IdRef, Span)> {
        if self.id_fields.is_empty() {
            return None;
        }
        let anywhere = format!("*.{wire_name}");
        place.named().texts().chain([anywhere]).find_map(|text| met(&mut self.id_fields, &text))
    }

    /// The name that a schema gets instead of its own.
    pub(super) fn schema_name(&mut self, schema: &str) -> Option<String> {
        met(&mut self.types, schema).map(|(name, _)| name)
    }

    /// The name of the type at a place.
    pub(super) fn type_name(&mut self, place: &Place<'_>) -> Option<String> {
        if self.types.is_empty() {
            return None;
        }
        place.named().texts().find_map(|text| met(&mut self.types, &text)).map(|(name, _)| name)
    }

    /// Whether a place has a name of its own coming.
    pub(super) fn names(&self, place: &Place<'_>) -> bool {
        !self.types.is_empty() && place.named().texts().any(|text| self.types.contains_key(&text))
    }

    /// Warnings about places that were never met, in source order.
    pub(super) fn unused(&self) -> Vec<Diagnostic> {
        let ids = self.id_parameters.iter().chain(&self.id_fields).map(|(place, entry)| (place, entry.span, entry.met));
        let types = self.types.iter().map(|(place, entry)| (place, entry.span, entry.met));
        let mut unused: Vec<_> = ids.chain(types).filter(|(_, _, met)| !met).collect();
        unused.sort_by_key(|(_, span, _)| *span);
        let finding = |(place, span, _): (&String, Span, bool)| {
            Diagnostic::warning(codes::PLACE_UNUSED, span, format!("nothing in this crate is at `{place}`"))
                .help("a place is `Schema`, `Schema.field` or `operation.parameter`; a `$ref` is named at its schema")
        };
        unused.into_iter().map(finding).collect()
    }
}

fn met<T: Clone>(entries: &mut HashMap<String, Entry<T>>, key: &str) -> Option<(T, Span)> {
    let entry = entries.get_mut(key)?;
    entry.met = true;
    Some((entry.value.clone(), entry.span))
}
