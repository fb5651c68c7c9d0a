//! Prints `src/operation.rs` and `src/operation/*.rs`: one call builder each.

mod builder;
mod call;
mod docs;
mod paging;
mod place;

use super::context::{Context, ident};
use super::imports::{Imports, RUNTIME};
use super::{Export, Item, Print, RustFile, doc, rust, types};
use crate::ir::{Content, Location, Operation, Output, Parameter, Parts, Presence, Type};
use crate::name::OperationNames;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use std::collections::BTreeMap;

pub(super) use docs::{literal_call, method as method_docs};

/// The module file and one file for every operation.
pub(super) fn files<'sdk>(cx: &'sdk Context<'sdk>) -> BTreeMap<String, Print<'sdk>> {
    let mut files = BTreeMap::from([("src/operation.rs".to_owned(), rust(|| index_file(cx)))]);
    for (index, operation) in cx.sdk.operations.iter().enumerate() {
        let target = Target { cx, operation, names: cx.names.operation(index) };
        files.insert(format!("src/operation/{}.rs", target.names.module), rust(move || file(&target)));
    }
    files
}

fn index_file(cx: &Context<'_>) -> RustFile {
    let mut exports = BTreeMap::new();
    for (index, operation) in cx.sdk.operations.iter().enumerate() {
        let names = cx.names.operation(index);
        let output = matches!(operation.output, Output::Several(_)).then(|| names.output.clone());
        exports.insert(&names.module, [Some(names.type_.clone()), output]);
    }
    let modules = exports.keys().map(|module| (*module).clone()).collect();
    let exports = exports.into_iter().map(|(module, names)| Export::new(module, names.into_iter().flatten()));
    RustFile {
        docs: vec!["Calls: set what is optional, then await.".to_owned()],
        modules,
        exports: exports.collect(),
        ..RustFile::default()
    }
}

/// One operation, its names, and what is known of the whole SDK.
#[derive(Clone, Copy)]
pub(super) struct Target<'sdk> {
    pub(super) cx: &'sdk Context<'sdk>,
    pub(super) operation: &'sdk Operation,
    pub(super) names: &'sdk OperationNames,
}

/// One input of a call, whatever place it has on the wire.
pub(super) struct Input<'sdk> {
    /// The Rust name.
    pub(super) name: &'sdk str,
    /// What it holds.
    pub(super) ty: InputType<'sdk>,
    pub(super) presence: Presence,
}

/// What an input holds.
#[derive(Clone, Copy)]
pub(super) enum InputType<'sdk> {
    /// A type of the IR.
    Ir(&'sdk Type),
    /// Text of a media type of its own.
    Text,
    /// Bytes, a file or a stream of a media type of its own.
    Upload,
    /// A form of parts that the contract does not name.
    Form,
}

