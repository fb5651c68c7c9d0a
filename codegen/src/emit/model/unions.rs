//! Prints unions: one of several types, open for what the contract does not know.

use super::attributes;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::types;
use crate::ir::{TypeId, Union, UnionTag, UnionVariant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(cx: &Context<'_>, imports: &mut Imports, id: TypeId, union: &Union) -> Vec<TokenStream> {
    let rt = imports.rt();
    let value = imports.name("serde_json", "Value");
    let name = ident(cx.names.type_(id));
    let attributes = attributes(cx, id);
    let names: Vec<_> = cx.names.members(id).iter().map(|name| ident(name)).collect();
    let docs = union.variants.iter().map(|variant| described(&union.tag, variant).attributes());
    let members = union.variants.iter().map(|variant| {
        let ty = types::rust(cx, imports, &variant.ty);
        if variant.boxed { quote!(Box<#ty>) } else { ty }
    });
    let members: Vec<_> = members.collect();
    let implementation = match &union.tag {
        UnionTag::Field(field) => {
            let tags = union.variants.iter().map(|variant| {
                let tags = &variant.tags;
                quote!(#(#tags)|*)
            });
            quote!(#rt::tagged_union!(#name, #field, #(#names = #tags),*);)
        }
        UnionTag::Untagged => quote!(#rt::untagged_union!(#name, #(#names),*);),
    };
    vec![
        quote! {
            #attributes
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#docs #names(#members),)*
                /// A shape that this version does not know, kept as it came.
                Other(#value),
            }
        },
        implementation,
    ]
}

fn described(tag: &UnionTag, variant: &UnionVariant) -> Doc {
    let fallback = match (tag, variant.tags.as_slice()) {
        (UnionTag::Field(field), [tag, ..]) => format!("`{field}` is `{tag}`."),
        _ => format!("`{}`", variant.name),
    };
    Doc::of(&variant.docs, fallback)
}
