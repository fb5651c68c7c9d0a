//! Prints `src/lib.rs`: the crate's front page and what it exports.

use super::RustFile;
use super::context::Context;
use super::{client, error};
use proc_macro2::TokenStream;
use quote::quote;

/// What every SDK hands on from the runtime, in the order that sorting gives.
const FROM_RUNTIME: [&str; 6] = [
    "Bytes, Credential, Date, DateTime, Decimal, DecimalText",
    "Clock, Cursor, Items, Method, Pages, RawCall",
    "Error, IsoDuration, Receipt, Response, Result, Secret",
    "ReplaySafety, RetryPolicy, Token, TokenProvider",
    "StatusCode, Transport",
    "HeaderMap",
];

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    // Generated text is formatted by the generator; the attribute keeps rustfmt from having an opinion.
    let skip = quote!(#[rustfmt::skip]);
    let has_error = error::file(cx).is_some();
    let modules = [
        Some(quote!(#skip mod client;)),
        has_error.then(|| quote!(#skip mod error;)),
        (!cx.sdk.ids.is_empty()).then(|| quote!(#skip pub mod ids;)),
        (!cx.sdk.types.is_empty()).then(|| quote!(#skip pub mod model;)),
        Some(quote!(#skip pub mod operation;)),
    ];
    let items: Vec<TokenStream> = modules.into_iter().flatten().chain(exports(cx, has_error)).collect();
    RustFile { docs: Vec::new(), attributes: attributes(cx), items }
}

fn attributes(cx: &Context<'_>) -> Vec<TokenStream> {
    let mut attributes = vec![
        quote!(#![doc = include_str!("../README.md")]),
        quote!(#![warn(missing_docs)]),
        quote!(#![forbid(unsafe_code)]),
    ];
    // The crate itself names what the vendor deprecates; only its users should be told.
    if cx.names_deprecated() {
        attributes.push(quote!(#![allow(deprecated)]));
    }
    attributes
}

fn exports(cx: &Context<'_>, has_error: bool) -> Vec<TokenStream> {
    let mut own = vec!["Client", "ClientBuilder"];
    if !cx.sdk.service.regions.is_empty() {
        own.push("Region");
    }
    if !client::schemes(cx).is_empty() {
        own.push("credential");
    }
    own.sort_unstable();
    let mut lines = vec![format!("pub use client::{{{}}};", own.join(", "))];
    if has_error {
        lines.push("pub use error::ErrorBody;".to_owned());
    }
    let mut runtime: Vec<String> = FROM_RUNTIME.iter().flat_map(|line| line.split(", ")).map(str::to_owned).collect();
    runtime.sort();
    lines.extend(runtime.chunks(8).map(|chunk| format!("pub use meterforge_runtime::{{{}}};", chunk.join(", "))));
    lines.iter().map(|line| line.parse().unwrap_or_default()).collect()
}
