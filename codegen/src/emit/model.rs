//! Prints `src/model.rs` and `src/model/*.rs`: the types that calls carry.

mod constructors;
mod enums;
mod fields;
mod setters;
mod structs;
mod unions;

pub(super) use setters::operator_lint;

use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::Imports;
use super::{Export, Item, Print, RustFile, rust, types};
use crate::ir::{Namespace, Origin, Shape, TypeDef, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// The module file and one file for every type that has a name of its own; inline types stand beside what they hang on.
pub(super) fn files<'sdk>(cx: &'sdk Context<'sdk>) -> BTreeMap<String, Print<'sdk>> {
    let mut modules: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for index in 0..cx.sdk.types.len() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        modules.entry(cx.names.module(id)).or_default().push(id);
    }
    if modules.is_empty() {
        return BTreeMap::new();
    }
    let mut files = BTreeMap::new();
    for (module, ids) in modules.clone() {
        files.insert(format!("src/model/{module}.rs"), rust(move || module_file(cx, &ids)));
    }
    files.insert("src/model.rs".to_owned(), rust(move || index_file(cx, &modules)));
    files
}

fn index_file(cx: &Context<'_>, modules: &BTreeMap<&str, Vec<TypeId>>) -> RustFile {
    let exports = modules.iter().map(|(module, ids)| {
        let mut names: Vec<String> = ids.iter().flat_map(|id| exported(cx, *id)).collect();
        names.sort();
        Export::new(*module, names)
    });
    RustFile {
        docs: vec!["The types that calls carry.".to_owned()],
        modules: modules.keys().map(|module| (*module).to_owned()).collect(),
        exports: exports.collect(),
        ..RustFile::default()
    }
}

/// The names a type brings: its own, and that of the struct that constructs it by field name.
fn exported(cx: &Context<'_>, id: TypeId) -> Vec<String> {
    let name = cx.names.type_(id).to_owned();
    let required = constructors::by_name(cx, id).then(|| constructors::required_name(&name));
    [name].into_iter().chain(required).collect()
}

fn module_file(cx: &Context<'_>, ids: &[TypeId]) -> RustFile {
    let mut imports = Imports::default();
    let mut items = Vec::new();
    for &id in ids {
        items.extend(type_items(cx, &mut imports, id));
    }
    // A file's own types need no import.
    let own = ids.iter().flat_map(|&id| exported(cx, id));
    imports.forget("crate::model", own);
    let root = ids.iter().find(|&&id| !is_inline(cx.definition(id))).or_else(|| ids.first());
    let docs =
        root.map(|&id| format!("[`{}`]{}.", cx.names.type_(id), if ids.len() > 1 { " and its parts" } else { "" }));
    RustFile { docs: docs.into_iter().collect(), imports, items, ..RustFile::default() }
}

fn is_inline(definition: &TypeDef) -> bool {
    matches!(definition.origin, Origin::Inline { .. })
}

fn type_items(cx: &Context<'_>, imports: &mut Imports, id: TypeId) -> Vec<Item> {
    let definition = cx.definition(id);
    match &definition.shape {
        Shape::Struct(shape) => structs::items(cx, imports, id, shape),
        Shape::StringEnum(variants) => enums::text(cx, imports, id, variants).into(),
        Shape::IntegerEnum(variants) => enums::integer(cx, imports, id, variants).into(),
        Shape::Union(union) => unions::items(cx, imports, id, union),
        Shape::Alias(ty) => {
            let name = ident(cx.names.type_(id));
            let ty = types::rust(cx, imports, ty);
            let attributes = attributes(cx, id);
            vec![quote!(#attributes pub type #name = #ty;).into()]
        }
    }
}

/// The doc comment of a type, and its deprecation.
fn attributes(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let definition = cx.definition(id);
    let doc = Doc::of(&definition.docs, || fallback(cx, definition));
    let deprecated = deprecated(definition.deprecated);
    quote!(#doc #deprecated)
}

/// What a type is when the spec does not say.
fn fallback(cx: &Context<'_>, definition: &TypeDef) -> String {
    match &definition.origin {
        Origin::Pinned(name) => format!("The values of `{name}`."),
        Origin::Schema(name) => format!("`{name}`, as the vendor's contract defines it."),
        Origin::Inline { parent: Namespace::Type(parent), path } => {
            format!("`{}` of [`{}`].", path.join("."), cx.names.type_(*parent))
        }
        Origin::Inline { parent: Namespace::Operation(operation), path } => {
            format!("`{}` of `{}`.", path.join("."), cx.sdk.operations[*operation].wire_name)
        }
    }
}

/// The attribute of something that the vendor advises against.
pub(super) fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated = "the vendor advises against it"]))
}
