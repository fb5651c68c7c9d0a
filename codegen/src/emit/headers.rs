//! Prints `src/headers.rs`: a typed key for each header of answers that the contract describes.

use super::context::{Context, ident};
use super::doc::{Doc, one_line};
use super::imports::Imports;
use super::model::deprecated;
use super::{Item, RustFile, types};
use crate::ir::{ResponseHeader, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Whether the contract describes any header.
pub(super) fn are_described(cx: &Context<'_>) -> bool {
    !cx.sdk.headers().is_empty()
}

/// The file.
pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let headers = cx.sdk.headers();
    let mut imports = Imports::default();
    let keys: Vec<_> = headers.iter().map(|header| Item::from(key(cx, header, &mut imports))).collect();
    let docs = [
        &format!("Headers of answers that {} describes.", one_line(&cx.sdk.vendor)),
        "",
        "Each is a key that [`Response::header`](crate::Response::header) and [`Error::header`](crate::Error::header)",
        "read: the value, or `None` where it is missing or something else; `headers()` has the text.",
    ];
    RustFile { docs: docs.map(str::to_owned).to_vec(), imports, items: keys, ..RustFile::default() }
}

fn key(cx: &Context<'_>, header: &ResponseHeader, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let name = ident(cx.names.header(&header.wire_name));
    let wire_name = header.wire_name.to_ascii_lowercase();
    let address = format!("`{}`", header.wire_name);
    let doc = match &header.docs.summary {
        Some(_) => Doc::of(&header.docs, || "").paragraph(address),
        None => Doc::new(address),
    };
    let deprecated = deprecated(header.deprecated);
    let ty = types::rust(cx, imports, &header.ty);
    let make = match &header.ty {
        _ if header.is_json => quote!(json),
        Type::List(_) => quote!(list),
        _ => quote!(value),
    };
    quote! {
        #doc
        #deprecated
        pub const #name: #rt::ResponseHeader<#ty> = #rt::ResponseHeader::#make(#wire_name);
    }
}
