//! Prints what a client says about its credential: to the runtime, and to callers who choose among several kinds.

use super::option;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::ir::{Credential, Placement, Scheme};
use crate::name;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What the runtime is told about the credential.
pub(super) fn info(rt: &Ident, credential: &Credential) -> TokenStream {
    let variable = &credential.variable;
    let user_variable = option(credential.user_variable.as_ref().map(|variable| quote!(#variable)));
    let placement = match &credential.placement {
        Placement::Header { name, schemes } => {
            let words = schemes.iter().map(|scheme| &scheme.word);
            quote!(#rt::PlacementInfo::Header { name: #name, schemes: &[#(#words),*] })
        }
        Placement::Query { name } => quote!(#rt::PlacementInfo::Query { name: #name }),
        Placement::Basic => quote!(#rt::PlacementInfo::Basic),
    };
    quote!(#rt::CredentialInfo { variable: #variable, user_variable: #user_variable, placement: #placement })
}

/// The schemes of the credential, when there are several.
pub(in crate::emit) fn schemes<'sdk>(cx: &Context<'sdk>) -> &'sdk [Scheme] {
    match &cx.sdk.service.credential {
        Some(Credential { placement: Placement::Header { schemes, .. }, .. }) if schemes.len() > 1 => schemes,
        _ => &[],
    }
}

/// `pub mod credential`: a function for each kind of credential, when there are several.
pub(super) fn module(cx: &Context<'_>) -> Option<TokenStream> {
    let schemes = schemes(cx);
    if schemes.is_empty() {
        return None;
    }
    let functions = schemes.iter().map(|scheme| {
        let word = &scheme.word;
        let name = ident(&cx.names.function(&scheme.name));
        let doc = Doc::new(format!("A secret sent as `{word} <secret>`."));
        let doc = scheme.description.iter().fold(doc, |doc, text| doc.prose(text));
        quote! {
            #doc
            pub fn #name(secret: impl Into<Secret>) -> Credential { Credential::scheme(#word, secret) }
        }
    });
    let first = &schemes[0].word;
    let doc = Doc::new(format!("Kinds of credentials. Plain text given as one is sent as `{first} <secret>`."));
    let package = name::crate_ident(&cx.sdk.package);
    let function = cx.names.function(&schemes[schemes.len() - 1].name);
    let example = Doc::new("").example(&[
        format!("# fn sample() -> {package}::Result<()> {{"),
        format!("let client = {package}::Client::new({package}::credential::{function}(\"secret\"))?;"),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
    ]);
    Some(quote! {
        #doc
        #example
        pub mod credential {
            use meterforge_runtime::{Credential, Secret};
            #(#functions)*
        }
    })
}
