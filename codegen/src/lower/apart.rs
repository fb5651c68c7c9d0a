//! Finds words for the members of a union that would otherwise only be counted: what one of them has and no other has.

use super::context::Context;
use super::flatten::{Property, flatten};
use super::peel::peel;
use super::unions::{self, Member};
use crate::contract::JsonKind;
use crate::source::Value;

/// Gives every member whose word another one has too a word of its own, where something tells it apart.
pub(super) fn apart<'doc>(cx: &mut Context<'doc, '_>, members: &mut [Member<'doc>]) {
    let is_shared = |at: usize| has(members, at, &members[at].word);
    let shared: Vec<usize> = (0..members.len()).filter(|at| is_shared(*at)).collect();
    for at in shared {
        let words = if members[at].flat.is_object() { words(cx, members, at) } else { list_word(cx, &members[at]) };
        if let Some(word) = words.into_iter().find(|word| !has(members, at, word)) {
            members[at].word = word;
        }
    }
}

/// Whether another member goes by this word.
fn has(members: &[Member<'_>], at: usize, word: &str) -> bool {
    members.iter().enumerate().any(|(other, member)| other != at && is_same(&member.word, word))
}

/// Names are the same when only their spelling differs, since case is lost on the way to Rust.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (one, other): (Vec<char>, Vec<char>) = (letters(one), letters(other));
    one == other
}

/// What tells an object apart, the best first: the one value of a property that has another value in another member,
/// then a property that only this member has, required ones before others.
fn words<'doc>(cx: &mut Context<'doc, '_>, members: &[Member<'doc>], at: usize) -> Vec<String> {
    let others = || members.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, member)| &member.flat);
    let own = &members[at].flat;
    let mut words = Vec::new();
    for property in &own.properties {
        let Some(value) = single(cx, property) else { continue };
        let elsewhere: Vec<_> = others().filter_map(|flat| flat.property(property.name)).collect();
        let values: Vec<_> = elsewhere.iter().map(|property| single(cx, property)).collect();
        if values.iter().any(Option::is_some) && values.iter().all(|other| other.as_ref() != Some(&value)) {
            words.push(value);
        }
    }
    let unique = own.properties.iter().filter(|property| others().all(|flat| flat.property(property.name).is_none()));
    let (required, optional): (Vec<_>, Vec<_>) = unique.partition(|property| own.requires(property.name));
    words.extend(required.into_iter().chain(optional).map(|property| property.name.to_owned()));
    words
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
