//! Lowers `oneOf`, `anyOf` and several `type`s to unions.

use super::context::Context;
use super::flatten::{Choice, Flat, flatten};
use super::peel::peel;
use super::place::Place;
use super::schemas::{self, Lowered, flat_at, lower};
use super::{codes, docs, tags};
use crate::contract::{JsonKind, Schema};
use crate::diagnostic::Diagnostic;
use crate::ir::{OtherFields, Shape, TextFormat, Type, Union, UnionTag, UnionVariant};
use crate::source::Node;

/// One member of a union before it is lowered.
pub(super) struct Member<'doc> {
    /// The schema.
    pub(super) node: &'doc Node,
    /// Its name, when it is a schema of its own.
    pub(super) name: Option<&'doc str>,
    /// The name it is referred to by, which differs where one schema is just another name of another.
    pub(super) reference: Option<&'doc str>,
    /// With the properties that all members share.
    pub(super) flat: Flat<'doc>,
    /// Whether the schema alone has all of them.
    is_complete: bool,
}

/// Whether members are to be told apart at all; a combination that no type expresses is told and stays any JSON value.
pub(super) fn is_union(cx: &mut Context<'_, '_>, flat: &Flat<'_>) -> bool {
    if let [_, second, ..] = flat.choices.as_slice() {
        let message = "several `oneOf` or `anyOf` hold at once, so this stays any JSON value";
        cx.tell(Diagnostic::warning(codes::COMBINATION, second.span, message).help("write out the combinations"));
        return false;
    }
    true
}

/// Rewrites a choice among texts, or among numbers, as one schema: readers of an open enum accept any text anyway.
pub(super) fn simplify<'doc>(cx: &mut Context<'doc, '_>, flat: &mut Flat<'doc>) {
    let [choice] = flat.choices.as_slice() else { return };
    if !flat.properties.is_empty() {
        return;
    }
    let members: Vec<_> = choice.members.iter().map(|node| member(cx, node)).collect();
    let all = |kinds: &[JsonKind]| {
        members.iter().all(|member| {
            matches!(member.flat.kinds.as_slice(), [kind] if kinds.contains(kind)) && member.flat.choices.is_empty()
        })
    };
    if all(&[JsonKind::String]) {
        let listed: Vec<_> = members.iter().filter_map(|member| member.flat.values.clone()).flatten().collect();
        flat.values = (!listed.is_empty()).then_some(listed);
        flat.kinds = vec![JsonKind::String];
    } else if all(&[JsonKind::Integer, JsonKind::Number]) && members.iter().all(|member| member.flat.values.is_none()) {
        let integers = members.iter().all(|member| member.flat.kinds == [JsonKind::Integer]);
        let decimal = members.iter().find(|member| member.flat.text("format") == Some("decimal"));
        flat.parts.extend(decimal.map(|member| Schema(member.node)));
        flat.kinds = vec![if integers { JsonKind::Integer } else { JsonKind::Number }];
    } else {
        return;
    }
    flat.choices.clear();
}

/// The union of a folded schema, and whether a member brings null along.
pub(super) fn shape<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place) -> (Shape, bool) {
    let Some(choice) = flat.choices.first() else { return (kinds(cx, flat, place), false) };
    let members: Vec<_> = choice.members.iter().map(|node| shared(cx, flat, choice, node)).collect();
    let discriminator = choice.discriminator.or_else(|| flat.parts.iter().find_map(|schema| schema.discriminator()));
    let tagged = tags::find(cx, &members, discriminator);
    let mut names: Vec<String> = Vec::new();
    let mut variants = Vec::new();
    let mut nullable = false;
    for (index, member) in members.iter().enumerate() {
        let tags = tagged.as_ref().map(|tagged| tagged.tags[index].clone()).unwrap_or_default();
        let name = unique(&names, tags.first().cloned().unwrap_or_else(|| word(member)));
        names.push(name.clone());
        let place = place.variant(&name);
        // A member that contains the shared properties already, because it extends their schema, is itself.
        let lowered = if member.is_complete {
            lower(cx, member.node, &place)
        } else {
            let kind = schemas::kind(cx, &member.flat, false);
            let pinned = cx.settings.type_name(&place);
            let (ty, nullable) = flat_at(cx, &member.flat, kind, pinned, &place);
            Lowered { ty, nullable, peeled: peel(cx, member.node) }
        };
        nullable |= lowered.nullable;
        let of_its_own = matches!(lowered.ty, Type::Named(_));
        let docs = docs::text(None, lowered.peeled.text("description", of_its_own));
        variants.push(UnionVariant { tags, name, ty: lowered.ty, docs, boxed: false });
    }
    let tag = match tagged {
        Some(tagged) => {
            tags::adopt_nested(cx, &tagged.field, &mut variants);
            UnionTag::Field(tagged.field)
        }
        None => {
            variants.sort_by_key(|variant| demand(cx, &variant.ty));
            UnionTag::Untagged
        }
    };
    (Shape::Union(Union { tag, variants }), nullable)
}

