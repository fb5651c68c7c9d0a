//! Prints `src/surface.rs` and `src/surface/*`: what the capabilities expose, as data over the calls of the client.

mod call;
mod given;
mod openapi;
mod problem;
mod reply;
mod route;
mod template;
mod tools;

use super::context::{Context, ident};
use super::doc::{Doc, one_line};
use super::imports::Imports;
use super::operation::Target;
use super::{Item, Print, RustFile, rust, text};
use crate::ir::{Action, Capability, Mcp, Rest, SurfaceCall};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The module file, and for every capability its data and the documents of its adapters.
pub(super) fn files<'sdk>(cx: &'sdk Context<'sdk>) -> BTreeMap<String, Print<'sdk>> {
    let mut files: BTreeMap<String, Print<'sdk>> = BTreeMap::new();
    if !is_exposed(cx) {
        return files;
    }
    files.insert("src/surface.rs".to_owned(), rust(|| index(cx)));
    for (at, capability) in cx.sdk.capabilities.iter().enumerate().filter(|(_, capability)| exposes(capability)) {
        let surface = Surface { cx, capability, module: cx.names.capability(at) };
        files.insert(format!("src/surface/{}.rs", surface.module), rust(move || surface.file()));
        for (at, rest) in capability.rest.iter().enumerate() {
            let path = format!("src/surface/{}", surface.document(at, "openapi"));
            files.insert(path, text(move || openapi::document(&surface, rest)));
        }
        for (at, mcp) in capability.mcp.iter().enumerate() {
            let path = format!("src/surface/{}", surface.document(at, "tools"));
            files.insert(path, text(move || tools::document(&surface, mcp)));
        }
    }
    files
}

/// Whether there is anything to serve.
pub(super) fn is_exposed(cx: &Context<'_>) -> bool {
    cx.sdk.capabilities.iter().any(exposes)
}

fn exposes(capability: &Capability) -> bool {
    !capability.rest.is_empty() || !capability.mcp.is_empty()
}

