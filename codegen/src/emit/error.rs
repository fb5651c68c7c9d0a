//! Prints `src/error.rs`: the bodies of refusals, typed by status, decoded on demand.

use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::{Imports, RUNTIME};
use super::{Item, RustFile, types};
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
    let error = imports.name(RUNTIME, "Error");
    let members = bodies
        .iter()
        .map(|body| {
            let (doc, variant) = (Doc::new(body.statuses_text()), ident(&body.variant));
            let ty = types::rust(cx, &mut imports, body.ty);
            quote!(#doc #variant(#ty))
        })
        .collect();
    let doc = Doc::new(format!("What {} says in the body of a refusal.", cx.sdk.vendor));
    let (of, found) = match bodies.as_slice() {
        // Nothing has to be found where every refusal has the same.
        [only] if only.is_everywhere(cx.sdk.operations.len()) => (
            Doc::new("The body of an error's response, read as the contract says for every refusal.")
                .paragraph("`None` when the body is another one: [`Error::body`] always has the bytes."),
            only.read(),
        ),
        _ => (
            Doc::new("The body of an error's response, read as the contract says for its operation and status.")
                .paragraph("`None` when the contract publishes no body for it, or when the body is another one: [`Error::body`] always has the bytes."),
            arms(cx, &bodies),
        ),
    };
    let items = vec![
        Item::Definition {
            head: quote!(#doc #[derive(Clone, Debug, PartialEq)] #[non_exhaustive] pub enum ErrorBody),
            members,
        },
        Item::Block {
            head: quote!(impl ErrorBody),
            members: vec![quote!(#of pub fn of(error: &#error) -> Option<Self> { #found })],
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

    /// Whether each of so many operations refuses with it, whatever the status.
    fn is_everywhere(&self, operations: usize) -> bool {
        (0..operations).all(|operation| self.places.contains(&(operation, StatusRange::Default)))
    }

    /// The expression that reads it.
    fn read(&self) -> TokenStream {
        let variant = ident(&self.variant);
        match self.ty {
            Type::String(_) => quote!(error.string().map(Self::#variant)),
            _ => quote!(error.decoded().map(Self::#variant)),
        }
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
    let all: Places = bodies.iter().flat_map(|body| &body.places).copied().collect();
    let mut arms: Vec<(StatusRange, TokenStream)> = Vec::new();
    for body in bodies {
        let read = body.read();
        // An arm for the exact statuses, one for each class: exact ones are asked first.
        let (exact, ranges): (Vec<_>, Vec<_>) =
            body.statuses().into_iter().partition(|status| matches!(status, StatusRange::Exact(_)));
        let groups =
            (!exact.is_empty()).then_some(exact).into_iter().chain(ranges.into_iter().map(|status| vec![status]));
        for statuses in groups {
            let status = statuses[0];
            if agree {
                let patterns = statuses.iter().map(|status| pattern(*status));
                arms.push((status, quote!(#(#patterns)|* => #read)));
                continue;
            }
            for (operations, statuses) in by_operations(body, &statuses, &all) {
                let names = operations.iter().map(|index| cx.names.operation(*index).method.trim_start_matches("r#"));
                let patterns = statuses.iter().map(|status| pattern(*status));
                arms.push((statuses[0], quote!((#(#names)|*, #(#patterns)|*) => #read)));
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

/// The operations that answer with a body, and the statuses at which the same ones do.
fn by_operations(body: &ErrorBody<'_>, statuses: &[StatusRange], all: &Places) -> Vec<(Vec<usize>, Vec<StatusRange>)> {
    let mut groups: Vec<(Vec<usize>, Vec<StatusRange>)> = Vec::new();
    for &status in statuses {
        let places = body.places.iter().filter(|place| place.1 == status && !is_said_by_default(body, **place, all));
        let operations: Vec<usize> = places.map(|(operation, _)| *operation).collect();
        match groups.iter_mut().find(|(others, _)| *others == operations) {
            _ if operations.is_empty() => {}
            Some((_, statuses)) => statuses.push(status),
            None => groups.push((operations, vec![status])),
        }
    }
    groups
}

/// Whether an operation's arm for all other statuses says the same about one. Between the two stands at most the arm for a
/// class of statuses, which may be another body's.
fn is_said_by_default(body: &ErrorBody<'_>, (operation, status): (usize, StatusRange), all: &Places) -> bool {
    let says = |status: StatusRange| body.places.contains(&(operation, status));
    match status {
        StatusRange::Default => false,
        StatusRange::Exact(code) => {
            let class = StatusRange::Class(code / 100);
            says(StatusRange::Default) && (says(class) || !all.contains(&(operation, class)))
        }
        StatusRange::Class(_) => says(StatusRange::Default),
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

#[cfg(test)]
mod tests {
    use super::*;
    use StatusRange::{Class, Default, Exact};

    fn body(variant: &str, places: &[(usize, StatusRange)]) -> ErrorBody<'static> {
        ErrorBody { variant: variant.to_owned(), ty: &Type::Json, places: places.iter().copied().collect() }
    }

    #[test]
    fn a_body_is_everywhere_when_every_operation_has_it_for_whatever_status() {
        let own = body("Own", &[(0, Default), (0, Exact(404)), (1, Exact(404)), (2, Default)]);
        assert!(own.is_everywhere(1));
        assert!(!own.is_everywhere(2) && !own.is_everywhere(3));
    }

    #[test]
    fn an_arm_says_what_no_other_one_says() {
        let own = body(
            "Own",
            &[
                // Said by the last arm, but for what another body's class would take.
                (0, Exact(400)),
                (0, Exact(500)),
                (0, Class(5)),
                (0, Default),
                // The same operations at several statuses.
                (1, Exact(400)),
                (1, Exact(404)),
                (2, Exact(404)),
                (1, Exact(409)),
                (2, Exact(409)),
                (1, Class(5)),
            ],
        );
        let other = body("Other", &[(0, Class(4))]);
        let all = own.places.union(&other.places).copied().collect();
        let statuses: Vec<_> = own.statuses().into_iter().collect();
        let arms = by_operations(&own, &statuses, &all);
        let wanted = [
            (vec![0, 1], vec![Exact(400)]),
            (vec![1, 2], vec![Exact(404), Exact(409)]),
            (vec![1], vec![Class(5)]),
            (vec![0], vec![Default]),
        ];
        assert_eq!(arms, wanted);
    }
}
