//! Collects what a file uses, so that its `use` items are exactly those it needs.

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The names a file imports, by the module they come from.
#[derive(Debug, Default)]
pub(super) struct Imports {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Imports a name and gives it back as a token.
    pub(super) fn name(&mut self, module: &str, name: &str) -> TokenStream {
        self.names.entry(module.to_owned()).or_default().insert(name.to_owned());
        let ident = super::context::ident(name);
        quote!(#ident)
    }

    /// The runtime's module for generated code, under the name that generated code gives it.
    pub(super) fn rt(&mut self) -> TokenStream {
        self.names.entry("meterforge_runtime".to_owned()).or_default().insert("codegen_v1 as rt".to_owned());
        quote!(rt)
    }

    /// The surfaces' module for generated code, under the name that generated code gives it.
    pub(super) fn sf(&mut self) {
        self.names.entry("meterforge_surface".to_owned()).or_default().insert("codegen_v1 as sf".to_owned());
    }

    /// Drops names that the file defines itself.
    pub(super) fn forget(&mut self, module: &str, names: impl IntoIterator<Item = String>) {
        if let Some(imported) = self.names.get_mut(module) {
            for name in names {
                imported.remove(&name);
            }
        }
        self.names.retain(|_, names| !names.is_empty());
    }

    /// The `use` items, sorted: the crate's own last.
    pub(super) fn items(&self) -> Vec<TokenStream> {
        let (own, foreign): (Vec<_>, Vec<_>) = self.names.iter().partition(|(module, _)| module.starts_with("crate"));
        foreign
            .into_iter()
            .chain(own)
            .map(|(module, names)| {
                let names = names.iter().cloned().collect::<Vec<_>>().join(", ");
                // Parsing cannot fail: modules and names are identifiers.
                format!("use {module}::{{{names}}};").parse().unwrap_or_default()
            })
            .collect()
    }
}
