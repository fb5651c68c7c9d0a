//! Prints a call builder: its inputs, its constructor and its setters.

use super::{Input, Target, argument, input_type};
use crate::emit::Item;
use crate::emit::context::ident;
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::model::{deprecated, operator_lint};
use crate::ir::{Body, Content, Keyed, Parameter, Presence, Replay, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct.
pub(super) fn definition(target: &Target<'_>, imports: &mut Imports) -> Item {
    let rt = imports.rt();
    let name = ident(&target.names.type_);
    let method = target.names.method.trim_start_matches("r#");
    let doc = Doc::new(format!("The call made by [`Client::{method}`](crate::Client::{method})."));
    let mut members = vec![quote!(context: #rt::CallContext)];
    members.extend(target.inputs().iter().map(|input| {
        let ty = input_type(target.cx, imports, input.ty);
        let name = ident(input.name);
        match input.presence {
            Presence::Required => quote!(#name: #ty),
            Presence::Optional => quote!(#name: Option<#ty>),
        }
    }));
    members.extend(keyed(target).map(|_| quote!(keys: #rt::DedupKeys)));
    let head = quote! {
        #doc
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name
    };
    Item::Definition { head, members }
}

/// The constructor, the setters, and access to dedup keys.
pub(super) fn functions(target: &Target<'_>, imports: &mut Imports) -> Item {
    let name = ident(&target.names.type_);
    let mut members = vec![constructor(target, imports)];
    let inputs = target.inputs();
    let optional = inputs.iter().filter(|input| input.presence == Presence::Optional);
    members.extend(optional.map(|input| setter(target, imports, input)));
    members.extend(keyed(target).into_iter().flat_map(|keyed| key_functions(target, keyed)));
    Item::Block { head: quote!(impl #name), members }
}

fn constructor(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let inputs = target.inputs();
    let (required, optional): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| input.presence == Presence::Required);
    let arguments: Vec<_> = required
        .iter()
        .map(|input| {
            let (name, ty) = (ident(input.name), input_type(target.cx, imports, input.ty));
            let mutable = (input.name == "body" && is_amended(target)).then(|| quote!(mut));
            quote!(#mutable #name: #ty)
        })
        .collect();
    let fills = required_body(target).map(|body| fills(target, body));
    let keys = keyed(target).map(|keyed| {
        let fill = required_body(target).map(|_| fill_keys(target, keyed));
        quote!(let mut keys = #rt::DedupKeys::new(client); #fill)
    });
    let required = required.iter().map(|input| ident(input.name));
    let optional = optional.iter().map(|input| ident(input.name));
    let keys_field = keyed(target).map(|_| quote!(keys,));
    quote! {
        pub(crate) fn new(client: &#rt::Client, #(#arguments),*) -> Self {
            #fills
            #keys
            Self { context: #rt::CallContext::new(client), #(#required,)* #(#optional: None,)* #keys_field }
        }
    }
}

fn setter(target: &Target<'_>, imports: &mut Imports, input: &Input<'_>) -> TokenStream {
    let argument = argument(target.cx, imports, input);
    let (ty, value) = (argument.ty, argument.value);
    let (name, lint) = (ident(input.name), operator_lint(input.name));
    if input.name == "body" {
        return body_setter(target, &ty, &value);
    }
    let parameter = target.operation.parameters.iter().zip(&target.names.parameters);
    let parameter = parameter.filter(|(_, name)| name.as_str() == input.name).map(|(parameter, _)| parameter).next();
    let doc = parameter.map(parameter_docs);
    let deprecated = parameter.and_then(|parameter| deprecated(parameter.deprecated));
    quote! {
        #doc
        #deprecated
        #lint
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

fn body_setter(target: &Target<'_>, ty: &TokenStream, value: &TokenStream) -> TokenStream {
    let body = target.operation.body.as_ref();
    let doc = body.map(|body| Doc::of(&body.docs, || "The request body."));
    let fills = body.map(|body| fills(target, body));
    let keys = keyed(target).map(|keyed| fill_keys(target, keyed));
    let (mutable, bind) = if is_amended(target) {
        (quote!(mut), quote!(let mut body = #value; #fills #keys))
    } else {
        (quote!(), quote!(let body = #value;))
    };
    // A body that is given as its own type needs no binding of its own.
    if value.to_string() == "body" {
        return quote! {
            #doc
            pub fn body(mut self, #mutable body: #ty) -> Self {
                #fills
                #keys
                self.body = Some(body);
                self
            }
        };
    }
    quote! {
        #doc
        pub fn body(mut self, body: #ty) -> Self {
            #bind
            self.body = Some(body);
            self
        }
    }
}

fn parameter_docs(parameter: &Parameter) -> Doc {
    let doc = Doc::of(&parameter.docs, || format!("Sets `{}`.", parameter.caller_name()));
    let sentences: Vec<String> = parameter.limits.iter().map(ToString::to_string).collect();
    if sentences.is_empty() { doc } else { doc.paragraph(sentences.join(" ")) }
}

fn required_body<'sdk>(target: &Target<'sdk>) -> Option<&'sdk Body> {
    target.operation.body.as_ref().filter(|body| body.presence == Presence::Required)
}

fn keyed<'sdk>(target: &Target<'sdk>) -> Option<&'sdk Keyed> {
    match &target.operation.replay {
        Replay::Keyed(keyed) => Some(keyed),
        Replay::Safe | Replay::Idempotent | Replay::Unsafe => None,
    }
}

/// Whether the SDK writes into the body that the caller gives.
fn is_amended(target: &Target<'_>) -> bool {
    keyed(target).is_some() || target.operation.body.as_ref().is_some_and(|body| !body.fills.is_empty())
}

/// Statements that fill body fields from the arguments that they repeat.
fn fills(target: &Target<'_>, body: &Body) -> TokenStream {
    let owner = if body.presence == Presence::Required { quote!() } else { quote!(self.) };
    let statements = body.fills.iter().filter_map(|fill| {
        let (field, ty) = body_field(target, &fill.field)?;
        let parameter = target.operation.parameters.iter().find(|parameter| parameter.wire_name == fill.parameter)?;
        let argument = ident(target.parameter_name(&fill.parameter)?);
        let value = if parameter.ty == *ty {
            quote!(#owner #argument.clone())
        } else {
            let convert = (!matches!(ty, Type::String(_))).then(|| quote!(.into()));
            quote!(#owner #argument.to_string() #convert)
        };
        Some(quote!(body.#field.get_or_insert_with(|| #value);))
    });
    quote!(#(#statements)*)
}

/// Statements that draw every missing dedup key once.
fn fill_keys(target: &Target<'_>, keyed: &Keyed) -> TokenStream {
    let keys = match target.operation.body.as_ref().map(|body| body.presence) {
        Some(Presence::Optional) => quote!(self.keys),
        _ => quote!(keys),
    };
    let Some(list) = &keyed.list else {
        return body_field(target, &keyed.field)
            .map(|(field, _)| quote!(#keys.fill(&mut body.#field);))
            .unwrap_or_default();
    };
    let Some((list_field, Type::List(item))) = body_field(target, list) else { return TokenStream::new() };
    let Some((field, _)) = field_of(target, item, &keyed.field) else { return TokenStream::new() };
    let flatten = is_optional(target, list).then(|| quote!(.iter_mut().flatten()));
    let items = flatten.map_or_else(|| quote!(&mut body.#list_field), |flatten| quote!(body.#list_field #flatten));
    quote!(for item in #items { #keys.fill(&mut item.#field); })
}

fn key_functions(target: &Target<'_>, keyed: &Keyed) -> Vec<TokenStream> {
    let all = Doc::new("The keys by which the vendor recognises this call when it is sent again.")
        .paragraph("They are fixed before the first attempt: keep them to replay the call after a crash.");
    let one = Doc::new("The key by which the vendor recognises this call when it is sent again.")
        .paragraph("It is fixed before the first attempt: keep it to replay the call after a crash.");
    let Some((field, ty)) = body_field(target, &keyed.field).filter(|_| keyed.list.is_none()) else {
        let all = quote! {
            #all
            pub fn dedup_keys(&self) -> &[String] { self.keys.as_slice() }
        };
        return vec![all];
    };
    let one = quote! {
        #one
        pub fn dedup_key(&self) -> &str { self.keys.first() }
    };
    let with = Doc::new("Sends the call with a key of the caller's, such as one kept from before a crash.");
    let convert = (!matches!(ty, Type::String(_))).then(|| quote!(.into()));
    let body = match target.operation.body.as_ref().map(|body| body.presence) {
        Some(Presence::Required) => quote!(self.body.#field = Some(key.clone() #convert);),
        _ => quote!(if let Some(body) = &mut self.body { body.#field = Some(key.clone() #convert); }),
    };
    let with = quote! {
        #with
        pub fn with_dedup_key(mut self, key: impl Into<String>) -> Self {
            let key = key.into();
            #body
            self.keys.bring(key);
            self
        }
    };
    vec![one, with]
}

/// A top-level field of the body: its Rust name and its type.
fn body_field<'sdk>(target: &Target<'sdk>, wire_name: &str) -> Option<(proc_macro2::Ident, &'sdk Type)> {
    match &target.operation.body.as_ref()?.content {
        Content::Json { ty, .. } | Content::Form { ty, .. } => field_of(target, ty, wire_name),
        Content::Multipart(_)
        | Content::Template(_)
        | Content::Location
        | Content::Text { .. }
        | Content::Bytes { .. } => None,
    }
}

fn field_of<'sdk>(target: &Target<'sdk>, ty: &Type, wire_name: &str) -> Option<(proc_macro2::Ident, &'sdk Type)> {
    let Type::Named(id) = ty else { return None };
    let Shape::Struct(shape) = &target.cx.definition(*id).shape else { return None };
    let at = shape.fields.iter().position(|field| field.wire_name == wire_name)?;
    Some((ident(&target.cx.names.members(*id)[at]), &shape.fields[at].ty))
}

fn is_optional(target: &Target<'_>, wire_name: &str) -> bool {
    let Some(Body { content: Content::Json { ty: Type::Named(id), .. }, .. }) = &target.operation.body else {
        return false;
    };
    let Shape::Struct(shape) = &target.cx.definition(*id).shape else { return false };
    shape.fields.iter().any(|field| field.wire_name == wire_name && field.is_optional())
}
