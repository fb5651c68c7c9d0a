//! Prints the fields of structs and how they are read and written.

use super::deprecated;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::moved::Moved;
use crate::emit::prose;
use crate::emit::types;
use crate::ir::{Access, DecimalWire, Field, OtherFields, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// A field's type with the option and the box that its presence and place make of it.
pub(super) fn full_type(cx: &Context<'_>, imports: &mut Imports, field: &Field) -> TokenStream {
    let ty = match (&field.ty, field.boxed) {
        // Null needs no box.
        (Type::Nullable(inner), true) => {
            let inner = types::rust(cx, imports, inner);
            quote!(Option<Box<#inner>>)
        }
        (ty, boxed) => {
            let ty = types::rust(cx, imports, ty);
            if boxed { quote!(Box<#ty>) } else { ty }
        }
    };
    if field.is_optional() { quote!(Option<#ty>) } else { ty }
}

/// One field with its docs and attributes.
pub(super) fn field(cx: &Context<'_>, imports: &mut Imports, field: &Field, name: &str) -> TokenStream {
    let doc = docs(field);
    let deprecated = deprecated(field.deprecated);
    let ty = Moved::from(full_type(cx, imports, field));
    let name = ident(name);
    quote!(#doc #deprecated pub #name: #ty)
}

/// The field that keeps what the contract does not name.
pub(super) fn other_fields(cx: &Context<'_>, imports: &mut Imports, other: &OtherFields) -> Option<TokenStream> {
    let (doc, ty) = match other {
        OtherFields::Ignored => return None,
        OtherFields::Kept => ("Members that this version does not name, written back as they came.", Type::JsonObject),
        OtherFields::Typed(ty) => ("Members of any other name.", Type::Map(Box::new(ty.clone()))),
    };
    let ty = types::rust(cx, imports, &ty);
    let doc = Doc::new(doc);
    Some(quote!(#doc pub other_fields: #ty))
}

fn docs(field: &Field) -> Doc {
    let doc = Doc::of(&field.docs, || format!("`{}` on the wire.", prose::safe(&field.wire_name)));
    let mut sentences: Vec<String> = field.limits.iter().map(ToString::to_string).collect();
    match field.access {
        Access::Both => {}
        Access::ReadOnly => sentences.push("Set by the vendor.".to_owned()),
        Access::WriteOnly => sentences.push("Never shown by the vendor.".to_owned()),
    }
    if field.filled {
        sentences.push("Filled from the call's argument when left out.".to_owned());
    }
    if sentences.is_empty() { doc } else { doc.paragraph(sentences.join(" ")) }
}

/// The field's row in the table by which the struct reads and writes itself.
pub(super) fn row(field: &Field, name: &str) -> Moved {
    let (name, wire) = (ident(name), &field.wire_name);
    let text = (*innermost(&field.ty) == Type::Decimal(DecimalWire::String)).then(|| quote!(as text));
    // `None` stands for null and not for absence.
    let null = (!field.is_optional() && matches!(field.ty, Type::Nullable(_))).then(|| quote!(or null));
    quote!(#name = #wire #text #null).into()
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(inner),
        ty => ty,
    }
}
