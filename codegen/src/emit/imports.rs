//! Collects what a file uses, so that its `use` items are exactly those it needs.

use super::context::ident;
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// The crate that every SDK stands on.
pub(super) const RUNTIME: &str = "meterforge_runtime";

/// The names a file imports, by the module they come from.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Imports a name and gives it back.
    pub(super) fn name(&mut self, module: &str, name: &str) -> Ident {
        self.add(module, name);
        ident(name)
    }

    /// The runtime's module for generated code, under the name that generated code gives it.
    pub(super) fn rt(&mut self) -> Ident {
        self.add(RUNTIME, "codegen_v1 as rt");
        ident("rt")
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

    /// Whether nothing is imported.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The modules and what comes from them, sorted: the crate's own last.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let (own, foreign): (Vec<_>, Vec<_>) = self.names.iter().partition(|(module, _)| module.starts_with("crate"));
        foreign.into_iter().chain(own).map(|(module, names)| (&**module, names.iter().map(|name| &**name).collect()))
    }
}
