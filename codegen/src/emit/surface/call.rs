//! Prints the typed call behind routes and tools: inputs by name in, a call on its way out.

use super::{option, reply, template};
use crate::emit::context::ident;
use crate::emit::doc::{Doc, one_line};
use crate::emit::imports::{Imports, RUNTIME};
use crate::emit::moved::Moved;
use crate::emit::operation::{InputType, Target, input_type};
use crate::ir::{Presence, Replay, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

/// The operation in the list of the capability.
pub(super) fn entry(target: &Target<'_>) -> Moved {
    let name = &target.operation.wire_name;
    let safety = ident(match target.operation.replay {
        Replay::Safe => "Safe",
        Replay::Idempotent => "Idempotent",
        Replay::Keyed(_) => "Keyed",
        Replay::Unsafe => "Unsafe",
    });
    let list = option(reply::list(target));
    let is_paged = target.operation.paging.is_some();
    let call = function(target);
    quote! {
        sf::Operation {
            info: sf::OperationInfo { name: #name, safety: sf::ReplaySafety::#safety, list: #list, is_paged: #is_paged },
            call: #call,
        }
    }
    .into()
}

/// The function that makes the call, and the template of its body where it has one.
pub(super) fn items(target: &Target<'_>, imports: &mut Imports) -> Vec<TokenStream> {
    let body = target.operation.body.as_ref().and_then(|body| body.template.as_ref());
    let template = body.map(|body| {
        let (name, tokens) = (template_name(target), template::tokens(target, body));
        quote!(const #name: sf::Template = #tokens;)
    });
    template.into_iter().chain([call(target, imports)]).collect()
}

fn call(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let (client, name) = (imports.name("crate", "Client"), function(target));
    let method = ident(&target.names.method);
    let inputs = target.inputs();
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    let mut before = None;
    for (at, input) in inputs.iter().enumerate() {
        let rust = ident(input.name);
        let key = input.name.trim_start_matches("r#");
        let is_body = at + 1 == inputs.len() && target.operation.body.is_some();
        if is_body && target.operation.body.as_ref().is_some_and(|body| body.template.is_some()) {
            let (template, ty) = (template_name(target), input_type(target.cx, imports, input.ty));
            before = Some(quote!(let body = inputs.body::<#ty>(&#template)?;));
            match input.presence {
                Presence::Required => arguments.push(Moved::from(quote!(body))),
                Presence::Optional => setters.push(Moved::from(quote!(call = call.body(body);))),
            }
            continue;
        }
        match input.presence {
            Presence::Required => arguments.push(required(target, imports, input.ty, key).into()),
            Presence::Optional => {
                let value = Moved::from(optional(target, imports, input.ty, key));
                setters.push(quote!(if let Some(#rust) = #value { call = call.#rust(#rust); }).into());
            }
        }
    }
    let client_is_used = Moved::from(quote!(client.#method(#(#arguments),*)));
    let send =
        if target.operation.paging.is_some() { quote!(sf::page(call, inputs)) } else { quote!(Ok(sf::send(&call))) };
    let mutable = (!setters.is_empty()).then(|| quote!(mut));
    let takes_inputs = !inputs.is_empty() || target.operation.paging.is_some();
    let inputs_name = if takes_inputs { format_ident!("inputs") } else { format_ident!("_inputs") };
    let doc = Doc::new(one_line(&format!("`{} {}`", target.operation.method, target.operation.path)));
    quote! {
        #doc
        fn #name(client: &#client, #inputs_name: &mut sf::Inputs) -> Result<sf::Sending, sf::InputError> {
            #before
            let #mutable call = #client_is_used;
            #(#setters)*
            #send
        }
    }
}

fn required(target: &Target<'_>, imports: &mut Imports, ty: InputType<'_>, key: &str) -> TokenStream {
    match read(target, imports, ty) {
        Read::Secret => quote!(inputs.required_secret(#key)?),
        Read::As(ty) => quote!(inputs.required::<#ty>(#key)?),
    }
}

fn optional(target: &Target<'_>, imports: &mut Imports, ty: InputType<'_>, key: &str) -> TokenStream {
    match read(target, imports, ty) {
        Read::Secret => quote!(inputs.optional_secret(#key)?),
        Read::As(ty) => quote!(inputs.optional::<#ty>(#key)?),
    }
}

/// How an input is read.
enum Read {
    Secret,
    As(TokenStream),
}

fn read(target: &Target<'_>, imports: &mut Imports, ty: InputType<'_>) -> Read {
    match ty {
        InputType::Ir(Type::Secret) => Read::Secret,
        // The one type that reads exactly; it becomes the other.
        InputType::Ir(Type::Decimal(_)) => Read::As(imports.name(RUNTIME, "DecimalNumber").into_token_stream()),
        ty => Read::As(input_type(target.cx, imports, ty)),
    }
}

fn function(target: &Target<'_>) -> Ident {
    ident(&target.names.method)
}

fn template_name(target: &Target<'_>) -> Ident {
    format_ident!("{}_BODY", target.names.method.trim_start_matches("r#").to_ascii_uppercase())
}
