//! Prints `src/error.rs`: the bodies of refusals, typed by status, decoded on demand.

use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::Imports;
use super::{RustFile, types};
use crate::ir::{Content, StatusRange, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// Whether the contract publishes a body for any refusal.
pub(super) fn has_bodies(cx: &Context<'_>) -> bool {
    !bodies(cx).is_empty()
}

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let bodies = bodies(cx);
    let mut imports = Imports::default();
    let error = imports.name("meterforge_runtime", "Error");
    let variants: Vec<_> = bodies.iter().map(|body| ident(&body.variant)).collect();
    let docs = bodies.iter().map(|body| Doc::new(body.statuses_text()));
    let types: Vec<_> = bodies.iter().map(|body| types::rust(cx, &mut imports, body.ty)).collect();
    let arms = arms(cx, &bodies);
    let doc = Doc::new(format!("What {} says in the body of a refusal.", cx.sdk.vendor));
    let of = Doc::new("The body of an error's response, read as the contract says for its operation and status.")
        .paragraph("`None` when the contract publishes no body for it, or when the body is another one: [`Error::body`] always has the bytes.");
    let items = vec![
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum ErrorBody { #(#docs #variants(#types),)* }
        },
        quote! {
            impl ErrorBody {
                #of
                pub fn of(error: &#error) -> Option<Self> { #arms }
            }
        },
    ];
    RustFile { docs: vec!["Bodies of refusals.".to_owned()], imports, items, ..RustFile::default() }
}

/// One type of body and where it comes.
struct ErrorBody<'sdk> {
    variant: String,
    ty: &'sdk Type,
    places: Places,
}

/// Operations (by place) and statuses.
type Places = BTreeSet<(usize, StatusRange)>;

impl ErrorBody<'_> {
    fn statuses(&self) -> BTreeSet<StatusRange> {
        self.places.iter().map(|(_, status)| *status).collect()
    }

    fn statuses_text(&self) -> String {
        let texts: Vec<_> = self.statuses().into_iter().map(|status| format!("`{status}`")).collect();
        format!("The body of {}.", texts.join(", "))
    }
}

fn bodies<'sdk>(cx: &Context<'sdk>) -> Vec<ErrorBody<'sdk>> {
    let mut bodies: Vec<ErrorBody<'sdk>> = Vec::new();
    for (index, operation) in cx.sdk.operations.iter().enumerate() {
        for answer in &operation.errors {
            let Some(Content::Json { ty, .. }) = &answer.content else { continue };
            let place = (index, answer.status);
            match bodies.iter_mut().find(|body| body.ty == ty) {
                Some(body) => {
                    body.places.insert(place);
                }
                None => {
                    let variant = variant(cx, ty, &bodies);
                    bodies.push(ErrorBody { variant, ty, places: BTreeSet::from([place]) });
                }
            }
        }
    }
    bodies
}

fn variant(cx: &Context<'_>, ty: &Type, taken: &[ErrorBody<'_>]) -> String {
    let name = match ty {
        Type::Named(id) => cx.names.type_(*id).trim_end_matches("Error").to_owned(),
        Type::String(_) => "Message".to_owned(),
        Type::List(_) => "List".to_owned(),
        _ => "Value".to_owned(),
    };
    let name = if name.is_empty() { "Error".to_owned() } else { name };
    let is_free = |name: &String| taken.iter().all(|body| body.variant != *name);
    if is_free(&name) {
        return name;
    }
    (2_u32..).map(|number| format!("{name}{number}")).find(is_free).unwrap_or(name)
}

/// The match that finds the type: by status alone where all operations agree, else by operation too.
fn arms(cx: &Context<'_>, bodies: &[ErrorBody<'_>]) -> TokenStream {
    let mut by_status: BTreeMap<StatusRange, BTreeSet<&str>> = BTreeMap::new();
    for body in bodies {
        for status in body.statuses() {
            by_status.entry(status).or_default().insert(&body.variant);
        }
    }
    let agree =
        by_status.values().all(|variants| variants.len() == 1) && !by_status.contains_key(&StatusRange::Default);
    let mut arms: Vec<(StatusRange, TokenStream)> = Vec::new();
    for body in bodies {
        let variant = ident(&body.variant);
        let read = if matches!(body.ty, Type::String(_)) { quote!(error.string()) } else { quote!(error.decoded()) };
        // An arm for the exact statuses, one for each class: exact ones are asked first.
        let (exact, ranges): (Vec<_>, Vec<_>) =
            body.statuses().into_iter().partition(|status| matches!(status, StatusRange::Exact(_)));
        let groups =
            (!exact.is_empty()).then_some(exact).into_iter().chain(ranges.into_iter().map(|status| vec![status]));
        for statuses in groups {
            let status = statuses[0];
            if agree {
                let patterns = statuses.iter().map(|status| pattern(*status));
                arms.push((status, quote!(#(#patterns)|* => #read.map(Self::#variant))));
                continue;
            }
            for status in statuses {
                let places = body.places.iter().filter(|(_, other)| *other == status);
                let names = places.map(|(index, _)| cx.names.operation(*index).method.trim_start_matches("r#"));
                let (names, pattern) = (names.collect::<Vec<_>>(), pattern(status));
                arms.push((status, quote!((#(#names)|*, #pattern) => #read.map(Self::#variant))));
            }
        }
    }
    arms.sort_by_key(|(status, _)| *status);
    let arms = arms.into_iter().map(|(_, arm)| arm);
    if agree {
        quote!(match error.status()?.as_u16() { #(#arms,)* _ => None })
    } else {
        quote!(match (error.operation()?, error.status()?.as_u16()) { #(#arms,)* _ => None })
    }
}

fn pattern(status: StatusRange) -> TokenStream {
    match status {
        StatusRange::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        StatusRange::Class(digit) => {
            let (low, high) = (Literal::u16_unsuffixed(digit * 100), Literal::u16_unsuffixed(digit * 100 + 99));
            quote!(#low..=#high)
        }
        StatusRange::Default => quote!(_),
    }
}
