//! Lowers any schema to a type, giving types of their own to those that need one.

use super::context::{Context, Met};
use super::flatten::{Flat, flatten};
use super::peel::{Peeled, peel};
use super::place::Place;
use super::{codes, docs, enums, objects, scalars, shapeless, unions};
use crate::contract::JsonKind;
use crate::diagnostic::Diagnostic;
use crate::ir::{Origin, Shape, Type, TypeId};
use crate::source::{Node, Value};

/// A lowered schema and what it says about the place it stands at.
#[derive(Clone, Debug)]
pub(super) struct Lowered<'doc> {
    /// The type; null is not part of it.
    pub(super) ty: Type,
    /// Whether null is a value too.
    pub(super) nullable: bool,
    /// The schemas on the way to the type.
    pub(super) peeled: Peeled<'doc>,
}

impl Lowered<'_> {
    /// The type with null, where null is a value.
    pub(super) fn with_null(self) -> Type {
        if self.nullable && self.ty != Type::Json { Type::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// Lowers the schema at a place.
pub(super) fn lower<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node, place: &Place) -> Lowered<'doc> {
    let peeled = peel(cx, node);
    let (ty, nullable) = match peeled.name {
        Some(name) => named(cx, name, peeled.node),
        None => inline(cx, &peeled, place),
    };
    Lowered { ty, nullable: nullable || peeled.nullable, peeled }
}

/// Lowers a schema of the contract's components, once.
fn named<'doc>(cx: &mut Context<'doc, '_>, name: &'doc str, node: &'doc Node) -> (Type, bool) {
    match cx.schemas.get(name) {
        Some(Met::Lowered(ty, nullable)) => return (ty.clone(), *nullable),
        Some(Met::Open) => return endless(cx, node, &format!("`{name}`")),
        None => {}
    }
    let mut flat = flatten(cx, node, Some(name));
    unions::simplify(cx, &mut flat);
    let kind = kind(cx, &flat, true);
    let pinned = cx.settings.schema_name(name);
    let origin = match pinned {
        Some(pinned) => Origin::Pinned(pinned),
        None => Origin::Schema(name.to_owned()),
    };
    let lowered = if kind.needs_a_type() || matches!(origin, Origin::Pinned(_)) {
        let id = cx.arena.reserve(origin, "");
        cx.schemas.insert(name, Met::Lowered(Type::Named(id), false));
        define(cx, id, &flat, kind, &Place::schema(name).inside(id))
    } else {
        cx.schemas.insert(name, Met::Open);
        plain(cx, &flat, kind, &Place::schema(name))
    };
    cx.schemas.insert(name, Met::Lowered(lowered.0.clone(), lowered.1));
    lowered
}

/// A schema that would need a type of its own to contain itself, and becomes none.
fn endless(cx: &mut Context<'_, '_>, node: &Node, what: &str) -> (Type, bool) {
    let message = format!("{what} is a list or map that contains itself, so it holds any JSON values there");
    cx.tell(Diagnostic::warning(codes::COMBINATION, node.span, message).help("wrap it in an object"));
    (Type::Json, false)
}

fn inline<'doc>(cx: &mut Context<'doc, '_>, peeled: &Peeled<'doc>, place: &Place) -> (Type, bool) {
    let node: *const Node = peeled.node;
    if peeled.referred {
        match cx.nodes.get(&node) {
            Some(Met::Lowered(ty, nullable)) => return (ty.clone(), *nullable),
            Some(Met::Open) => return endless(cx, peeled.node, "this"),
            None => {}
        }
    }
    let mut flat = flatten(cx, peeled.node, None);
    unions::simplify(cx, &mut flat);
    let pinned = cx.settings.type_name(place);
    let kind = kind(cx, &flat, pinned.is_some());
    let lowered = if kind.needs_a_type() || pinned.is_some() {
        let id = cx.arena.reserve(pinned.map_or_else(|| place.origin(), Origin::Pinned), place.field_path());
        cx.nodes.insert(node, Met::Lowered(Type::Named(id), false));
        define(cx, id, &flat, kind, &place.inside(id))
    } else {
        cx.nodes.insert(node, Met::Open);
        plain(cx, &flat, kind, place)
    };
    cx.nodes.insert(node, Met::Lowered(lowered.0.clone(), lowered.1));
    lowered
}

