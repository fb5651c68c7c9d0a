//! Describes one input that a surface gives: its key in the call, its kind as a text, its schema.

use super::Surface;
use super::template::{self, hole};
use crate::emit::context::Context;
use crate::emit::json::{Json, Member};
use crate::emit::operation::Target;
use crate::emit::schema::{self, Schemas, Way};
use crate::ir::{
    Binding, CallInput, Content, DecimalWire, Location, Presence, Shape, Style, SurfaceCall, Text, Type, ValueSource,
};
use proc_macro2::TokenStream;
use quote::quote;

/// No control characters, and nothing that would make a path name something else.
pub(super) const SEGMENT: &str = r"^(?!\.{1,2}$)[^\u0000-\u001f\u007f-\u009f]+$";

/// One input that is given, whatever is known of it.
pub(super) struct Given<'sdk> {
    pub(super) target: Target<'sdk>,
    pub(super) binding: &'sdk Binding,
}

/// The inputs of a call.
pub(super) fn inputs<'sdk>(surface: &Surface<'sdk>, call: &'sdk SurfaceCall) -> Vec<Given<'sdk>> {
    let target = surface.target(call);
    call.bindings.iter().map(|binding| Given { target, binding }).collect()
}

/// The key of a parameter among the inputs of its call: its Rust name, since no other has the same.
pub(super) fn parameter_key(target: &Target<'_>, at: usize) -> String {
    target.names.parameters[at].trim_start_matches("r#").to_owned()
}

impl<'sdk> Given<'sdk> {
    /// Its key among the inputs of the call.
    pub(super) fn key(&self) -> String {
        match &self.binding.input {
            CallInput::Parameter(at) => parameter_key(&self.target, *at),
            CallInput::Body => "body".to_owned(),
            CallInput::Variable(name) => template::key(&self.target, name),
        }
    }

    /// Whether a call cannot be made without it.
    pub(super) fn is_required(&self) -> bool {
        let operation = self.target.operation;
        match &self.binding.input {
            CallInput::Parameter(at) => operation.parameters[*at].presence == Presence::Required,
            CallInput::Body => operation.body.as_ref().is_some_and(|body| body.presence == Presence::Required),
            CallInput::Variable(name) => {
                self.hole(name).and_then(|hole| hole.field).is_some_and(|field| !field.is_optional())
            }
        }
    }