impl<'sdk> Target<'sdk> {
    /// The inputs callers give, constants left out: parameters first, the body last.
    pub(super) fn inputs(&self) -> Vec<Input<'sdk>> {
        let parameters = self.operation.parameters.iter().zip(&self.names.parameters);
        let mut inputs: Vec<Input<'sdk>> = parameters
            .filter(|(parameter, _)| parameter.is_given())
            .map(|(parameter, name)| Input { name, ty: InputType::Ir(&parameter.ty), presence: parameter.presence })
            .collect();
        if let Some(body) = &self.operation.body {
            let ty = match &body.content {
                Content::Json { ty, .. } | Content::Form { ty, .. } => InputType::Ir(ty),
                Content::Text { .. } | Content::Location => InputType::Text,
                Content::Bytes { .. } => InputType::Upload,
                Content::Multipart(Parts::Any) => InputType::Form,
                Content::Multipart(Parts::Named) | Content::Template(_) => return inputs,
            };
            inputs.push(Input { name: "body", ty, presence: body.presence });
        }
        inputs
    }

    /// The Rust name of a parameter, by its wire name.
    pub(super) fn parameter_name(&self, wire_name: &str) -> Option<&'sdk str> {
        let at = self.operation.parameters.iter().position(|parameter| parameter.wire_name == wire_name)?;
        Some(&self.names.parameters[at])
    }

    /// The parameters that go to a place, or to any but that.
    pub(super) fn placed(
        &self,
        is_wanted: fn(Location) -> bool,
    ) -> impl Iterator<Item = (&'sdk Parameter, &'sdk String)> {
        let parameters = self.operation.parameters.iter().zip(&self.names.parameters);
        parameters.filter(move |(parameter, _)| is_wanted(parameter.location))
    }

    /// Whether the vendor answers a repeated key in a way of its own, so that the answer is a receipt.
    pub(super) fn has_receipt(&self) -> bool {
        self.operation.has_receipt()
    }

    /// The type a call gives, before a receipt is made of it.
    pub(super) fn content_type(&self, imports: &mut Imports) -> TokenStream {
        match &self.operation.output {
            Output::Empty => quote!(()),
            Output::One(content) => content_type(self.cx, imports, content),
            Output::Maybe(content) => {
                let ty = content_type(self.cx, imports, content);
                quote!(Option<#ty>)
            }
            Output::Several(_) => {
                let output = ident(&self.names.output);
                quote!(#output)
            }
        }
    }

    /// The type a call gives.
    pub(super) fn output_type(&self, imports: &mut Imports) -> TokenStream {
        let content = self.content_type(imports);
        if self.has_receipt() {
            let receipt = imports.name(RUNTIME, "Receipt");
            quote!(#receipt<#content>)
        } else {
            content
        }
    }
}

/// What a body of a media type is in Rust.
fn content_type(cx: &Context<'_>, imports: &mut Imports, content: &Content) -> TokenStream {
    match content {
        Content::Json { ty, .. } | Content::Form { ty, .. } => types::rust(cx, imports, ty),
        Content::Text { .. } | Content::Location => quote!(String),
        Content::Bytes { .. } | Content::Multipart(_) | Content::Template(_) => {
            imports.name(RUNTIME, "Bytes").into_token_stream()
        }
    }
}

/// What an input is in Rust.
pub(super) fn input_type(cx: &Context<'_>, imports: &mut Imports, ty: InputType<'_>) -> TokenStream {
    match ty {
        InputType::Ir(ty) => types::rust(cx, imports, ty),
        InputType::Text => quote!(String),
        InputType::Upload => imports.name(RUNTIME, "Upload").into_token_stream(),
        InputType::Form => imports.name(RUNTIME, "Multipart").into_token_stream(),
    }
}

/// The argument that gives an input.
pub(super) fn argument(cx: &Context<'_>, imports: &mut Imports, input: &Input<'_>) -> types::Argument {
    let name = ident(input.name);
    match input.ty {
        InputType::Ir(ty) => types::argument(cx, imports, ty, input.name),
        InputType::Text => types::Argument { ty: quote!(impl Into<String>), value: quote!(#name.into()) },
        InputType::Upload => {
            let upload = imports.name(RUNTIME, "Upload");
            types::Argument { ty: quote!(impl Into<#upload>), value: quote!(#name.into()) }
        }
        InputType::Form => {
            let form = imports.name(RUNTIME, "Multipart").into_token_stream();
            types::Argument { ty: form, value: quote!(#name) }
        }
    }
}

fn file(target: &Target<'_>) -> RustFile {
    let mut imports = Imports::default();
    let mut items: Vec<Item> =
        vec![builder::definition(target, &mut imports), builder::functions(target, &mut imports)];
    items.extend(call::output_enum(target, &mut imports));
    items.push(call::implementation(target, &mut imports).into());
    items.extend(paging::implementation(target, &mut imports).map(Item::from));
    let rt = imports.rt();
    let name = ident(&target.names.type_);
    items.push(quote!(#rt::call!(#name);).into());
    if target.operation.paging.is_some() {
        items.push(quote!(#rt::paged_call!(#name);).into());
    }
    if target.operation.is_streamed() {
        items.push(quote!(#rt::streamed_call!(#name);).into());
    }
    RustFile {
        docs: vec![doc::one_line(&format!("`{} {}`", target.operation.method, target.operation.path))],
        imports,
        items,
        ..RustFile::default()
    }
}
