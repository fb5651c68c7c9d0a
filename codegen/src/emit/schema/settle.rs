//! Makes a schema that stands alone: definitions that are used once stand where they are used, the others beside it.

use super::Schemas;
use crate::emit::json::{Json, Member};
use std::collections::BTreeMap;

impl<'sdk> Schemas<'sdk> {
    /// The definition behind a reference, in its place.
    pub(in crate::emit) fn opened(&self, schema: Json<'sdk>) -> Json<'sdk> {
        match self.referred(&schema).and_then(|name| self.definitions.get(name)) {
            Some(definition) => definition.clone(),
            None => schema,
        }
    }

    /// The schema with its definitions under `$defs`.
    pub(in crate::emit) fn settled(mut self, mut schema: Json<'sdk>) -> Json<'sdk> {
        let mut uses = BTreeMap::new();
        self.count(&schema, &mut uses);
        self.inline(&mut schema, &uses);
        let shared = uses.iter().filter(|(_, uses)| **uses > 1);
        let shared: Vec<Member<'sdk>> = shared
            .filter_map(|(name, _)| {
                let mut definition = self.definitions.remove(name)?;
                self.inline(&mut definition, &uses);
                Some((name.clone().into(), definition))
            })
            .collect();
        schema.with_some("$defs", (!shared.is_empty()).then_some(Json::Object(shared)))
    }

    /// Counts how often each definition is referred to from what can be reached.
    fn count(&self, json: &Json<'_>, uses: &mut BTreeMap<String, usize>) {
        if let Some(name) = self.referred(json) {
            match uses.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    uses.insert(name.to_owned(), 1);
                    if let Some(definition) = self.definitions.get(name) {
                        self.count(definition, uses);
                    }
                }
            }
        }
        match json {
            Json::Object(members) => members.iter().for_each(|(_, value)| self.count(value, uses)),
            Json::List(items) => items.iter().for_each(|item| self.count(item, uses)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }

    /// Puts every definition that is used once in its place. One that refers to itself is used twice: a first time from
    /// outside.
    fn inline(&mut self, json: &mut Json<'sdk>, uses: &BTreeMap<String, usize>) {
        let once = self.referred(json).filter(|name| uses.get(*name) == Some(&1)).map(str::to_owned);
        if let Some(mut definition) = once.and_then(|name| self.definitions.remove(&name)) {
            self.inline(&mut definition, uses);
            let reference = std::mem::replace(json, Json::Null);
            *json = joined(definition, reference);
            return;
        }
        match json {
            Json::Object(members) => members.iter_mut().for_each(|(_, value)| self.inline(value, uses)),
            Json::List(items) => items.iter_mut().for_each(|item| self.inline(item, uses)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }

    /// The name of the definition that a schema refers to, which it says first.
    fn referred<'j>(&self, json: &'j Json<'_>) -> Option<&'j str> {
        match json {
            Json::Object(members) => match members.first() {
                Some((name, Json::Text(reference))) if name == "$ref" => reference.strip_prefix(self.home),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A definition with what stood beside the reference to it: words about this use go before those about the type.
fn joined<'a>(definition: Json<'a>, reference: Json<'a>) -> Json<'a> {
    let Json::Object(beside) = reference else { return definition };
    let beside: Vec<Member<'a>> = beside.into_iter().filter(|(name, _)| name != "$ref").collect();
    let is_said = |(name, _): &Member<'_>| name != "description" && definition.get(name).is_some();
    if beside.iter().any(is_said) {
        let both = Json::object().with("allOf", Json::List(vec![definition]));
        return beside.into_iter().fold(both, |both, (name, value)| both.with(name, value));
    }
    let is_overridden = |name: &str| name == "description" && beside.iter().any(|(other, _)| other == name);
    let members = match definition {
        Json::Object(members) => members.into_iter().filter(|(name, _)| !is_overridden(name)).collect(),
        _ => Vec::new(),
    };
    Json::Object(members.into_iter().chain(beside).collect())
}
