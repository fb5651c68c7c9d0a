//! Lowers any schema to a type, giving types of their own to those that need one.

use super::context::{Context, Met, Waiting};
use super::flatten::{Flat, flatten};
use super::peel::{Peeled, peel};
use super::place::{Named, Place};
use super::{codes, docs, enums, lists, objects, scalars, shapeless, simplify, unions, walk};
use crate::contract::JsonKind;
use crate::diagnostic::Diagnostic;
use crate::ir::{Origin, OtherFields, Shape, Struct, Type, TypeId};
use crate::source::Node;

/// So many schemas may lie inside each other without an object between them. No vendor comes near, and every one takes
/// its part of the stack.
const DEEPEST: usize = 64;

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

/// Lowers the schema at a place. When it returns to where lowering started, every object it reaches has its fields.
pub(super) fn lower<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node, place: &Place<'_>) -> Lowered<'doc> {
    let peeled = peel(cx, node);
    lower_peeled(cx, peeled, place)
}

/// Lowers what is left of a schema without wrappers.
pub(super) fn lower_peeled<'doc>(cx: &mut Context<'doc, '_>, peeled: Peeled<'doc>, place: &Place<'_>) -> Lowered<'doc> {
    if cx.nesting == DEEPEST {
        let message = format!("more than {DEEPEST} schemas lie inside each other here, so this stays any JSON value");
        cx.tell(Diagnostic::warning(codes::COMBINATION, peeled.node.span, message).help("put an object in between"));
        return Lowered { ty: Type::Json, nullable: false, peeled };
    }
    cx.nesting += 1;
    let (ty, nullable) = match peeled.name {
        Some(name) => named(cx, name, peeled.node),
        None => inline(cx, &peeled, place),
    };
    if cx.nesting == 1 {
        while let Some(waiting) = cx.waiting.pop() {
            let shape = objects::shape(cx, &waiting.flat, &waiting.place);
            define(cx, waiting.id, &waiting.flat, Shape::Struct(shape));
        }
    }
    cx.nesting -= 1;
    let nullable = nullable || peeled.nullable;
    Lowered { ty, nullable, peeled }
}

/// Lowers a schema of the contract's components, once.
fn named<'doc>(cx: &mut Context<'doc, '_>, name: &'doc str, node: &'doc Node) -> (Type, bool) {
    match cx.schemas.get(name).cloned() {
        Some(Met::Lowered(ty, nullable)) => return (ty, nullable),
        Some(Met::Inside(id)) => return (Type::Named(id), false),
        Some(Met::Open) => {
            let id = cx.arena.reserve(Origin::Schema(name.to_owned()), "", Shape::Alias(Type::Json));
            cx.schemas.insert(name, Met::Inside(id));
            return (Type::Named(id), false);
        }
        None => {}
    }
    let mut flat = flatten(cx, node, Some(name));
    simplify::choices(cx, &mut flat);
    let kind = kind(cx, &flat, true);
    let origin = match cx.settings.schema_name(name) {
        Some(pinned) => Origin::Pinned(pinned),
        None => Origin::Schema(name.to_owned()),
    };
    let lowered = if kind.needs_a_type() || matches!(origin, Origin::Pinned(_)) {
        let id = cx.arena.reserve(origin, "", kind.so_far());
        cx.schemas.insert(name, Met::Lowered(Type::Named(id), false));
        of_its_own(cx, id, flat, kind, Named::schema(name).inside(id))
    } else {
        cx.schemas.insert(name, Met::Open);
        let ty = plain(cx, &flat, kind, &Place::Top(Named::schema(name)));
        let inside = match cx.schemas.get(name) {
            Some(Met::Inside(id)) => Some(*id),
            _ => None,
        };
        closed(cx, &flat, ty, inside, &format!("`{name}`"))
    };
    cx.schemas.insert(name, Met::Lowered(lowered.0.clone(), lowered.1));
    lowered
}

fn inline<'doc>(cx: &mut Context<'doc, '_>, peeled: &Peeled<'doc>, place: &Place<'_>) -> (Type, bool) {
    let node: *const Node = peeled.node;
    if peeled.referred {
        match cx.nodes.get(&node).cloned() {
            Some(Met::Lowered(ty, nullable)) => return (ty, nullable),
            Some(Met::Inside(id)) => return (Type::Named(id), false),
            Some(Met::Open) => {
                let named = place.named();
                let id = cx.arena.reserve(named.origin(), named.field_path(), Shape::Alias(Type::Json));
                cx.nodes.insert(node, Met::Inside(id));
                return (Type::Named(id), false);
            }
            None => {}
        }
    }
    let mut flat = flatten(cx, peeled.node, None);
    simplify::choices(cx, &mut flat);
    let pinned = cx.settings.type_name(place);
    let kind = kind(cx, &flat, pinned.is_some());
    let lowered = if kind.needs_a_type() || pinned.is_some() {
        let named = place.named();
        let origin = pinned.map_or_else(|| named.origin(), Origin::Pinned);
        let id = cx.arena.reserve(origin, named.field_path(), kind.so_far());
        cx.nodes.insert(node, Met::Lowered(Type::Named(id), false));
        of_its_own(cx, id, flat, kind, named.into_owned().inside(id))
    } else {
        cx.nodes.insert(node, Met::Open);
        let ty = plain(cx, &flat, kind, place);
        let inside = match cx.nodes.get(&node) {
            Some(Met::Inside(id)) => Some(*id),
            _ => None,
        };
        closed(cx, &flat, ty, inside, "this")
    };
    cx.nodes.insert(node, Met::Lowered(lowered.0.clone(), lowered.1));
    lowered
}