/// Lowers a folded schema at a place that gives it a name, unless `sdk.yaml` does.
pub(super) fn flat_at<'doc>(
    cx: &mut Context<'doc, '_>,
    flat: &Flat<'doc>,
    kind: Kind,
    pinned: Option<String>,
    place: &Place,
) -> (Type, bool) {
    if !kind.needs_a_type() && pinned.is_none() {
        return plain(cx, flat, kind, place);
    }
    let origin = pinned.map_or_else(|| place.origin(), Origin::Pinned);
    let id = cx.arena.reserve(origin, place.field_path());
    define(cx, id, flat, kind, &place.inside(id))
}

/// What a folded schema becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Enum,
    Union,
    Struct,
    Map,
    List,
    Scalar,
    /// Any JSON value.
    Anything,
}

impl Kind {
    fn needs_a_type(self) -> bool {
        matches!(self, Self::Enum | Self::Union | Self::Struct)
    }
}

/// Decides what a folded schema becomes; an object without properties is a type only where it has a name.
pub(super) fn kind(cx: &mut Context<'_, '_>, flat: &Flat<'_>, has_name: bool) -> Kind {
    shapeless::tell(cx, flat);
    if flat.values.is_some() {
        return if enums::is_enum(cx, flat) { Kind::Enum } else { Kind::Scalar };
    }
    if !flat.choices.is_empty() || flat.kinds.len() > 1 {
        return if unions::is_union(cx, flat) { Kind::Union } else { Kind::Scalar };
    }
    if shapeless::is_contradictory(flat) {
        return Kind::Anything;
    }
    if flat.is_object() {
        let empty = flat.properties.is_empty() && !(has_name && objects::is_closed(flat));
        return if empty { Kind::Map } else { Kind::Struct };
    }
    let says_items = flat.items.is_some() || flat.keyword("prefixItems").is_some();
    let list = flat.kinds == [JsonKind::Array] || (flat.kinds.is_empty() && says_items);
    if list { Kind::List } else { Kind::Scalar }
}

fn define<'doc>(cx: &mut Context<'doc, '_>, id: TypeId, flat: &Flat<'doc>, kind: Kind, place: &Place) -> (Type, bool) {
    let (shape, nullable) = match kind {
        Kind::Enum => (enums::shape(flat), false),
        Kind::Union => unions::shape(cx, flat, place),
        Kind::Struct => (Shape::Struct(objects::shape(cx, flat, place)), false),
        Kind::Map | Kind::List | Kind::Scalar | Kind::Anything => {
            let (ty, nullable) = plain(cx, flat, kind, place);
            (Shape::Alias(ty), nullable)
        }
    };
    let deprecated = flat.parts.first().is_some_and(|schema| schema.flag("deprecated"));
    let description = flat.parts.first().and_then(|schema| schema.text("description"));
    cx.arena.define(id, shape, docs::text(None, description), deprecated);
    (Type::Named(id), nullable)
}

fn plain<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, kind: Kind, place: &Place) -> (Type, bool) {
    let ty = match kind {
        Kind::Map => objects::map(cx, flat, place),
        Kind::List => list(cx, flat, place),
        Kind::Anything => Type::Json,
        _ => scalars::scalar(flat),
    };
    (ty, false)
}

fn list<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place) -> Type {
    let tuple = flat.keyword("prefixItems").or(flat.items.filter(|items| items.as_list().is_some()));
    if let Some(tuple) = tuple {
        let message = "the items of this list differ by position, so each is any JSON value";
        cx.tell(Diagnostic::warning(codes::COMBINATION, tuple.span, message));
        return Type::List(Box::new(Type::Json));
    }
    let items = flat.items.filter(|items| matches!(items.value, Value::Map(_)));
    let item = match items {
        Some(items) => lower(cx, items, &place.item()).with_null(),
        None => Type::Json,
    };
    Type::List(Box::new(item))
}
