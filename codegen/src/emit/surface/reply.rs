//! Says what a good answer is made of, after a surface has taken its part out of it.

use crate::emit::context::Context;
use crate::emit::json::Json;
use crate::emit::operation::Target;
use crate::emit::schema::{Schemas, Way, or_null};
use crate::ir::{Content, Mapped, MappedShape, Output, Paging, Projection, Replay, Shape, Step, Type};

/// The body of a good answer.
pub(super) struct Reply {
    /// Its schema; none when it is empty, or no text.
    pub(super) schema: Option<Json>,
    /// What it is sent as.
    pub(super) media_type: String,
    /// Whether it is always an object.
    pub(super) is_object: bool,
    /// Whether it may be missing.
    pub(super) is_optional: bool,
}

const JSON: &str = "application/json";

/// What an operation is answered with, as a surface gives it.
pub(super) fn of(schemas: &mut Schemas<'_>, target: &Target<'_>, output: &Projection) -> Reply {
    let contents = contents(&target.operation.output);
    match output {
        Projection::Whole => whole(schemas, target, &contents),
        Projection::First(parts) => {
            let ty = match contents.as_slice() {
                [Some(content)] => content.ty(),
                _ => None,
            };
            let parts = parts.iter().map(|part| mapped(schemas, target.cx, ty, part)).collect();
            Reply { schema: Some(any_of(parts)), media_type: JSON.to_owned(), is_object: false, is_optional: false }
        }
    }
}

/// Whether a good answer has a schema that is not always one of an object; no schema is made to find out.
pub(super) fn is_bare(target: &Target<'_>, output: &Projection) -> bool {
    match output {
        Projection::Whole => {
            let contents = contents(&target.operation.output);
            let mut known = contents.iter().flatten().peekable();
            known.peek().is_some() && known.all(|content| has_schema(content)) && !is_one_object(target.cx, &contents)
        }
        Projection::First(_) => true,
    }
}

/// What a keyed call is answered with when the vendor had accepted it before.
pub(super) fn already_accepted() -> Json {
    let key = Json::object().with("key", Json::object().with("type", "string"));
    let accepted = Json::object().with("type", "object").with("properties", key).with("required", Json::texts(["key"]));
    Json::object()
        .with("type", "object")
        .with("description", "An earlier attempt was accepted; this one was recognised by its key.")
        .with("properties", Json::object().with("alreadyAccepted", accepted))
        .with("required", Json::texts(["alreadyAccepted"]))
}

/// The list in an answer that can be asked for again without harm: the member that holds it, or an empty name where the
/// answer itself is the list.
pub(super) fn list<'sdk>(target: &Target<'sdk>) -> Option<&'sdk str> {
    let operation = target.operation;
    if operation.replay != Replay::Safe {
        return None;
    }
    match &operation.paging {
        Some(Paging::Offset { items, .. } | Paging::Token { items, .. } | Paging::Number { items, .. }) => {
            return Some(items);
        }
        None => {}
    }
    let [Some(content)] = contents(&operation.output)[..] else { return None };
    match resolved(target.cx, content.ty()?) {
        Type::List(_) => Some(""),
        Type::Named(id) => {
            let Shape::Struct(shape) = &target.cx.definition(*id).shape else { return None };
            let mut lists = shape.fields.iter().filter(|field| matches!(resolved(target.cx, &field.ty), Type::List(_)));
            let only = lists.next().filter(|_| lists.next().is_none());
            only.map(|field| field.wire_name.as_str())
        }
        _ => None,
    }
}

/// Each good answer; `None` for an empty one.
fn contents(output: &Output) -> Vec<Option<&Content>> {
    match output {
        Output::Empty => vec![None],
        Output::One(content) => vec![carried(content)],
        Output::Maybe(content) => vec![carried(content), None],
        Output::Several(successes) => {
            successes.iter().map(|success| success.content.as_ref().and_then(carried)).collect()
        }
    }
}

/// An address in a header is nothing in a body.
fn carried(content: &Content) -> Option<&Content> {
    Some(content).filter(|content| !matches!(content, Content::Location))
}