/// A union of plain kinds (`type: [string, integer]`).
fn kinds<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place) -> Shape {
    let mut variants = Vec::new();
    for kind in &flat.kinds {
        let one = Flat { kinds: vec![*kind], ..flat.clone() };
        let name = kind_word(&[*kind]);
        let place = place.variant(name);
        let kind = schemas::kind(cx, &one, false);
        let (ty, _) = flat_at(cx, &one, kind, None, &place);
        variants.push(UnionVariant {
            tags: Vec::new(),
            name: name.to_owned(),
            ty,
            docs: Default::default(),
            boxed: false,
        });
    }
    variants.sort_by_key(|variant| demand(cx, &variant.ty));
    Shape::Union(Union { tag: UnionTag::Untagged, variants })
}

fn member<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Member<'doc> {
    let peeled = peel(cx, node);
    let reference = Schema(node).reference().and_then(|reference| cx.resolve(reference)?.schema);
    let flat = flatten(cx, peeled.node, peeled.name);
    Member { node, name: peeled.name, reference, flat, is_complete: true }
}

/// A member with the properties that stand beside the choice.
fn shared<'doc>(
    cx: &mut Context<'doc, '_>,
    flat: &Flat<'doc>,
    choice: &Choice<'doc>,
    node: &'doc Node,
) -> Member<'doc> {
    let own = member(cx, node);
    if flat.properties.iter().all(|shared| own.flat.property(shared.name).is_some()) {
        return own;
    }
    let mut merged = Flat { choices: Vec::new(), span: choice.span, ..flat.clone() };
    merged.add(cx, node);
    Member { flat: merged, is_complete: false, ..own }
}

/// How little a member asks for: a reader tries those that ask for more first, since they would fit the others too.
fn demand(cx: &Context<'_, '_>, ty: &Type) -> (u8, isize) {
    match ty {
        Type::Json => (9, 0),
        Type::String(TextFormat::Any) | Type::Secret => (8, 0),
        Type::JsonObject => (7, 0),
        Type::Map(_) => (6, 0),
        Type::Float => (5, 0),
        Type::Named(id) => match &cx.arena.get(*id).shape {
            Shape::Struct(shape) => {
                let required = shape.fields.iter().filter(|field| field.presence == crate::ir::Presence::Required);
                let open = isize::from(shape.other_fields != OtherFields::Ignored);
                (0, open - 100 * required.count() as isize - shape.fields.len() as isize)
            }
            Shape::StringEnum(_) => (7, 0),
            _ => (1, 0),
        },
        _ => (2, 0),
    }
}

fn unique(taken: &[String], name: String) -> String {
    let numbered = |n: usize| if n == 1 { name.clone() } else { format!("{name} {n}") };
    (1..).map(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}

fn word(member: &Member<'_>) -> String {
    let title = || Schema(member.node).text("title");
    member.name.or_else(title).unwrap_or_else(|| kind_word(&member.flat.kinds)).to_owned()
}

fn kind_word(kinds: &[JsonKind]) -> &'static str {
    match kinds {
        [JsonKind::Boolean] => "boolean",
        [JsonKind::Integer] => "integer",
        [JsonKind::Number] => "number",
        [JsonKind::String] => "text",
        [JsonKind::Array] => "list",
        [JsonKind::Object] => "object",
        _ => "value",
    }
}
