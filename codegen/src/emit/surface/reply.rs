//! Says what a good answer is made of, after a surface has taken its part out of it.

use crate::emit::context::Context;
use crate::emit::json::Json;
use crate::emit::operation::Target;
use crate::emit::schema::{Schemas, Way, or_null};
use crate::ir::{Content, Mapped, MappedShape, Output, Paging, Projection, Replay, Shape, Step, Type};

/// The body of a good answer. What it is made of is known before a schema of it is written.
pub(super) struct Reply<'sdk> {
    cx: &'sdk Context<'sdk>,
    /// None when it is empty, or nothing that a schema describes.
    made_of: Option<MadeOf<'sdk>>,
    /// What it is sent as.
    pub(super) media_type: &'sdk str,
    /// Whether it is always an object.
    is_object: bool,
    /// Whether it may be missing.
    pub(super) is_optional: bool,
}

enum MadeOf<'sdk> {
    /// One of these, as the vendor gives it.
    Whole(Vec<Readable<'sdk>>),
    /// The first of these parts that is there, out of an answer of a type.
    First(Option<&'sdk Type>, &'sdk [Mapped]),
}

/// A content that a schema describes.
#[derive(Clone, Copy)]
pub(super) enum Readable<'sdk> {
    Typed(&'sdk Type),
    Text,
}

const JSON: &str = "application/json";

impl<'sdk> Reply<'sdk> {
    /// What an operation is answered with, as a surface gives it.
    pub(super) fn of(target: &Target<'sdk>, output: &'sdk Projection) -> Self {
        let contents = contents(&target.operation.output);
        match output {
            Projection::Whole => Self::whole(target.cx, &contents),
            Projection::First(parts) => {
                let ty = match contents.as_slice() {
                    [Some(content)] => content.ty(),
                    _ => None,
                };
                let made_of = Some(MadeOf::First(ty, parts));
                Self { cx: target.cx, made_of, media_type: JSON, is_object: false, is_optional: false }
            }
        }
    }

    fn whole(cx: &'sdk Context<'sdk>, contents: &[Option<&'sdk Content>]) -> Self {
        let known: Vec<&Content> = contents.iter().copied().flatten().collect();
        let readable: Option<Vec<_>> = known.iter().map(|content| Readable::of(content)).collect();
        let is_object = match contents {
            [Some(content)] => content.ty().is_some_and(|ty| is_object(cx, ty)),
            _ => false,
        };
        Self {
            cx,
            made_of: readable.filter(|readable| !readable.is_empty()).map(MadeOf::Whole),
            media_type: known.first().map_or(JSON, |content| content.media_type()),
            is_object,
            is_optional: contents.len() > known.len() && !known.is_empty(),
        }
    }

    /// Whether it has a schema that is not always one of an object.
    pub(super) fn is_bare(&self) -> bool {
        self.made_of.is_some() && !self.is_object
    }

    /// Its schema, where one describes it.
    pub(super) fn schema(&self, schemas: &mut Schemas<'sdk>) -> Option<Json<'sdk>> {
        self.made_of.as_ref().map(|made_of| match made_of {
            MadeOf::Whole(contents) => any_of(contents.iter().map(|content| content.schema(schemas)).collect()),
            MadeOf::First(ty, parts) => any_of(parts.iter().map(|part| mapped(schemas, self.cx, *ty, part)).collect()),
        })
    }
}

impl<'sdk> Readable<'sdk> {
    /// The content, unless no schema describes it.
    pub(super) fn of(content: &'sdk Content) -> Option<Self> {
        match content {
            Content::Json { ty, .. } | Content::Form { ty, .. } => Some(Self::Typed(ty)),
            Content::Text { .. } => Some(Self::Text),
            Content::Bytes { .. } | Content::Location | Content::Multipart(_) | Content::Template(_) => None,
        }
    }

    pub(super) fn schema<'a>(self, schemas: &mut Schemas<'a>) -> Json<'a> {
        match self {
            Self::Typed(ty) => schemas.of(ty, Way::Out),
            Self::Text => Json::object().with("type", "string"),
        }
    }
}

/// What a keyed call is answered with when the vendor had accepted it before.
pub(super) fn already_accepted() -> Json<'static> {
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

fn any_of(mut schemas: Vec<Json<'_>>) -> Json<'_> {
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
fn mapped<'sdk>(schemas: &mut Schemas<'sdk>, cx: &Context<'_>, ty: Option<&Type>, part: &'sdk Mapped) -> Json<'sdk> {
    let found = ty.and_then(|ty| walked(cx, ty, &part.path));
    match &part.shape {
        MappedShape::AsItIs => found.map_or_else(Json::object, |ty| or_null(schemas.of(&ty, Way::Out))),
        MappedShape::Fixed(json) => Json::object().with("const", Json::parsed(json)),
        MappedShape::Object(members) => {
            let members = members.iter().map(|(name, part)| (name, mapped(schemas, cx, found.as_ref(), part)));
            let members = Json::members(members);
            or_null(Json::object().with("type", "object").with("properties", members))
        }
        MappedShape::List(part) => {
            let item = found.as_ref().and_then(|ty| match resolved(cx, ty.without_null()) {
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
    match (step, resolved(cx, ty.without_null())) {
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