fn index(cx: &Context<'_>) -> RustFile {
    let exposed = cx.sdk.capabilities.iter().enumerate().filter(|(_, capability)| exposes(capability));
    let modules: Vec<_> = exposed.map(|(at, _)| ident(cx.names.capability(at))).collect();
    let count = Literal::usize_unsuffixed(modules.len());
    let doc = Doc::new("The capabilities that can be served, in the order of `sdk.yaml`.");
    RustFile {
        docs: vec![
            "What the capabilities expose: their REST routes (feature `rest`) and their MCP tools (feature `mcp`)."
                .to_owned(),
            String::new(),
            "[`meterforge_surface`] serves them; each makes the same calls as the [`Client`](crate::Client)."
                .to_owned(),
        ],
        items: modules
            .iter()
            .map(|module| quote!(mod #module;))
            .chain([
                quote!(
                    pub use meterforge_surface;
                ),
                quote! {
                    #doc
                    pub fn capabilities() -> [&'static dyn meterforge_surface::Served; #count] {
                        [#(&#modules::CAPABILITY),*]
                    }
                },
            ])
            .map(Item::from)
            .collect(),
        ..RustFile::default()
    }
}

/// One capability and what is known of the whole SDK.
#[derive(Clone, Copy)]
struct Surface<'sdk> {
    cx: &'sdk Context<'sdk>,
    capability: &'sdk Capability,
    module: &'sdk str,
}

impl<'sdk> Surface<'sdk> {
    /// The file of an adapter's document; the first of its kind needs no number.
    fn document(&self, at: usize, kind: &str) -> String {
        match at {
            0 => format!("{}.{kind}.json", self.module),
            at => format!("{}-{}.{kind}.json", self.module, at + 1),
        }
    }

    /// An operation and its names.
    fn target(&self, call: &SurfaceCall) -> Target<'sdk> {
        let cx = self.cx;
        Target { cx, operation: &cx.sdk.operations[call.operation], names: cx.names.operation(call.operation) }
    }

    /// Every call of every adapter.
    fn calls(&self) -> impl Iterator<Item = &'sdk SurfaceCall> {
        let routes = self.capability.rest.iter().flat_map(|rest| &rest.routes).map(|route| &route.action);
        let tools = self.capability.mcp.iter().flat_map(|mcp| &mcp.tools).map(|tool| &tool.action);
        routes.chain(tools).filter_map(|action| match action {
            Action::Call(call) => Some(call),
            Action::Fixed(_) => None,
        })
    }

    fn file(&self) -> RustFile {
        let mut imports = Imports::default();
        imports.sf();
        let client = imports.name("crate", "Client");
        let called: BTreeSet<usize> = self.calls().map(|call| call.operation).collect();
        let info = self.info();
        let mut functions = Vec::new();
        let operations: Vec<_> = called
            .into_iter()
            .map(|operation| {
                let target = Target {
                    cx: self.cx,
                    operation: &self.cx.sdk.operations[operation],
                    names: self.cx.names.operation(operation),
                };
                functions.extend(call::items(&target, &mut imports));
                call::entry(&target)
            })
            .collect();
        let mut items = vec![
            quote!(pub(super) static CAPABILITY: sf::Capability<#client> = sf::Capability { info: INFO, operations: OPERATIONS };),
            quote!(const INFO: sf::Info = #info;),
        ];
        items.extend(self.adapters());
        items.push(quote!(const OPERATIONS: &[sf::Operation<#client>] = &[#(#operations),*];));
        items.extend(functions);
        RustFile {
            docs: vec![one_line(&format!("What {} exposes.", self.capability.label))],
            imports,
            items: items.into_iter().map(Item::from).collect(),
            ..RustFile::default()
        }
    }

    fn info(&self) -> TokenStream {
        let stem = self.capability.file.rsplit('/').next().unwrap_or_default();
        let name = stem.rsplit_once('.').map_or(stem, |(name, _)| name);
        let (label, description) = (&self.capability.label, self.capability.description.trim());
        let variable = option(self.cx.sdk.service.credential.as_ref().map(|credential| credential.variable.as_str()));
        let base_url_variable = &self.cx.sdk.service.base_url_variable;
        let rest = if self.capability.rest.is_empty() {
            quote!(&[])
        } else {
            quote!(if cfg!(feature = "rest") { REST } else { &[] })
        };
        let mcp = if self.capability.mcp.is_empty() {
            quote!(&[])
        } else {
            quote!(if cfg!(feature = "mcp") { MCP } else { &[] })
        };
        quote! {
            sf::Info {
                name: #name,
                package: env!("CARGO_PKG_NAME"),
                label: #label,
                description: #description,
                credential_variable: #variable,
                base_url_variable: #base_url_variable,
                rest: #rest,
                mcp: #mcp,
            }
        }
    }

    /// The constants of the adapters.
    fn adapters(&self) -> Vec<TokenStream> {
        let mut items = Vec::new();
        let mut rest = Vec::new();
        for (at, adapter) in self.capability.rest.iter().enumerate() {
            let name = numbered("ROUTES", at);
            rest.push(self.rest(at, adapter, &name));
            let routes = adapter.routes.iter().map(|each| route::route(self, each));
            items.push(quote!(const #name: &[sf::Route] = &[#(#routes),*];));
        }
        let mut mcp = Vec::new();
        for (at, adapter) in self.capability.mcp.iter().enumerate() {
            let name = numbered("TOOLS", at);
            mcp.push(self.mcp(at, adapter, &name));
            let tools = adapter.tools.iter().map(|each| route::tool(self, each));
            items.push(quote!(const #name: &[sf::Tool] = &[#(#tools),*];));
        }
        let lists = [
            (!rest.is_empty()).then(|| quote!(const REST: &[sf::Rest] = &[#(#rest),*];)),
            (!mcp.is_empty()).then(|| quote!(const MCP: &[sf::Mcp] = &[#(#mcp),*];)),
        ];
        lists.into_iter().flatten().chain(items).collect()
    }

    fn rest(&self, at: usize, adapter: &Rest, routes: &proc_macro2::Ident) -> TokenStream {
        let Rest { namespace, description, address, port, .. } = adapter;
        let (address, port) = (option(address.as_deref()), Literal::u16_unsuffixed(*port));
        let document = self.document(at, "openapi");
        quote! {
            sf::Rest {
                namespace: #namespace,
                description: #description,
                address: #address,
                port: #port,
                document: include_str!(#document),
                routes: #routes,
            }
        }
    }

    fn mcp(&self, at: usize, adapter: &Mcp, tools: &proc_macro2::Ident) -> TokenStream {
        let Mcp { namespace, description, address, port, .. } = adapter;
        let (address, port) = (option(address.as_deref()), option(port.map(Literal::u16_unsuffixed)));
        let document = self.document(at, "tools");
        quote! {
            sf::Mcp {
                namespace: #namespace,
                description: #description,
                address: #address,
                port: #port,
                document: include_str!(#document),
                tools: #tools,
            }
        }
    }
}

/// The first constant of a kind needs no number.
fn numbered(name: &str, at: usize) -> proc_macro2::Ident {
    match at {
        0 => format_ident!("{name}"),
        at => format_ident!("{name}_{}", at + 1),
    }
}

fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
