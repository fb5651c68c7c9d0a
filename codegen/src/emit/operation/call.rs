//! Prints how a call becomes a request, and the runtime's `Call` around it.

mod answer;

pub(super) use answer::output_enum;

use super::{Target, place};
use crate::emit::context::ident;
use crate::emit::imports::{Imports, RUNTIME};
use crate::emit::moved::Moved;
use crate::ir::{BodyTemplate, Content, Location, Output, Parts, Presence, Replay};
use answer::{accept, decode};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// What the runtime sends and accepts when nothing else is said.
const JSON: &str = "application/json";

/// What the runtime is told about the operation.
fn constant(target: &Target<'_>, rt: &Ident) -> TokenStream {
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

/// The implementation of the runtime's `Call`.
pub(super) fn implementation(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let result = imports.name(RUNTIME, "Result");
    let name = ident(&target.names.type_);
    let output = target.output_type(imports);
    let constant = Moved::from(constant(target, &rt));
    let request = Moved::from(request(target, imports));
    let decode = Moved::from(decode(target, imports));
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
    let steps = steps.map(|(parameter, name)| Moved::from(place::step(target, &rt, parameter, name)));
    let body = body(target, &rt).map(Moved::from);
    let inputs = place::template_inputs(target);
    let keys = matches!(target.operation.replay, Replay::Keyed(_)).then(|| quote!(.dedup_keys(&self.keys)));
    let accept = accept(&target.operation.output).map(|media_type| quote!(.accept(#media_type)));
    quote!(#inputs #rt::Request::new(&Self::OPERATION) #(#steps)* #accept #body #keys .build())
}

fn body(target: &Target<'_>, rt: &Ident) -> Option<TokenStream> {
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
fn template_body(target: &Target<'_>, rt: &Ident, template: &BodyTemplate) -> TokenStream {
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