/// A list or map when it has been read. One that something inside refers to becomes a type of its own, and one that lies
/// in itself with nothing but lists and maps between has no size: it holds any JSON values there, which is told.
fn closed(cx: &mut Context<'_, '_>, flat: &Flat<'_>, mut ty: Type, inside: Option<TypeId>, what: &str) -> (Type, bool) {
    let Some(id) = inside else { return (ty, false) };
    let mut holds_itself = false;
    walk::replace(&mut ty, &mut |inner| {
        let is_endless = cx.arena.leads_to(inner, id);
        holds_itself |= is_endless;
        is_endless.then_some(Type::Json)
    });
    if holds_itself {
        let message = format!("{what} is a list or map that contains itself, so it holds any JSON values there");
        cx.tell(Diagnostic::warning(codes::COMBINATION, flat.span, message).help("wrap it in an object"));
    }
    define(cx, id, flat, Shape::Alias(ty.clone()));
    (if holds_itself { ty } else { Type::Named(id) }, false)
}

/// Lowers a folded schema at a place that gives it a name, unless `sdk.yaml` does.
pub(super) fn flat_at<'doc>(
    cx: &mut Context<'doc, '_>,
    flat: Flat<'doc>,
    kind: Kind,
    pinned: Option<String>,
    place: &Place<'_>,
) -> (Type, bool) {
    if !kind.needs_a_type() && pinned.is_none() {
        return (plain(cx, &flat, kind, place), false);
    }
    let named = place.named();
    let origin = pinned.map_or_else(|| named.origin(), Origin::Pinned);
    let id = cx.arena.reserve(origin, named.field_path(), kind.so_far());
    of_its_own(cx, id, flat, kind, named.into_owned().inside(id))
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

    /// What is known of such a type before its inside is.
    fn so_far(self) -> Shape {
        match self {
            Self::Struct => {
                Shape::Struct(Struct { fields: Vec::new(), other_fields: OtherFields::Ignored, one_of: Vec::new() })
            }
            _ => Shape::Alias(Type::Json),
        }
    }
}

/// Decides what a folded schema becomes; an object without properties is a type only where it has a name.
pub(super) fn kind<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, has_name: bool) -> Kind {
    shapeless::tell(cx, flat);
    if flat.values.is_some() {
        return enums::kind(cx, flat);
    }
    if !flat.choices.is_empty() || flat.kinds.len() > 1 {
        return unions::kind(cx, flat);
    }
    if shapeless::is_contradictory(flat) {
        return Kind::Anything;
    }
    if flat.is_object() {
        let empty = flat.properties.is_empty() && !(has_name && objects::is_closed(flat));
        return if empty { Kind::Map } else { Kind::Struct };
    }
    if flat.kinds == [JsonKind::Array] || (flat.kinds.is_empty() && lists::says_items(flat)) {
        Kind::List
    } else {
        Kind::Scalar
    }
}

/// Lowers what has an id; an object waits for its fields.
fn of_its_own<'doc>(
    cx: &mut Context<'doc, '_>,
    id: TypeId,
    flat: Flat<'doc>,
    kind: Kind,
    place: Place<'static>,
) -> (Type, bool) {
    let (shape, nullable) = match kind {
        Kind::Struct => {
            cx.waiting.push(Waiting { id, flat, place });
            return (Type::Named(id), false);
        }
        Kind::Enum => (enums::shape(&flat), false),
        Kind::Union => unions::shape(cx, &flat, &place),
        Kind::Map | Kind::List | Kind::Scalar | Kind::Anything => (Shape::Alias(plain(cx, &flat, kind, &place)), false),
    };
    define(cx, id, &flat, shape);
    (Type::Named(id), nullable)
}

fn define(cx: &mut Context<'_, '_>, id: TypeId, flat: &Flat<'_>, shape: Shape) {
    let deprecated = flat.parts.first().is_some_and(|schema| schema.flag("deprecated"));
    let description = flat.parts.first().and_then(|schema| schema.text("description"));
    cx.arena.define(id, shape, docs::text(None, description), deprecated);
}

fn plain<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, kind: Kind, place: &Place<'_>) -> Type {
    match kind {
        Kind::Map => objects::map(cx, flat, place),
        Kind::List => lists::list(cx, flat, place),
        Kind::Anything => Type::Json,
        Kind::Scalar | Kind::Enum | Kind::Union | Kind::Struct => scalars::scalar(flat),
    }
}
