//! Prints enums of texts and of whole numbers, open for values that the contract does not know.

use super::attributes;
use crate::emit::Item;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::moved::Moved;
use crate::emit::prose;
use crate::ir::{IntegerVariant, StringVariant, TypeId};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn text(cx: &Context<'_>, imports: &mut Imports, id: TypeId, variants: &[StringVariant]) -> [Item; 2] {
    let shown = variants.iter().map(|variant| {
        let wire = if variant.wire_value.is_empty() { "the empty text".to_owned() } else { code(&variant.wire_value) };
        described(&wire, variant.docs.as_deref())
    });
    let values = variants.iter().map(|variant| Literal::string(&variant.wire_value));
    open_enum(cx, imports, id, &Kind { macro_name: "open_enum", other: quote!(String) }, shown, values)
}

pub(super) fn integer(cx: &Context<'_>, imports: &mut Imports, id: TypeId, variants: &[IntegerVariant]) -> [Item; 2] {
    let shown = variants.iter().map(|variant| described(&format!("`{}`", variant.value), variant.docs.as_deref()));
    let values = variants.iter().map(|variant| Literal::i64_unsuffixed(variant.value));
    open_enum(cx, imports, id, &Kind { macro_name: "open_integer_enum", other: quote!(i64) }, shown, values)
}

/// What tells enums of texts from enums of numbers.
struct Kind {
    macro_name: &'static str,
    other: TokenStream,
}

fn open_enum(
    cx: &Context<'_>,
    imports: &mut Imports,
    id: TypeId,
    kind: &Kind,
    docs: impl Iterator<Item = Doc>,
    values: impl Iterator<Item = Literal>,
) -> [Item; 2] {
    let rt = imports.rt();
    let name = ident(cx.names.type_(id));
    let attributes = Moved::from(attributes(cx, id));
    let variants: Vec<_> = cx.names.members(id).iter().map(|name| ident(name)).collect();
    let (macro_name, other) = (ident(kind.macro_name), &kind.other);
    let mut members: Vec<_> = docs.zip(&variants).map(|(doc, variant)| quote!(#doc #variant)).collect();
    let kept = Doc::new("A value that this version does not know, kept as it came.");
    members.push(quote!(#kept Other(#other)));
    let head = quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name
    };
    let table = quote!(#rt::#macro_name!(#name, #(#variants = #values),*););
    [Item::Definition { head, members }, table.into()]
}

fn described(wire: &str, docs: Option<&str>) -> Doc {
    match docs {
        Some(docs) => Doc::new(format!("{wire}: {}", prose::safe(docs))),
        None => Doc::new(wire),
    }
}

/// A wire value as a code span; as Rust writes it, in quotes and told as prose, where a span cannot hold it.
fn code(value: &str) -> String {
    let is_plain = !value.contains('`') && !value.chars().any(char::is_control) && value.trim() == value;
    if is_plain { format!("`{value}`") } else { prose::safe(&format!("{value:?}")) }
}