    /// What it means.
    pub(super) fn docs(&self) -> Option<&'sdk Text> {
        let operation = self.target.operation;
        match &self.binding.input {
            CallInput::Parameter(at) => Some(&operation.parameters[*at].docs),
            CallInput::Body => operation.body.as_ref().map(|body| &body.docs),
            CallInput::Variable(name) => self.hole(name).and_then(|hole| hole.field).map(|field| &field.docs),
        }
    }

    /// Whether the vendor advises against it.
    pub(super) fn is_deprecated(&self) -> bool {
        match &self.binding.input {
            CallInput::Parameter(at) => self.target.operation.parameters[*at].deprecated,
            CallInput::Body => false,
            CallInput::Variable(name) => {
                self.hole(name).and_then(|hole| hole.field).is_some_and(|field| field.deprecated)
            }
        }
    }

    /// What it must be.
    pub(super) fn schema(&self, schemas: &mut Schemas<'sdk>) -> Json<'sdk> {
        match &self.binding.input {
            CallInput::Parameter(at) => {
                let parameter = &self.target.operation.parameters[*at];
                let way = match parameter.location {
                    Location::Path | Location::Query | Location::Header | Location::Cookie => Way::Beside,
                    Location::Part | Location::Template => Way::In,
                };
                // A surface leaves out what is null.
                let schema = schemas.of(parameter.ty.without_null(), way);
                let is_segment =
                    parameter.location == Location::Path || matches!(self.binding.source, ValueSource::Path(_));
                let schema = if is_segment { segment(schema) } else { schema };
                schema::limited(schema, &parameter.limits)
            }
            CallInput::Body => match self.target.operation.body.as_ref().map(|body| &body.content) {
                Some(Content::Json { ty, .. } | Content::Form { ty, .. }) => schemas.of(ty, Way::In),
                _ => Json::object().with("type", "string"),
            },
            CallInput::Variable(name) => match self.hole(name) {
                Some(hole) => {
                    let schema = schemas.of(hole.ty.without_null(), Way::In);
                    match hole.field {
                        Some(field) => schema::limited(schema, &field.limits),
                        None => schema,
                    }
                }
                None => Json::object(),
            },
        }
    }

    /// Whether it has members, so that a query holds one parameter for each.
    pub(super) fn is_object(&self) -> bool {
        match &self.binding.input {
            CallInput::Parameter(at) => {
                let parameter = &self.target.operation.parameters[*at];
                parameter.style != Style::Json && is_object(self.target.cx, &parameter.ty)
            }
            CallInput::Body | CallInput::Variable(_) => false,
        }
    }

    /// What a text stands for that gives it outside a body.
    pub(super) fn kind(&self) -> TokenStream {
        let cx = self.target.cx;
        match &self.binding.input {
            CallInput::Parameter(at) => {
                let parameter = &self.target.operation.parameters[*at];
                if parameter.style == Style::Json { quote!(sf::Kind::Json) } else { kind(cx, &parameter.ty) }
            }
            CallInput::Body => quote!(sf::Kind::Json),
            CallInput::Variable(name) => {
                self.hole(name).map_or_else(|| quote!(sf::Kind::Text), |hole| kind(cx, hole.ty))
            }
        }
    }

    fn hole(&self, name: &str) -> Option<template::Hole<'sdk>> {
        hole(self.target.cx, self.target.operation.body.as_ref()?, name)
    }
}

fn is_object(cx: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::JsonObject | Type::Map(_) => true,
        Type::Nullable(inner) => is_object(cx, inner),
        Type::Named(id) => match &cx.definition(*id).shape {
            Shape::Struct(_) => true,
            Shape::Alias(inner) => is_object(cx, inner),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) => false,
        },
        _ => false,
    }
}

fn kind(cx: &Context<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::Bool => quote!(sf::Kind::Bool),
        Type::Integer | Type::Unsigned | Type::Float | Type::Decimal(DecimalWire::Number) | Type::DecimalNumber => {
            quote!(sf::Kind::Number)
        }
        Type::Decimal(DecimalWire::String)
        | Type::DecimalText
        | Type::String(_)
        | Type::Secret
        | Type::File
        | Type::Id(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration => quote!(sf::Kind::Text),
        Type::Json => quote!(sf::Kind::Json),
        Type::JsonObject | Type::Map(_) => quote!(sf::Kind::Object),
        Type::List(item) => {
            let item = kind(cx, item);
            quote!(sf::Kind::List(&#item))
        }
        Type::Nullable(inner) => kind(cx, inner),
        Type::Named(id) => match &cx.definition(*id).shape {
            Shape::Struct(_) => quote!(sf::Kind::Object),
            Shape::StringEnum(_) => quote!(sf::Kind::Text),
            Shape::IntegerEnum(_) => quote!(sf::Kind::Number),
            Shape::Alias(inner) => kind(cx, inner),
            Shape::Union(_) => quote!(sf::Kind::Any),
        },
    }
}

/// A text that fills a placeholder of a path, ours or the vendor's.
fn segment<'a>(schema: Json<'a>) -> Json<'a> {
    let Json::Object(members) = schema else { return schema };
    let member = |(name, value): Member<'a>| match (name.as_ref(), value == Json::text(schema::PLAIN)) {
        ("pattern", true) => (name, Json::text(SEGMENT)),
        _ => (name, value),
    };
    Json::Object(members.into_iter().map(member).collect())
}