fn whole(schemas: &mut Schemas<'_>, target: &Target<'_>, contents: &[Option<&Content>]) -> Reply {
    let known: Vec<&Content> = contents.iter().copied().flatten().collect();
    let parts: Option<Vec<Json>> = known.iter().map(|content| content_schema(schemas, content)).collect();
    let parts = parts.filter(|parts| !parts.is_empty());
    let is_optional = contents.len() > known.len() && !known.is_empty();
    let is_object = is_one_object(target.cx, contents);
    let media_type = known.first().map_or(JSON, |content| content.media_type());
    Reply { schema: parts.map(any_of), media_type: media_type.to_owned(), is_object, is_optional }
}

/// Whether there is one good answer, and that an object.
fn is_one_object(cx: &Context<'_>, contents: &[Option<&Content>]) -> bool {
    match contents {
        [Some(content)] => content.ty().is_some_and(|ty| is_object(cx, ty)),
        _ => false,
    }
}

/// Whether a content has a schema.
fn has_schema(content: &Content) -> bool {
    matches!(content, Content::Json { .. } | Content::Form { .. } | Content::Text { .. })
}

fn content_schema(schemas: &mut Schemas<'_>, content: &Content) -> Option<Json> {
    match content {
        Content::Json { ty, .. } | Content::Form { ty, .. } => Some(schemas.of(ty, Way::Out)),
        Content::Text { .. } => Some(Json::object().with("type", "string")),
        Content::Bytes { .. } | Content::Location | Content::Multipart(_) | Content::Template(_) => None,
    }
}

fn any_of(mut schemas: Vec<Json>) -> Json {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => Json::object().with("anyOf", Json::List(schemas)),
    }
}

fn is_object(cx: &Context<'_>, ty: &Type) -> bool {
    match resolved(cx, ty) {
        Type::JsonObject | Type::Map(_) => true,
        Type::Named(id) => matches!(cx.definition(*id).shape, Shape::Struct(_)),
        _ => false,
    }
}

/// The type behind other names of it.
fn resolved<'t>(cx: &'t Context<'_>, ty: &'t Type) -> &'t Type {
    match ty {
        Type::Named(id) => match &cx.definition(*id).shape {
            Shape::Alias(inner) => resolved(cx, inner),
            _ => ty,
        },
        _ => ty,
    }
}

/// A part of an answer; every step may find nothing.
fn mapped(schemas: &mut Schemas<'_>, cx: &Context<'_>, ty: Option<&Type>, part: &Mapped) -> Json {
    let found = ty.and_then(|ty| walked(cx, ty, &part.path));
    match &part.shape {
        MappedShape::AsItIs => found.map_or_else(Json::object, |ty| or_null(schemas.of(&ty, Way::Out))),
        MappedShape::Fixed(json) => Json::object().with("const", Json::parsed(json)),
        MappedShape::Object(members) => {
            let members = members.iter().map(|(name, part)| (name.clone(), mapped(schemas, cx, found.as_ref(), part)));
            let members = Json::members(members);
            or_null(Json::object().with("type", "object").with("properties", members))
        }
        MappedShape::List(part) => {
            let item = found.as_ref().and_then(|ty| match resolved(cx, without_null(ty)) {
                Type::List(item) => Some(&**item),
                _ => None,
            });
            let item = mapped(schemas, cx, item, part);
            or_null(Json::object().with("type", "array").with("items", item))
        }
    }
}

/// The type at the end of a path; none where the contract does not say it.
fn walked(cx: &Context<'_>, ty: &Type, path: &[Step]) -> Option<Type> {
    let Some((step, rest)) = path.split_first() else { return Some(ty.clone()) };
    match (step, resolved(cx, without_null(ty))) {
        (Step::Member(name), Type::Named(id)) => {
            let Shape::Struct(shape) = &cx.definition(*id).shape else { return None };
            let field = shape.fields.iter().find(|field| field.wire_name == *name)?;
            walked(cx, &field.ty, rest)
        }
        (Step::Member(_), Type::Map(value)) => walked(cx, value, rest),
        (Step::Element(_), Type::List(item)) => walked(cx, item, rest),
        (Step::Every, Type::List(item)) => {
            let item = walked(cx, item, rest)?;
            Some(Type::List(Box::new(match item {
                Type::Nullable(_) => item,
                item => Type::Nullable(Box::new(item)),
            })))
        }
        _ => None,
    }
}

fn without_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        other => other,
    }
}
