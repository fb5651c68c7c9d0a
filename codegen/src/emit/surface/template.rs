//! Answers what a body template is made of: the key of each variable, and the type it has in the body.

use super::given::parameter_key;
use crate::emit::context::Context;
use crate::emit::operation::Target;
use crate::ir::{Body, Field, JsonTemplate, Piece, Shape, Template, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// What the contract says about the place that a variable fills.
#[derive(Clone, Copy)]
pub(super) struct Hole<'sdk> {
    pub(super) ty: &'sdk Type,
    /// The field it fills, when it fills one.
    pub(super) field: Option<&'sdk Field>,
}

/// The place that a variable fills first; none where the contract knows no such place, or it is a part of a text.
pub(super) fn hole<'sdk>(cx: &Context<'sdk>, body: &'sdk Body, name: &str) -> Option<Hole<'sdk>> {
    let template = body.template.as_ref()?;
    find(cx, template, Hole { ty: body.content.ty()?, field: None }, name)
}

fn find<'sdk>(cx: &Context<'sdk>, template: &JsonTemplate, hole: Hole<'sdk>, name: &str) -> Option<Hole<'sdk>> {
    match template {
        JsonTemplate::Text(text) => (text.single_input() == Some(name)).then_some(hole),
        JsonTemplate::Value(_) => None,
        JsonTemplate::List(elements) => {
            let Type::List(item) = plain(cx, hole.ty) else { return None };
            elements.iter().find_map(|element| find(cx, element, Hole { ty: item, field: None }, name))
        }
        JsonTemplate::Object(members) => {
            let Type::Named(id) = plain(cx, hole.ty) else { return None };
            let Shape::Struct(shape) = &cx.definition(*id).shape else { return None };
            members.iter().find_map(|(member, template)| {
                let field = shape.fields.iter().find(|field| field.wire_name == *member)?;
                find(cx, template, Hole { ty: &field.ty, field: Some(field) }, name)
            })
        }
    }
}

/// The type without what may be null or has another name.
fn plain<'sdk>(cx: &Context<'sdk>, ty: &'sdk Type) -> &'sdk Type {
    match ty {
        Type::Nullable(inner) => plain(cx, inner),
        Type::Named(id) => match &cx.definition(*id).shape {
            Shape::Alias(inner) => plain(cx, inner),
            _ => ty,
        },
        _ => ty,
    }
}

/// The template as a constant of a surface.
pub(super) fn tokens(target: &Target<'_>, template: &JsonTemplate) -> TokenStream {
    match template {
        JsonTemplate::Value(json) => quote!(sf::Template::Fixed(#json)),
        JsonTemplate::Text(text) => {
            if let Some(name) = text.single_input() {
                let key = key(target, name);
                return quote!(sf::Template::Input(#key));
            }
            if text.inputs().next().is_none() {
                let json = serde_json::Value::from(text.to_string()).to_string();
                return quote!(sf::Template::Fixed(#json));
            }
            let parts = self::parts(text, |name| key(target, name));
            quote!(sf::Template::Text(&[#(#parts),*]))
        }
        JsonTemplate::Object(members) => {
            let members = members.iter().map(|(name, template)| {
                let template = tokens(target, template);
                quote!((#name, #template))
            });
            quote!(sf::Template::Object(&[#(#members),*]))
        }
        JsonTemplate::List(elements) => {
            let elements = elements.iter().map(|element| tokens(target, element));
            quote!(sf::Template::List(&[#(#elements),*]))
        }
    }
}

/// The parts of a text; a surface knows no variables, and its templates have none.
pub(super) fn parts(text: &Template, name: impl Fn(&str) -> String) -> impl Iterator<Item = TokenStream> {
    text.0.iter().filter_map(move |piece| match piece {
        Piece::Text(text) => Some(quote!(sf::Part::Fixed(#text))),
        Piece::Input(input) => {
            let input = name(input);
            Some(quote!(sf::Part::Input(#input)))
        }
        Piece::Variable(_) => None,
    })
}

/// The key of a variable among the inputs of a call: that of the parameter it shares a value with, or its own name.
pub(super) fn key(target: &Target<'_>, name: &str) -> String {
    let parameters = &target.operation.parameters;
    if let Some(at) = parameters.iter().position(|parameter| parameter.caller_name() == name) {
        return parameter_key(target, at);
    }
    let is_taken = (0..parameters.len()).any(|at| parameter_key(target, at) == name);
    if is_taken { format!("body.{name}") } else { name.to_owned() }
}
