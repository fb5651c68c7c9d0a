//! Finds the field by which a reader tells the members of a union apart.

use super::context::Context;
use super::unions::Member;
use super::{codes, objects};
use crate::contract::{Discriminator, Resolved};
use crate::diagnostic::Diagnostic;
use crate::ir::{Shape, Type, UnionTag, UnionVariant};
use crate::source::Entry;

/// A field that tells members apart.
pub(super) struct Tagged {
    /// Its wire name.
    pub(super) field: String,
    /// For every member, the values that select it.
    pub(super) tags: Vec<Vec<String>>,
}

/// The field that the discriminator names, or one that holds a different single text in every member.
pub(super) fn find<'doc>(
    cx: &mut Context<'doc, '_>,
    members: &[Member<'doc>],
    discriminator: Option<Discriminator<'doc>>,
) -> Option<Tagged> {
    match discriminator {
        Some(discriminator) => declared(cx, members, discriminator),
        None => distinguishing(cx, members),
    }
}

fn declared<'doc>(
    cx: &mut Context<'doc, '_>,
    members: &[Member<'doc>],
    discriminator: Discriminator<'doc>,
) -> Option<Tagged> {
    let entries: Vec<(&Entry, String)> = mapping(discriminator).collect();
    for (entry, name) in &entries {
        if !members.iter().any(|member| member.is_called(name)) {
            let message = format!("`{}` maps to no member of this choice and to no schema", entry.key.text);
            cx.tell(Diagnostic::warning(codes::DISCRIMINATOR, entry.value.span, message));
        }
    }
    let mut taken: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    for member in members {
        let mapped = entries.iter().filter(|(_, name)| member.is_called(name));
        let mut own: Vec<String> = mapped.map(|(entry, _)| entry.key.text.to_string()).collect();
        if own.is_empty() {
            own = implied(cx, member, discriminator.property);
        }
        own.retain(|tag| !taken.contains(tag));
        if own.is_empty() {
            let message = format!(
                "nothing says which `{}` selects this member, so it is found by trying",
                discriminator.property
            );
            cx.tell(Diagnostic::warning(codes::DISCRIMINATOR, member.peeled.node.span, message));
            return None;
        }
        taken.extend(own.iter().cloned());
        tags.push(own);
    }
    Some(Tagged { field: discriminator.property.to_owned(), tags })
}

/// Without mapping: the values that the member's property lists, else the schema's name.
fn implied<'doc>(cx: &mut Context<'doc, '_>, member: &Member<'doc>, property: &str) -> Vec<String> {
    let listed = member.flat.property(property).and_then(|property| objects::texts(cx, property.node));
    match listed {
        Some(texts) => texts.into_iter().map(str::to_owned).collect(),
        None => member.reference.or(member.peeled.name).map(str::to_owned).into_iter().collect(),
    }
}

fn distinguishing<'doc>(cx: &mut Context<'doc, '_>, members: &[Member<'doc>]) -> Option<Tagged> {
    let first = members.first()?;
    let candidates: Vec<&str> = first.flat.properties.iter().map(|property| property.name).collect();
    candidates.into_iter().find_map(|field| {
        let mut tags: Vec<Vec<String>> = Vec::new();
        for member in members {
            let property = member.flat.property(field).filter(|_| member.flat.requires(field))?;
            let tag = vec![objects::single_text(cx, property.node)?.to_owned()];
            if tags.contains(&tag) {
                return None;
            }
            tags.push(tag);
        }
        Some(Tagged { field: field.to_owned(), tags })
    })
}

/// A member that is itself a union by the same field is selected by all tags of that union.
pub(super) fn adopt_nested(cx: &Context<'_, '_>, field: &str, variants: &mut [UnionVariant]) {
    for variant in variants {
        let Type::Named(id) = variant.ty else { continue };
        let Shape::Union(inner) = &cx.arena.get(id).shape else { continue };
        if inner.tag == UnionTag::Field(field.to_owned()) {
            variant.tags = inner.variants.iter().flat_map(|variant| variant.tags.clone()).collect();
        }
    }
}

/// The schemas that a mapping lists and the choice does not.
pub(super) fn unlisted<'doc>(
    cx: &Context<'doc, '_>,
    discriminator: Discriminator<'doc>,
    members: &[Member<'doc>],
) -> Vec<Resolved<'doc>> {
    let mut unlisted: Vec<Resolved<'_>> = Vec::new();
    for (_, name) in mapping(discriminator) {
        let is_listed = members.iter().any(|member| member.is_called(&name));
        let found = cx.contract.filter(|_| !is_listed).and_then(|contract| contract.schema(&name));
        let is_new = |schema: &Resolved<'_>| unlisted.iter().all(|earlier| earlier.schema != schema.schema);
        unlisted.extend(found.filter(is_new));
    }
    unlisted
}

/// Every line of a mapping with the schema's name that it means.
fn mapping<'doc>(discriminator: Discriminator<'doc>) -> impl Iterator<Item = (&'doc Entry, String)> {
    let entries = discriminator.mapping.into_iter().flat_map(|mapping| mapping.iter());
    entries.map(|entry| (entry, schema_name(entry.value.as_str().unwrap_or_default())))
}

/// The schema's name in a mapping: the name itself, a reference to it, or the end of one that once led to another file.
fn schema_name(text: &str) -> String {
    let name = match text.split_once('#') {
        Some((_, pointer)) => pointer.rsplit('/').next().unwrap_or_default(),
        None if text.ends_with(".json") || text.ends_with(".yaml") || text.ends_with(".yml") => {
            text.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map_or(text, |(stem, _)| stem)
        }
        None => text,
    };
    name.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_name_schemas_in_many_ways() {
        for (text, name) in [
            ("Dog", "Dog"),
            ("a.b.Dog", "a.b.Dog"),
            ("#/components/schemas/Dog", "Dog"),
            ("#/components/schemas/pets~1Dog", "pets/Dog"),
            ("pets.yaml#/Dog", "Dog"),
            ("./schemas/Dog.yaml", "Dog"),
        ] {
            assert_eq!(schema_name(text), name, "{text}");
        }
    }
}
