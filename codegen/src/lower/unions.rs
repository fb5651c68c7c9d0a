//! Lowers `oneOf`, `anyOf`, several `type`s and mixed enums to unions.

use super::apart::apart;
use super::context::Context;
use super::flatten::{Choice, Flat, flatten};
use super::peel::{Peeled, peel, peel_named};
use super::place::Place;
use super::schemas::{self, Kind, Lowered, flat_at, lower_peeled};
use super::{codes, docs, enums, tags};
use crate::contract::{JsonKind, Schema};
use crate::diagnostic::Diagnostic;
use crate::ir::{Shape, Text, Type, Union, UnionTag, UnionVariant};
use crate::source::Node;

/// So many combinations of several choices are written out.
const COMBINATIONS: usize = 16;

/// One member of a union before it is lowered.
#[derive(Clone)]
pub(super) struct Member<'doc> {
    /// The schema, without wrappers.
    pub(super) peeled: Peeled<'doc>,
    /// The name it is referred to by, which differs where one schema is just another name of another.
    pub(super) reference: Option<&'doc str>,
    /// With the properties that all members share.
    pub(super) flat: Flat<'doc>,
    /// The word for it, where no tag is.
    pub(super) word: String,
    /// Whether the schema alone has all of them.
    is_complete: bool,
}

impl Member<'_> {
    /// Whether a schema's name means this member.
    pub(super) fn is_called(&self, name: &str) -> bool {
        [self.peeled.name, self.reference].contains(&Some(name))
    }
}

/// Whether members are to be told apart at all; a combination that no type expresses is told and stays any JSON value.
pub(super) fn kind<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>) -> Kind {
    match flat.choices.as_slice() {
        [] => Kind::Union,
        [choice] => {
            let says_nothing = |node: &&'doc Node| member(cx, node).flat.is_anything();
            if choice.members.iter().all(says_nothing) && flat.properties.is_empty() {
                Kind::Anything
            } else {
                Kind::Union
            }
        }
        [_, second, ..] => {
            if combined(cx, flat).is_some() {
                return Kind::Union;
            }
            let message = "several `oneOf` or `anyOf` hold at once, so this stays any JSON value";
            cx.tell(Diagnostic::warning(codes::COMBINATION, second.span, message).help("write out the combinations"));
            Kind::Anything
        }
    }
}

/// The union of a folded schema, and whether a member brings null along.
pub(super) fn shape<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> (Shape, bool) {
    if flat.values.is_some() {
        return (untagged(enums::variants(cx, flat, place)), false);
    }
    let Some(choice) = flat.choices.first() else { return (untagged(kinds(cx, flat, place)), false) };
    let several = flat.choices.len() > 1;
    let members = if several { combined(cx, flat).unwrap_or_default() } else { members(cx, flat, choice) };
    let discriminator = choice.discriminator.or_else(|| flat.parts.iter().find_map(|schema| schema.discriminator()));
    let tagged = tags::find(cx, &members, discriminator.filter(|_| !several));
    let mut names: Vec<String> = Vec::new();
    let mut variants = Vec::new();
    let mut nullable = false;
    for (index, member) in members.iter().enumerate() {
        let tags = tagged.as_ref().map(|tagged| tagged.tags[index].clone()).unwrap_or_default();
        let name = unique(&names, tags.first().cloned().unwrap_or_else(|| member.word.clone()));
        names.push(name.clone());
        let place = place.variant(&name);
        // A member that contains the shared properties already, because it extends their schema, is itself.
        let lowered = if member.is_complete {
            lower_peeled(cx, member.peeled.clone(), &place)
        } else {
            let kind = schemas::kind(cx, &member.flat, false);
            let pinned = cx.settings.type_name(&place);
            let (ty, nullable) = flat_at(cx, member.flat.clone(), kind, pinned, &place);
            Lowered { ty, nullable, peeled: member.peeled.clone() }
        };
        nullable |= lowered.nullable;
        let of_its_own = matches!(lowered.ty, Type::Named(_));
        let docs = docs::text(None, lowered.peeled.text("description", of_its_own));
        variants.push(UnionVariant { tags, name, ty: lowered.ty, docs, boxed: false });
    }
    let shape = match tagged {
        Some(tagged) => {
            tags::adopt_nested(cx, &tagged.field, &mut variants);
            Shape::Union(Union { tag: UnionTag::Field(tagged.field), variants })
        }
        None => untagged(variants),
    };
    (shape, nullable)
}

