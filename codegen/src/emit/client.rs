//! Prints `src/client.rs`: the client, how it finds its credential, and one method for every call.

mod credential;

pub(super) use credential::schemes;

use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::{Imports, RUNTIME};
use super::model::deprecated;
use super::moved::Moved;
use super::operation::{self, Target};
use super::{Item, RustFile};
use crate::ir::{Credential, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let mut imports = Imports::default();
    let mut items = vec![
        definition(cx, &mut imports),
        builder_alias(cx, &mut imports).into(),
        service(cx, &mut imports).into(),
        constructors(cx, &mut imports),
        methods(cx, &mut imports),
    ];
    items.extend(region(cx, &mut imports));
    items.extend(credential::module(cx).map(Item::from));
    RustFile { docs: vec!["The client and its calls.".to_owned()], imports, items, ..RustFile::default() }
}

fn definition(cx: &Context<'_>, imports: &mut Imports) -> Item {
    let rt = imports.rt();
    let doc = Doc::new(format!("A client of {}.", cx.sdk.vendor))
        .paragraph("Cheap to clone; clones share one connection pool and one retry budget. Every call is a builder: set what is optional, then await it.");
    Item::Definition {
        head: quote!(#doc #[derive(Clone, Debug)] pub struct Client),
        members: vec![quote!(core: #rt::Client)],
    }
}

fn builder_alias(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let doc =
        Doc::new(format!("Settings of a [`Client`] of {}: credential, address, limits, retries, HTTP.", cx.sdk.vendor));
    quote!(#doc pub type ClientBuilder = #rt::ClientBuilder<Client>;)
}

fn service(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let rt = imports.rt();
    let service = &cx.sdk.service;
    let region = if service.regions.is_empty() { quote!(#rt::NoRegion) } else { quote!(Region) };
    let base_url = option(service.base_url.as_ref().map(|url| quote!(#url)));
    let variable = &service.base_url_variable;
    let credential = option(service.credential.as_ref().map(|credential| credential::info(&rt, credential)));
    let variables = variables(cx, &rt);
    quote! {
        impl #rt::Service for Client {
            type Region = #region;
            const INFO: #rt::ServiceInfo = #rt::ServiceInfo {
                package: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                base_url: #base_url,
                base_url_variable: #variable,
                credential: #credential,
            };

            #variables

            fn from_core(core: #rt::Client) -> Self { Self { core } }

            fn core(&self) -> &#rt::Client { &self.core }
        }
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// What calls take from the environment beside the credential.
fn variables(cx: &Context<'_>, rt: &Ident) -> Option<TokenStream> {
    let variables = &cx.sdk.service.variables;
    let known = variables.iter().map(|variable| {
        let (name, required) = (&variable.name, variable.required);
        quote!(#rt::VariableInfo { name: #name, required: #required })
    });
    (!variables.is_empty()).then(|| quote!(const VARIABLES: &'static [#rt::VariableInfo] = &[#(#known),*];))
}

/// The variables without which no client can be built.
pub(super) fn required_variables<'sdk>(cx: &Context<'sdk>) -> impl Iterator<Item = &'sdk str> {
    cx.sdk.service.variables.iter().filter(|variable| variable.required).map(|variable| &*variable.name)
}

/// Ways to make a client.
fn constructors(cx: &Context<'_>, imports: &mut Imports) -> Item {
    let result = imports.name(RUNTIME, "Result");
    let new = cx.sdk.service.credential.as_ref().map(|credential| {
        let type_ = imports.name(RUNTIME, "Credential");
        let needs_base_url = cx.sdk.service.base_url.is_none();
        let doc = Doc::new("A client with this credential and the default settings.");
        let doc = match &credential.description {
            Some(description) => doc.prose(description),
            None => doc,
        };
        let doc = doc.heading("Errors").paragraph(
            "[`Error::is_configuration`](crate::Error::is_configuration) when the credential cannot be sent.",
        );
        let base_url = needs_base_url.then(|| (quote!(base_url: &str,), quote!(.base_url(base_url))));
        let (base_url_argument, base_url) = base_url.unzip();
        let mut taken = vec!["base_url".to_owned(), "credential".to_owned()];
        let (arguments, variables): (Vec<_>, Vec<_>) = required_variables(cx)
            .map(|name| {
                let mut argument = cx.names.function(name);
                while taken.contains(&argument) {
                    argument.push('_');
                }
                taken.push(argument.clone());
                let argument = ident(&argument);
                (quote!(#argument: &str,), quote!(.variable(#name, #argument)))
            })
            .unzip();
        quote! {
            #doc
            pub fn new(#base_url_argument #(#arguments)* credential: impl Into<#type_>) -> #result<Self> {
                Self::builder() #base_url #(#variables)* .credential(credential).build()
            }
        }
    });
    let variables = environment(cx);
    let from_env = Doc::new(format!("A client as the environment says: {variables}."))
        .heading("Errors")
        .paragraph("[`Error::is_configuration`](crate::Error::is_configuration) when a variable is missing or unusable; the message names it.");
    let builder = Doc::new("Settings of a client, to change before it is built.");
    let raw = Doc::new("A call that the capability does not cover, below the base URL.")
        .paragraph("It goes through the same authentication, limits and retries; unless told otherwise, only `GET`, `HEAD` and `OPTIONS` are sent again.");
    let (method, raw_call) = (imports.name(RUNTIME, "Method"), imports.name(RUNTIME, "RawCall"));
    let others = [
        quote! {
            #from_env
            pub fn from_env() -> #result<Self> { Self::builder().from_env()?.build() }
        },
        quote! {
            #builder
            pub fn builder() -> ClientBuilder { ClientBuilder::new() }
        },
        quote! {
            #raw
            pub fn raw(&self, method: #method, path: &str) -> #raw_call { self.core.raw(method, path) }
        },
    ];
    Item::Block { head: quote!(impl Client), members: new.into_iter().chain(others).collect() }
}

/// The variables that `from_env` reads, in words.
pub(super) fn environment(cx: &Context<'_>) -> String {
    let service = &cx.sdk.service;
    let base = &service.base_url_variable;
    let base = match service.base_url {
        Some(_) => format!("the base URL in `{base}`, if it is set"),
        None => format!("the base URL in `{base}`"),
    };
    let mut parts = match &service.credential {
        None => Vec::new(),
        Some(Credential { variable, user_variable: None, .. }) => vec![format!("the credential in `{variable}`")],
        Some(Credential { variable, user_variable: Some(user), .. }) => {
            vec![format!("the user name in `{user}`"), format!("the password in `{variable}`")]
        }
    };
    let names: Vec<_> = service.variables.iter().map(|variable| format!("`{}`", variable.name)).collect();
    if !names.is_empty() {
        parts.push(format!("what calls need in {}", names.join(", ")));
    }
    match parts.is_empty() {
        true => base,
        false => format!("{}, and {base}", parts.join(", ")),
    }
}

fn methods(cx: &Context<'_>, imports: &mut Imports) -> Item {
    let members = cx
        .sdk
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| method(&Target { cx, operation, names: cx.names.operation(index) }, imports))
        .collect();
    let doc = Doc::new("Calls.");
    Item::Block { head: quote!(#doc impl Client), members }
}

fn method(target: &Target<'_>, imports: &mut Imports) -> TokenStream {
    let doc = operation::method_docs(target);
    let alias = alias(target);
    let deprecated = deprecated(target.operation.deprecated);
    let name = ident(&target.names.method);
    let builder = imports.name("crate::operation", &target.names.type_);
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for input in target.inputs().iter().filter(|input| input.presence == Presence::Required) {
        let argument = operation::argument(target.cx, imports, input);
        let (name, ty) = (ident(input.name), argument.ty);
        parameters.push(Moved::from(quote!(#name: #ty)));
        values.push(Moved::from(argument.value));
    }
    quote! {
        #doc
        #alias
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #builder { #builder::new(&self.core, #(#values),*) }
    }
}

/// The capability's own name finds the method in a search of the docs.
fn alias(target: &Target<'_>) -> Option<TokenStream> {
    let wire_name = &target.operation.wire_name;
    let usable = !wire_name.is_empty() && !wire_name.contains(['"', '\'']) && !wire_name.contains(char::is_whitespace);
    (usable && wire_name != target.names.method.trim_start_matches("r#")).then(|| quote!(#[doc(alias = #wire_name)]))
}

fn region(cx: &Context<'_>, imports: &mut Imports) -> Vec<Item> {
    let regions = &cx.sdk.service.regions;
    if regions.is_empty() {
        return Vec::new();
    }
    let rt = imports.rt();
    let names: Vec<_> = regions.iter().map(|region| ident(&cx.names.variant(&region.name))).collect();
    let urls: Vec<_> = regions.iter().map(|region| &region.url).collect();
    let docs = regions.iter().map(|region| {
        let doc = Doc::new(format!("<{}>", region.url));
        region.description.iter().fold(doc, |doc, text| doc.prose(text))
    });
    let doc = Doc::new(format!("The addresses at which {} serves.", cx.sdk.vendor));
    let head = quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Region
    };
    let members = docs.zip(&names).map(|(doc, name)| quote!(#doc #name)).collect();
    let implementation = quote! {
        impl #rt::Region for Region {
            fn url(&self) -> &'static str {
                match self { #(Self::#names => #urls,)* }
            }
        }
    };
    vec![Item::Definition { head, members }, implementation.into()]
}
