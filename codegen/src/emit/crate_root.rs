//! Prints `src/lib.rs`: the crate's front page and what it exports.

use super::context::Context;
use super::imports::RUNTIME;
use super::{Export, Item, RustFile};
use super::{client, error, headers, nesting, surface};
use proc_macro2::TokenStream;
use quote::quote;
use std::sync::LazyLock;

/// What every SDK hands on from the runtime.
const FROM_RUNTIME: [&str; 48] = [
    "AttemptInfo",
    "Backoff",
    "Body",
    "BodyStream",
    "BoxError",
    "BoxFuture",
    "Bytes",
    "Chance",
    "Clock",
    "Credential",
    "Cursor",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalNumber",
    "DecimalText",
    "DedupKeySource",
    "Error",
    "Failure",
    "FailureKind",
    "HeaderMap",
    "IsoDuration",
    "Items",
    "Method",
    "Middleware",
    "Multipart",
    "Next",
    "NoRetry",
    "Pages",
    "RawCall",
    "Receipt",
    "ReplaySafety",
    "RequestBody",
    "Response",
    "Result",
    "RetryDecision",
    "RetryPolicy",
    "RetryState",
    "Secret",
    "StandardRetry",
    "StatusCode",
    "Token",
    "TokenProvider",
    "Transport",
    "TransportError",
    "TransportErrorKind",
    "Upload",
    "ValueError",
];

/// The longest line of exports: both formatters leave it on one line.
const LINE: usize = 85;

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    // Generated text is formatted by the generator; the attribute keeps rustfmt from having an opinion.
    let skip = quote!(#[rustfmt::skip]);
    let has_error = error::has_bodies(cx);
    let modules = [
        Some(quote!(#skip mod client;)),
        has_error.then(|| quote!(#skip mod error;)),
        headers::are_described(cx).then(|| quote!(#skip pub mod headers;)),
        (!cx.sdk.ids.is_empty()).then(|| quote!(#skip pub mod ids;)),
        (!cx.sdk.types.is_empty()).then(|| quote!(#skip pub mod model;)),
        Some(quote!(#skip pub mod operation;)),
        surface::is_exposed(cx).then(|| quote!(#[cfg(any(feature = "mcp", feature = "rest"))] #skip pub mod surface;)),
        Some(quote!(#[cfg(feature = "testing")] #skip pub mod testing;)),
    ];
    RustFile {
        attributes: attributes(cx),
        items: modules.into_iter().flatten().map(Item::from).collect(),
        exports: exports(cx, has_error),
        ..RustFile::default()
    }
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
    if let Some(limit) = nesting::recursion_limit(cx.sdk) {
        let limit = limit.to_string();
        attributes.push(quote!(#![recursion_limit = #limit]));
    }
    // How a vendor spells is no fault of whoever builds the crate.
    if !cx.names.are_ascii() {
        attributes.push(quote!(#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]));
    }
    attributes
}

fn exports(cx: &Context<'_>, has_error: bool) -> Vec<Export> {
    let mut own = vec!["Client", "ClientBuilder"];
    if !cx.sdk.service.regions.is_empty() {
        own.push("Region");
    }
    if !client::schemes(cx).is_empty() {
        own.push("credential");
    }
    own.sort_unstable();
    // They are alike in every SDK.
    static LINES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(runtime_lines);
    let mut exports = vec![Export::new("client", own)];
    exports.extend(has_error.then(|| Export::new("error", ["ErrorBody"])));
    exports.extend(LINES.iter().map(|names| Export::new(RUNTIME, names.iter().copied())));
    exports.extend(headers::are_described(cx).then(|| Export::new(RUNTIME, ["ResponseHeader"])));
    exports.push(Export::new(RUNTIME, ["http", "reqwest"]));
    exports
}

/// The runtime's exports in lines that fit; every line has at least two names, so that all keep their braces.
fn runtime_lines() -> Vec<Vec<&'static str>> {
    let mut lines: Vec<Vec<&str>> = vec![Vec::new()];
    let text = |names: &[&str]| format!("pub use meterforge_runtime::{{{}}};", names.join(", "));
    for name in FROM_RUNTIME {
        let mut longer = lines.last().cloned().unwrap_or_default();
        longer.push(name);
        if text(&longer).len() <= LINE {
            lines.pop();
            lines.push(longer);
        } else {
            lines.push(vec![name]);
        }
    }
    if let [.., before, last] = lines.as_mut_slice()
        && last.len() == 1
    {
        last.splice(0..0, before.pop());
    }
    lines
}
