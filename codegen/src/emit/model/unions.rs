//! Prints unions: one of several types, open for what the contract does not know.

use super::attributes;
use crate::emit::Item;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::types;
use crate::ir::{Type, TypeId, Union, UnionTag, UnionVariant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(cx: &Context<'_>, imports: &mut Imports, id: TypeId, union: &Union) -> Vec<Item> {
    let rt = imports.rt();
    let value = imports.name("serde_json", "Value");
    let name = ident(cx.names.type_(id));
    let attributes = attributes(cx, id);
    let names: Vec<_> = cx.names.members(id).iter().map(|name| ident(name)).collect();
    let docs = union.variants.iter().map(|variant| described(&union.tag, variant));
    let mut members: Vec<_> = union
        .variants
        .iter()
        .zip(docs)
        .zip(&names)
        .map(|((variant, doc), name)| {
            let ty = types::rust(cx, imports, &variant.ty);
            if variant.boxed { quote!(#doc #name(Box<#ty>)) } else { quote!(#doc #name(#ty)) }
        })
        .collect();
    let kept = Doc::new("A shape that this version does not know, kept as it came.");
    members.push(quote!(#kept Other(#value)));
    let conversions = conversions(cx, imports, id, union);
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
    let head = quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name
    };
    let others = [implementation].into_iter().chain(conversions).map(Item::from);
    [Item::Definition { head, members }].into_iter().chain(others).collect()
}

/// `From` for every member whose type no other member has, so that callers need not name the variant.
fn conversions(cx: &Context<'_>, imports: &mut Imports, id: TypeId, union: &Union) -> Vec<TokenStream> {
    if !cx.definition(id).usage.sent {
        return Vec::new();
    }
    let union_name = ident(cx.names.type_(id));
    let mut conversions = Vec::new();
    for (variant, name) in union.variants.iter().zip(cx.names.members(id)) {
        let ty = types::rust(cx, imports, &variant.ty);
        let same = |other: &&UnionVariant| types::rust(cx, imports, &other.ty).to_string() == ty.to_string();
        if union.variants.iter().filter(same).count() > 1 || variant.ty == Type::Json {
            continue;
        }
        let name = ident(name);
        let value = if variant.boxed { quote!(Box::new(value)) } else { quote!(value) };
        conversions.push(quote! {
            impl From<#ty> for #union_name {
                fn from(value: #ty) -> Self { Self::#name(#value) }
            }
        });
        if matches!(variant.ty, Type::String(_)) {
            conversions.push(quote! {
                impl From<&str> for #union_name {
                    fn from(value: &str) -> Self { Self::#name(value.into()) }
                }
            });
        }
    }
    conversions
}

fn described(tag: &UnionTag, variant: &UnionVariant) -> Doc {
    Doc::of(&variant.docs, || match (tag, variant.tags.as_slice()) {
        (UnionTag::Field(field), [tag, ..]) => format!("`{field}` is `{tag}`."),
        _ => format!("`{}`", variant.name),
    })
}