/// A union that is read by trying. What may be anything is what no other member is, and so is each type that comes twice.
fn untagged(variants: Vec<UnionVariant>) -> Shape {
    let mut different: Vec<UnionVariant> = Vec::new();
    for variant in variants {
        let is_new = variant.ty != Type::Json && different.iter().all(|earlier| earlier.ty != variant.ty);
        if is_new {
            different.push(variant);
        }
    }
    if different.is_empty() {
        return Shape::Alias(Type::Json);
    }
    Shape::Union(Union { tag: UnionTag::Untagged, variants: different })
}

/// A union of plain kinds (`type: [string, integer]`).
fn kinds<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, place: &Place<'_>) -> Vec<UnionVariant> {
    let mut variants = Vec::new();
    for kind in &flat.kinds {
        let one = Flat { kinds: vec![*kind], ..flat.clone() };
        variants.push(plain_variant(cx, one, place));
    }
    variants
}

/// A member that is called by its kind.
pub(super) fn plain_variant<'doc>(cx: &mut Context<'doc, '_>, flat: Flat<'doc>, place: &Place<'_>) -> UnionVariant {
    let name = kind_word(&flat.kinds);
    let kind = schemas::kind(cx, &flat, false);
    let (ty, _) = flat_at(cx, flat, kind, None, &place.variant(name));
    UnionVariant { tags: Vec::new(), name: name.to_owned(), ty, docs: Text::default(), boxed: false }
}

/// The members of a choice, and those that only its discriminator lists.
fn members<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, choice: &Choice<'doc>) -> Vec<Member<'doc>> {
    let mut members: Vec<_> = choice.members.iter().map(|node| member(cx, node)).collect();
    for schema in
        choice.discriminator.map(|discriminator| tags::unlisted(cx, discriminator, &members)).unwrap_or_default()
    {
        let peeled = peel_named(cx, schema.node, schema.schema);
        members.push(of(cx, peeled, schema.schema));
    }
    apart(cx, &mut members);
    members.into_iter().map(|own| shared(cx, flat, choice, own)).collect()
}

pub(super) fn member<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Member<'doc> {
    let reference = Schema(node).reference().and_then(|reference| cx.resolve(reference)?.schema);
    let peeled = peel(cx, node);
    of(cx, peeled, reference)
}

fn of<'doc>(cx: &mut Context<'doc, '_>, peeled: Peeled<'doc>, reference: Option<&'doc str>) -> Member<'doc> {
    let flat = flatten(cx, peeled.node, peeled.name);
    let title = || peeled.text("title", true);
    let word = peeled.name.or_else(title).unwrap_or_else(|| kind_word(&flat.kinds)).to_owned();
    Member { peeled, reference, flat, word, is_complete: true }
}

/// A member with the properties that stand beside the choice.
fn shared<'doc>(
    cx: &mut Context<'doc, '_>,
    flat: &Flat<'doc>,
    choice: &Choice<'doc>,
    own: Member<'doc>,
) -> Member<'doc> {
    if flat.properties.iter().all(|shared| own.flat.property(shared.name).is_some()) {
        return own;
    }
    let mut merged = Flat { choices: Vec::new(), span: choice.span, ..flat.clone() };
    merged.add(cx, own.peeled.node);
    Member { flat: merged, is_complete: false, ..own }
}

/// One member of every choice at a time, where all are objects and there are few enough.
fn combined<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>) -> Option<Vec<Member<'doc>>> {
    let combinations =
        flat.choices.iter().try_fold(1_usize, |product, choice| product.checked_mul(choice.members.len()));
    combinations.filter(|number| *number <= COMBINATIONS)?;
    let beside = Flat { choices: Vec::new(), ..flat.clone() };
    let mut combined: Vec<Member<'doc>> = Vec::new();
    for (at, choice) in flat.choices.iter().enumerate() {
        let mut own: Vec<_> = choice.members.iter().map(|node| member(cx, node)).collect();
        apart(cx, &mut own);
        if !own.iter().all(|member| member.flat.is_object() && member.flat.choices.is_empty()) {
            return None;
        }
        let before = std::mem::take(&mut combined);
        for member in own {
            if at == 0 {
                combined.push(Member { flat: joined(cx, &beside, &member), is_complete: false, ..member });
                continue;
            }
            for earlier in &before {
                let flat = joined(cx, &earlier.flat, &member);
                combined.push(Member { flat, word: format!("{} {}", earlier.word, member.word), ..earlier.clone() });
            }
        }
    }
    Some(combined)
}

fn joined<'doc>(cx: &mut Context<'doc, '_>, flat: &Flat<'doc>, member: &Member<'doc>) -> Flat<'doc> {
    let mut joined = flat.clone();
    joined.add(cx, member.peeled.node);
    joined
}

fn unique(taken: &[String], name: String) -> String {
    let numbered = |n: usize| if n == 1 { name.clone() } else { format!("{name} {n}") };
    (1..).map(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
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
