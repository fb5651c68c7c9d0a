//! Chooses Rust names for everything in the IR: words, case, keywords, collisions.

mod case;
mod headers;
mod inline;
mod keyword;
mod operations;
mod plural;
mod reserved;
mod scope;
mod types;

use crate::diagnostic::Diagnostics;
use crate::ir::{Sdk, TypeId};
use scope::Scope;
use std::collections::BTreeMap;

pub use operations::OperationNames;

/// The Rust names of one SDK; every question an emitter has about names is answered here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    types: Vec<String>,
    /// Struct fields or enum variants, by type.
    members: Vec<Vec<String>>,
    /// The file that holds a type, by type.
    modules: Vec<String>,
    operations: Vec<OperationNames>,
    /// The keys of headers, by wire name in lower case.
    headers: BTreeMap<String, String>,
    /// The file of what a capability exposes, by capability.
    capabilities: Vec<String>,
}

/// Names everything. Renames are told in `diagnostics`; they never stop.
pub fn assign(sdk: &Sdk, diagnostics: &mut Diagnostics) -> Names {
    let operations = operations::assign(sdk, diagnostics);
    let types = types::assign(sdk, &operations, diagnostics);
    let members = types::members(sdk, &types, diagnostics);
    let modules = types::modules(sdk, &types);
    let headers = headers::assign(sdk);
    Names { types, members, modules, operations, headers, capabilities: capabilities(sdk) }
}

/// Files named after the capability files.
fn capabilities(sdk: &Sdk) -> Vec<String> {
    let mut scope = Scope::default();
    let stem = |file: &str| {
        let name = file.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    sdk.capabilities.iter().map(|capability| scope.take(&[case::module(&stem(&capability.file))], "_")).collect()
}

impl Names {
    /// The name of a type.
    pub fn type_(&self, id: TypeId) -> &str {
        &self.types[id.0 as usize]
    }

    /// The names of a struct's fields or of an enum's variants, in their order; raw identifiers carry their `r#`.
    pub fn members(&self, id: TypeId) -> &[String] {
        &self.members[id.0 as usize]
    }

    /// The names of an operation, by its place in [`Sdk::operations`].
    pub fn operation(&self, index: usize) -> &OperationNames {
        &self.operations[index]
    }

    /// The constant by which a header of answers is read.
    pub fn header(&self, wire_name: &str) -> &str {
        self.headers.get(&wire_name.to_ascii_lowercase()).map_or("", String::as_str)
    }

    /// The file (without extension) that holds a type: that of the schema it hangs on.
    pub fn module(&self, id: TypeId) -> &str {
        &self.modules[id.0 as usize]
    }

    /// The file (without extension) of what a capability exposes, by its place in [`Sdk::capabilities`].
    pub fn capability(&self, index: usize) -> &str {
        &self.capabilities[index]
    }

    /// Whether no name needs more than ASCII.
    pub fn are_ascii(&self) -> bool {
        let members = self.members.iter().flatten();
        self.types.iter().chain(members).all(|name| name.is_ascii())
            && self.headers.values().all(|name| name.is_ascii())
            && self.operations.iter().all(OperationNames::are_ascii)
    }

    /// The name of an enum variant made from a name of the spec, such as a region's.
    pub fn variant(&self, wire_name: &str) -> String {
        keyword::variant(&case::upper_camel(wire_name))
    }

    /// The name of a function made from a name of the spec, such as a scheme's.
    pub fn function(&self, wire_name: &str) -> String {
        keyword::identifier(case::snake(wire_name))
    }
}

/// The crate's name as Rust code writes it.
pub fn crate_ident(package: &str) -> String {
    package.replace('-', "_")
}
