//! Prints what a call accepts, and how an answer becomes a value.

use super::JSON;
use crate::emit::Item;
use crate::emit::context::ident;
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::operation::{Target, content_type};
use crate::ir::{Content, Output, StatusRange, Success, Type};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// The enum of answers that differ by status or media type.
pub(in crate::emit) fn output_enum(target: &Target<'_>, imports: &mut Imports) -> Option<Item> {
    let Output::Several(successes) = &target.operation.output else { return None };
    let name = ident(&target.names.output);
    let doc = Doc::new(format!("What [`{}`] is answered with.", target.names.type_));
    let has_media_types = successes.iter().any(|success| !success.media_types.is_empty());
    let members = successes
        .iter()
        .zip(&target.names.output_variants)
        .map(|(success, variant)| {
            let media_type = match &success.content {
                Some(
                    Content::Json { media_type, .. } | Content::Text { media_type } | Content::Bytes { media_type },
                ) if has_media_types => {
                    format!(" with `{media_type}`")
                }
                _ => String::new(),
            };
            let doc = Doc::new(format!("`{}`{media_type}", success.status));
            let variant = ident(variant);
            let content = success.content.as_ref().map(|content| {
                let ty = content_type(target.cx, imports, content);
                quote!((#ty))
            });
            quote!(#doc #variant #content)
        })
        .collect();
    let head = quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name
    };
    Some(Item::Definition { head, members })
}

/// What the call accepts when it is not JSON alone; what comes first is preferred.
pub(super) fn accept(output: &Output) -> Option<String> {
    let contents: Vec<&Content> = match output {
        Output::Empty => Vec::new(),
        Output::One(content) | Output::Maybe(content) => vec![content],
        Output::Several(successes) => successes.iter().filter_map(|success| success.content.as_ref()).collect(),
    };
    let mut media_types: Vec<&str> = Vec::new();
    for content in contents {
        let media_type = match content {
            Content::Json { media_type, .. } | Content::Text { media_type } | Content::Bytes { media_type } => {
                media_type
            }
            Content::Form { .. } | Content::Multipart(_) | Content::Template(_) | Content::Location => continue,
        };
        if !media_types.contains(&media_type.as_str()) {
            media_types.push(media_type);
        }
    }
    let (first, rest) = media_types.split_first()?;
    if rest.is_empty() {
        return (*first != JSON).then(|| (*first).to_owned());
    }
    let less = rest.iter().flat_map(|several| several.split(", ")).map(|media_type| format!(", {media_type};q=0.5"));
    Some((*first).to_owned() + &less.collect::<String>())
}

/// The expression that reads an answer.
pub(super) fn decode(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let function = match &target.operation.output {
        Output::Empty if target.has_receipt() => return quote!(answer.receipt(|_| Ok(()))),
        Output::Empty => return quote!(Ok(())),
        Output::Several(successes) => {
            let several = several(target, &rt, successes);
            return if target.has_receipt() { quote!(answer.receipt(|answer| #several)) } else { several };
        }
        Output::One(content) | Output::Maybe(content) => decoder(content),
    };
    match (&target.operation.output, target.has_receipt()) {
        (Output::Maybe(_), true) => quote!(answer.receipt(|answer| answer.optional(#rt::Answer::#function))),
        (Output::Maybe(_), false) => quote!(answer.optional(#rt::Answer::#function)),
        (_, true) => quote!(answer.receipt(#rt::Answer::#function)),
        (_, false) => quote!(answer.#function()),
    }
}

/// The answer by status, and within a status by media type. Whoever says less is asked last: the preferred media type
/// behind the others, a range of statuses behind the exact ones.
fn several(target: &Target<'_>, rt: &Ident, successes: &[Success]) -> TokenStream {
    let output = ident(&target.names.output);
    let read = |success: &Success, variant: &str| {
        let variant = ident(variant);
        match success.content.as_ref().map(decoder) {
            Some(function) => quote!(answer.#function().map(#output::#variant)),
            None => quote!(Ok(#output::#variant)),
        }
    };
    let is_exact = |success: &Success| matches!(success.status, StatusRange::Exact(_));
    let mut named: Vec<_> = successes.iter().zip(&target.names.output_variants).collect();
    named.sort_by_key(|(success, _)| (!is_exact(success), success.media_types.is_empty()));
    if successes.iter().all(|success| success.status == successes[0].status) {
        let choices = named.iter().map(|(success, variant)| {
            let (media_types, read) = (&success.media_types, read(success, variant));
            match media_types.is_empty() {
                true => quote!({ #read }),
                false => quote!(if answer.is(&[#(#media_types),*]) { #read } else),
            }
        });
        return quote!(#(#choices)*);
    }
    // Of two ranges only the first is ever asked.
    let range = successes.iter().find(|success| !is_exact(success)).map(|success| success.status);
    named.retain(|(success, _)| is_exact(success) || Some(success.status) == range);
    let arms = named.iter().map(|(success, variant)| {
        let pattern = match success.status {
            StatusRange::Exact(status) => {
                let status = Literal::u16_unsuffixed(status);
                quote!(#status)
            }
            StatusRange::Class(_) | StatusRange::Default => quote!(_),
        };
        let media_types = &success.media_types;
        let guard = (!media_types.is_empty()).then(|| quote!(if answer.is(&[#(#media_types),*])));
        let read = read(success, variant);
        quote!(#pattern #guard => #read)
    });
    let unknown = range.is_none().then(|| quote!(status => Err(#rt::DecodeError::unexpected_status(status))));
    quote!(match answer.status() { #(#arms,)* #unknown })
}

/// The function of the runtime's answer that reads a content.
fn decoder(content: &Content) -> Ident {
    match content {
        Content::Json { ty: Type::String(_), .. } => format_ident!("string"),
        // Nobody types it, so it may be nothing at all.
        Content::Json { ty: Type::Json, .. } => format_ident!("json_or_default"),
        Content::Json { ty: Type::List(_), .. } => format_ident!("json_or_default"),
        Content::Json { .. } => format_ident!("json"),
        Content::Location => format_ident!("location"),
        Content::Form { .. } | Content::Text { .. } => format_ident!("text"),
        Content::Multipart(_) | Content::Template(_) | Content::Bytes { .. } => format_ident!("bytes"),
    }
}
