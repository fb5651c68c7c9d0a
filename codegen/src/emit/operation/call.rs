//! Prints how a call becomes a request and an answer becomes a value.

use super::{Target, content_type, place};
use crate::emit::context::ident;
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::ir::{BodyTemplate, Content, Location, Output, Parts, Presence, Replay, StatusRange, Success, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// What the runtime sends and accepts when nothing else is said.
const JSON: &str = "application/json";

/// What the runtime is told about the operation.
fn constant(target: &Target<'_>, rt: &TokenStream) -> TokenStream {
    let operation = target.operation;
    let name = target.names.method.trim_start_matches("r#");
    let (method, path) = (ident(&operation.method), operation.path.to_string());
    let (safety, options) = replay(&operation.replay);
    let safety = ident(safety);
    let refused = &operation.refused_before_processing;
    let refused = (!refused.is_empty()).then(|| {
        let refused = refused.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.refused(&[#(#refused),*]))
    });
    let answers = (!operation.answers.is_empty()).then(|| {
        let answers = operation.answers.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.answers(&[#(#answers),*]))
    });
    quote!(#rt::Operation::new(#name, #rt::Method::#method, #path, #rt::ReplaySafety::#safety) #options #refused #answers)
}

/// The replay safety, and what else the runtime knows of a keyed operation.
fn replay(replay: &Replay) -> (&'static str, TokenStream) {
    let option = |name: &str, status: Option<u16>| {
        let name = ident(name);
        let status = status.map(Literal::u16_unsuffixed);
        status.map(|status| quote!(.#name(#status)))
    };
    match replay {
        Replay::Safe => ("Safe", quote!()),
        Replay::Idempotent => ("Idempotent", quote!()),
        Replay::Unsafe => ("Unsafe", quote!()),
        Replay::Keyed(keyed) => {
            let (duplicate, partial) = (option("duplicate", keyed.duplicate), option("partial", keyed.partial));
            ("Keyed", quote!(#duplicate #partial))
        }
    }
}

/// The enum of answers that differ by status or media type.
pub(super) fn output_enum(target: &Target<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let Output::Several(successes) = &target.operation.output else { return None };
    let name = ident(&target.names.output);
    let doc = Doc::new(format!("What [`{}`] is answered with.", target.names.type_)).attributes();
    let has_media_types = successes.iter().any(|success| !success.media_types.is_empty());
    let variants: Vec<_> = successes
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
            let doc = Doc::new(format!("`{}`{media_type}", success.status)).attributes();
            let variant = ident(variant);
            let content = success.content.as_ref().map(|content| {
                let ty = content_type(target.cx, imports, content);
                quote!((#ty))
            });
            quote!(#doc #variant #content)
        })
        .collect();
    Some(quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* }
    })
}

/// The implementation of the runtime's `Call`.
pub(super) fn implementation(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let result = imports.name("meterforge_runtime", "Result");
    let name = ident(&target.names.type_);
    let output = target.output_type(imports);
    let constant = constant(target, &rt);
    let request = request(target, imports);
    let decode = decode(target, imports);
    let is_read = target.operation.output != Output::Empty || target.has_receipt();
    let answer = if is_read { format_ident!("answer") } else { format_ident!("_answer") };
    quote! {
        impl #rt::Call for #name {
            type Output = #output;
            const OPERATION: #rt::Operation = #constant;

            fn context(&self) -> &#rt::CallContext { &self.context }

            fn context_mut(&mut self) -> &mut #rt::CallContext { &mut self.context }

            fn request(&self) -> #result<#rt::Request> { #request }

            fn decode(#answer: &#rt::Answer) -> #result<Self::Output, #rt::DecodeError> { #decode }
        }
    }
}

fn request(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let steps = target.placed(|location| location != Location::Part);
    let steps = steps.map(|(parameter, name)| place::step(target, &rt, parameter, name));
    let body = body(target, &rt);
    let inputs = place::template_inputs(target);
    let keys = matches!(target.operation.replay, Replay::Keyed(_)).then(|| quote!(.dedup_keys(&self.keys)));
    let accept = accept(&target.operation.output).map(|media_type| quote!(.accept(#media_type)));
    quote!(#inputs #rt::Request::new(&Self::OPERATION) #(#steps)* #accept #body #keys .build())
}

fn body(target: &Target<'_>, rt: &TokenStream) -> Option<TokenStream> {
    let body = target.operation.body.as_ref()?;
    let (suffix, value) = match body.presence {
        Presence::Required => ("", quote!(&self.body)),
        Presence::Optional => ("_if_some", quote!(self.body.as_ref())),
    };
    let function = |name: &str| format_ident!("{name}{suffix}");
    let json = function("json");
    Some(match &body.content {
        Content::Json { media_type, .. } if media_type == JSON => quote!(.#json(#value)),
        Content::Json { media_type, .. } => quote!(.#json(#value).content_type(#media_type)),
        Content::Form { styles, .. } => {
            let form = function("form");
            let styles = styles.iter().map(|(field, style)| {
                let style = place::style(rt, *style);
                quote!((#field, #style))
            });
            quote!(.#form(#value, &[#(#styles),*]))
        }
        Content::Multipart(Parts::Named) => {
            let parts = target.placed(|location| location == Location::Part);
            let parts = parts.map(|(parameter, name)| place::step(target, rt, parameter, name));
            quote!(.multipart(&self.context) #(#parts)*)
        }
        Content::Multipart(Parts::Any) => {
            let value = match body.presence {
                Presence::Required => quote!(Some(&self.body)),
                Presence::Optional => value,
            };
            quote!(.multipart(&self.context).parts(#value))
        }
        Content::Template(template) => template_body(target, rt, template),
        Content::Location => return None,
        Content::Text { media_type } => {
            let text = function("text");
            quote!(.#text(#media_type, #value))
        }
        Content::Bytes { media_type } => {
            let upload = function("upload");
            quote!(.#upload(#media_type, #value))
        }
    })
}

/// The steps that fill a body which the client makes.
fn template_body(target: &Target<'_>, rt: &TokenStream, template: &BodyTemplate) -> TokenStream {
    match template {
        BodyTemplate::Json(json) => {
            let json = place::literal(&json.to_string());
            quote!(.json_template(#json, &inputs))
        }
        BodyTemplate::Text { media_type, text, escape } => {
            let (text, escape) = (place::literal(&text.to_string()), ident(&format!("{escape:?}")));
            quote!(.text_template(#media_type, #text, #rt::Filled::#escape, &inputs))
        }
        BodyTemplate::Form(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let value = place::literal(&value.to_string());
                quote!((#name, #value))
            });
            quote!(.form_template(&[#(#fields),*], &inputs))
        }
        BodyTemplate::Parts(parts) => {
            let texts = parts.iter().map(|part| {
                let (name, value, escape) =
                    (&part.name, place::literal(&part.value.to_string()), ident(&format!("{:?}", part.escape)));
                let media_type = part.media_type.as_ref().map(|media_type| quote!(.part_type(#name, #media_type)));
                let file_name = part.file_name.as_ref().map(|file_name| quote!(.part_file_name(#name, #file_name)));
                quote!(.template_part(#name, #value, #rt::Filled::#escape, &inputs) #media_type #file_name)
            });
            let files = target.placed(|location| location == Location::Part);
            let files = files.map(|(parameter, name)| place::step(target, rt, parameter, name));
            quote!(.multipart(&self.context) #(#texts)* #(#files)*)
        }
    }
}

/// What the call accepts when it is not JSON alone; what comes first is preferred.
fn accept(output: &Output) -> Option<String> {
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

fn decode(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
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
fn several(target: &Target<'_>, rt: &TokenStream, successes: &[Success]) -> TokenStream {
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
fn decoder(content: &Content) -> proc_macro2::Ident {
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
