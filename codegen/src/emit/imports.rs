//! Collects what a file uses, so that its `use` items are exactly those it needs.

use super::context::ident;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The names a file imports, by the module they come from.
#[derive(Debug, Default)]
pub(super) struct Imports {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Imports a name and gives it back as a token.
    pub(super) fn name(&mut self, module: &str, name: &str) -> TokenStream {
        self.add(module, name);
        ident(name).into_token_stream()
    }

    /// The runtime's module for generated code, under the name that generated code gives it.
    pub(super) fn rt(&mut self) -> TokenStream {
        self.add("meterforge_runtime", "codegen_v1 as rt");
        quote!(rt)
    }

    /// The surfaces' module for generated code, under the name that generated code gives it.
    pub(super) fn sf(&mut self) {
        self.add("meterforge_surface", "codegen_v1 as sf");
    }

    /// Most names are asked for again and again.
    fn add(&mut self, module: &str, name: &str) {
        match self.names.get_mut(module) {
            Some(names) if names.contains(name) => {}
            Some(names) => {
                names.insert(name.to_owned());
            }
            None => {
                self.names.insert(module.to_owned(), BTreeSet::from([name.to_owned()]));
            }
        }
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
        let import = |(module, names): (&String, &BTreeSet<String>)| {
            let path = module.split("::").map(ident);
            let names = names.iter().map(|name| {
                let words = name.split(' ').map(ident);
                quote!(#(#words)*)
            });
            quote!(use #(#path)::*::{#(#names),*};)
        };
        foreign.into_iter().chain(own).map(import).collect()
    }
}
