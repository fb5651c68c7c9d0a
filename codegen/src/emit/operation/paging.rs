//! Prints how a paged call finds its next page.

use super::Target;
use crate::emit::context::ident;
use crate::emit::imports::{Imports, RUNTIME};
use crate::emit::types;
use crate::ir::{Content, Field, Output, Paging, Presence, Shape, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The implementation of the runtime's `Paged`.
pub(super) fn implementation(target: &Target<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let paging = target.operation.paging.as_ref()?;
    let Output::One(Content::Json { ty: page, .. }) = &target.operation.output else { return None };
    let rt = imports.rt();
    let result = imports.name(RUNTIME, "Result");
    let name = ident(&target.names.type_);
    let (items, next, resume) = match paging {
        Paging::Offset { query, next, items } => {
            let (query, next) = (query_value(target, query)?, value(target, page, &[next.as_str()], Read::Integer)?);
            let set = set_query(target, paging_query(paging), Read::Integer)?;
            (items, quote!(#rt::Cursor::offset(#query, #next)), set)
        }
        Paging::Token { next, items, .. } => {
            let next = value(target, page, &[next.as_str()], Read::Text)?;
            let set = set_query(target, paging_query(paging), Read::Text)?;
            (items, quote!(#rt::Cursor::token(#next)), set)
        }
        Paging::Number { number, size, total, items, .. } => {
            let read = |path: &[String]| {
                value(target, page, &path.iter().map(String::as_str).collect::<Vec<_>>(), Read::Integer)
            };
            let (number, size, total) = (read(number)?, read(size)?, read(total)?);
            let set = set_query(target, paging_query(paging), Read::Integer)?;
            let count = count(target, page, items)?;
            (items, quote!(#rt::Cursor::number(#number, #size, #total, #count)), set)
        }
    };
    let (items_name, field) = field(target, page, items)?;
    let Type::List(item) = &field.ty else { return None };
    let item = types::rust(target.cx, imports, item);
    let unwrap = field.is_optional().then(|| quote!(.unwrap_or_default()));
    Some(quote! {
        impl #rt::Paged for #name {
            type Item = #item;

            fn next(&self, page: &Self::Output) -> Option<#rt::Cursor> { #next }

            fn resume(&mut self, cursor: &#rt::Cursor) -> #result<()> {
                #resume
                Ok(())
            }

            fn into_items(page: Self::Output) -> Vec<Self::Item> { page.#items_name #unwrap }
        }
    })
}

/// How many items the answer holds.
fn count(target: &Target<'_>, page: &Type, items: &str) -> Option<TokenStream> {
    let (name, field) = field(target, page, items)?;
    Some(if field.is_optional() { quote!(page.#name.as_ref().map_or(0, Vec::len)) } else { quote!(page.#name.len()) })
}

/// The wire name of the query parameter that asks for a page.
fn paging_query(paging: &Paging) -> String {
    match paging {
        Paging::Offset { query, .. } | Paging::Token { query, .. } => query.clone(),
        Paging::Number { query, .. } => match query.as_slice() {
            [name, members @ ..] => {
                name.clone() + &members.iter().map(|member| format!("[{member}]")).collect::<String>()
            }
            [] => String::new(),
        },
    }
}

/// The current value of a query parameter, as an option.
fn query_value(target: &Target<'_>, query: &str) -> Option<TokenStream> {
    let parameter = target.operation.parameters.iter().find(|parameter| parameter.wire_name == query)?;
    let name = ident(target.parameter_name(query)?);
    Some(match parameter.presence {
        Presence::Required => quote!(Some(self.#name)),
        Presence::Optional => quote!(self.#name),
    })
}

/// The statement that makes the call ask for the page at a cursor.
fn set_query(target: &Target<'_>, query: String, read: Read) -> Option<TokenStream> {
    let parameter = target.operation.parameters.iter().find(|parameter| parameter.wire_name == query)?;
    let name = ident(target.parameter_name(&query)?);
    let value = match (read, &parameter.ty) {
        (Read::Integer, Type::Integer) => quote!(cursor.integer()?),
        (Read::Integer, Type::Unsigned) => quote!(cursor.integer()?.unsigned_abs()),
        (Read::Integer, Type::Float) => quote!(cursor.integer()? as f64),
        (_, Type::String(_)) => quote!(cursor.text().to_owned()),
        _ => quote!(cursor.text().into()),
    };
    Some(match parameter.presence {
        Presence::Required => quote!(self.#name = #value;),
        Presence::Optional => quote!(self.#name = Some(#value);),
    })
}

/// How a field of the answer is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    Integer,
    Text,
}

/// The value at a path of the answer, as an option.
fn value(target: &Target<'_>, page: &Type, path: &[&str], read: Read) -> Option<TokenStream> {
    let (first, rest) = path.split_first()?;
    let (name, first_field) = field(target, page, first)?;
    descend(target, &quote!(page.#name), first_field, rest, read)
}

fn descend(target: &Target<'_>, place: &TokenStream, at: &Field, rest: &[&str], read: Read) -> Option<TokenStream> {
    let optional = at.is_optional();
    let Some((first, rest)) = rest.split_first() else { return leaf(place, at, read) };
    let (name, next) = field(target, &at.ty, first)?;
    if optional {
        let inner = descend(target, &quote!(inner.#name), next, rest, read)?;
        Some(quote!(#place.as_ref().and_then(|inner| #inner)))
    } else {
        descend(target, &quote!(#place.#name), next, rest, read)
    }
}

fn leaf(place: &TokenStream, field: &Field, read: Read) -> Option<TokenStream> {
    let optional = field.is_optional();
    let nullable = matches!(field.ty, Type::Nullable(_));
    let ty = if let Type::Nullable(inner) = &field.ty { inner } else { &field.ty };
    let flatten = (optional && nullable).then(|| quote!(.flatten()));
    let is_option = optional || nullable;
    Some(match (read, ty) {
        (Read::Integer, Type::Integer) if is_option => quote!(#place #flatten),
        (Read::Integer, Type::Integer) => quote!(Some(#place)),
        (Read::Integer, Type::Unsigned) if is_option => {
            quote!(#place #flatten.and_then(|number| i64::try_from(number).ok()))
        }
        (Read::Integer, Type::Unsigned) => quote!(i64::try_from(#place).ok()),
        (Read::Integer, Type::Float) if is_option => quote!(#place #flatten.map(|number| number as i64)),
        (Read::Integer, Type::Float) => quote!(Some(#place as i64)),
        (Read::Text, Type::String(_)) if optional && nullable => {
            quote!(#place.as_ref().and_then(|text| text.as_deref()))
        }
        (Read::Text, Type::String(_)) if is_option => quote!(#place.as_deref()),
        (Read::Text, Type::String(_)) => quote!(Some(&*#place)),
        _ => return None,
    })
}

fn field<'sdk>(target: &Target<'sdk>, ty: &Type, wire_name: &str) -> Option<(Ident, &'sdk Field)> {
    let Type::Named(id) = ty else { return None };
    let Shape::Struct(shape) = &target.cx.definition(*id).shape else { return None };
    let at = shape.fields.iter().position(|field| field.wire_name == wire_name)?;
    Some((ident(&target.cx.names.members(*id)[at]), &shape.fields[at]))
}
