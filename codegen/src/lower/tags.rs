//! Finds the field by which a reader tells the members of a union apart.

use super::context::Context;
use super::unions::Member;
use super::{codes, objects};
use crate::contract::Discriminator;
use crate::diagnostic::Diagnostic;
use crate::ir::{Shape, Type, UnionTag, UnionVariant};
use crate::source::{Entry, Node};

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
    let entries: Vec<&Entry> = discriminator.mapping.into_iter().flat_map(|mapping| mapping.iter()).collect();
    for entry in &entries {
        if !members.iter().any(|member| names(member, &entry.value)) {
            let message = format!("`{}` maps to no member of this choice", entry.key.text);
            cx.tell(Diagnostic::warning(codes::DISCRIMINATOR, entry.value.span, message));
        }
    }
    let mut taken: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    for member in members {
        let mapped = entries.iter().filter(|entry| names(member, &entry.value)).map(|entry| entry.key.text.to_string());
        let mut own: Vec<String> = mapped.collect();
        if own.is_empty() {
            own = implied(cx, member, discriminator.property);
        }
        own.retain(|tag| !taken.contains(tag));
        if own.is_empty() {
            let message = format!(
                "nothing says which `{}` selects this member, so it is found by trying",
                discriminator.property
            );
            cx.tell(Diagnostic::warning(codes::DISCRIMINATOR, member.node.span, message));
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
        None => member.reference.or(member.name).map(str::to_owned).into_iter().collect(),
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

/// Whether a mapping's value (a schema's name or a reference to it) means this member.
fn names(member: &Member<'_>, value: &Node) -> bool {
    let text = value.as_str().unwrap_or_default();
    let name = text.strip_prefix("#/components/schemas/").unwrap_or(text).replace("~1", "/").replace("~0", "~");
    [member.name, member.reference].contains(&Some(name.as_str()))
}
