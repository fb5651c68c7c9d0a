//! Finds words for the members of a union that would otherwise only be counted: what one of them has and no other has.

use super::context::Context;
use super::flatten::{Property, flatten};
use super::peel::peel;
use super::unions::{self, Member};
use crate::contract::JsonKind;
use crate::source::Value;
use std::collections::HashMap;

/// Gives every member whose word another one has too a word of its own, where something tells it apart.
pub(super) fn apart<'doc>(cx: &mut Context<'doc, '_>, members: &mut [Member<'doc>]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    members.iter().for_each(|member| *taken.entry(spelling(&member.word)).or_default() += 1);
    if taken.len() == members.len() {
        return;
    }
    let had = Had::by(cx, members);
    for member in members {
        let own = spelling(&member.word);
        if taken.get(&own).is_none_or(|count| *count < 2) {
            continue;
        }
        let words = if member.flat.is_object() { had.words(cx, member) } else { list_word(cx, member) };
        if let Some(word) = words.into_iter().find(|word| !taken.contains_key(&spelling(word))) {
            *taken.entry(spelling(&word)).or_default() += 1;
            member.word = word;
        }
    }
}

/// What a word has in common with others that would be the same name: case and signs are lost on the way to Rust.
fn spelling(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the members of a union have, counted.
struct Had<'doc> {
    /// The members that have a property.
    properties: HashMap<&'doc str, usize>,
    /// The members in which a property allows one value, and in which it is this one.
    single: HashMap<&'doc str, usize>,
    values: HashMap<(&'doc str, String), usize>,
}

impl<'doc> Had<'doc> {
    fn by(cx: &mut Context<'doc, '_>, members: &[Member<'doc>]) -> Self {
        let mut had = Self { properties: HashMap::new(), single: HashMap::new(), values: HashMap::new() };
        for property in members.iter().flat_map(|member| &member.flat.properties) {
            *had.properties.entry(property.name).or_default() += 1;
            if let Some(value) = single(cx, property) {
                *had.single.entry(property.name).or_default() += 1;
                *had.values.entry((property.name, value)).or_default() += 1;
            }
        }
        had
    }

    /// What tells an object apart, the best first: the one value of a property that has another value in another
    /// member, then a property that only this member has, required ones before others.
    fn words(&self, cx: &mut Context<'doc, '_>, member: &Member<'doc>) -> Vec<String> {
        let own = &member.flat;
        let mut words = Vec::new();
        for property in &own.properties {
            let Some(value) = single(cx, property) else { continue };
            let is_compared = self.single.get(property.name).is_some_and(|count| *count > 1);
            if is_compared && self.values.get(&(property.name, value.clone())) == Some(&1) {
                words.push(value);
            }
        }
        let unique = own.properties.iter().filter(|property| self.properties.get(property.name) == Some(&1));
        let (required, optional): (Vec<_>, Vec<_>) = unique.partition(|property| own.requires(property.name));
        words.extend(required.into_iter().chain(optional).map(|property| property.name.to_owned()));
        words
    }
}

/// The word for the one value that a property allows; of a number or truth value it says what of: `version 2`.
fn single<'doc>(cx: &mut Context<'doc, '_>, property: &Property<'doc>) -> Option<String> {
    let peeled = peel(cx, property.node);
    match flatten(cx, peeled.node, peeled.name).values?.as_slice() {
        [only] if !peeled.nullable => match &only.value {
            Value::String(text) => Some(text.to_string()),
            Value::Number(number) => Some(format!("{} {}", property.name, number.0)),
            Value::Bool(value) => Some(format!("{} {value}", property.name)),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        },
        _ => None,
    }
}

/// What tells a list apart: what it is a list of.
fn list_word<'doc>(cx: &mut Context<'doc, '_>, member: &Member<'doc>) -> Vec<String> {
    match (member.flat.kinds.as_slice(), member.flat.items.as_slice()) {
        ([JsonKind::Array], [items]) => vec![format!("{} list", unions::member(cx, items).word)],
        _ => Vec::new(),
    }
}
