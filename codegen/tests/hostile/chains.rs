//! Contracts whose schemas lead on and on, or out of which everything grows.

use crate::{generate, spec};
use serde_json::{Map, Value, json};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// A stack as small as that of a thread of a test; chains must not depend on it.
const STACK: usize = 2 << 20;

/// Generates an SDK whose answer is the schema `S0`; how long that takes is bounded.
fn answer(what: &str, schemas: Map<String, Value>) -> Vec<&'static str> {
    let folder = spec("plain");
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
    let contract = json!({
        "openapi": "3.1.0", "info": { "title": "Acme", "version": "1" },
        "paths": { "/{org}/widgets": { "get": { "responses": { "200": { "description": "Ok", "content": content } } } } },
        "components": { "schemas": schemas },
    });
    fs::write(folder.path().join("contract.yaml"), contract.to_string()).unwrap();
    let start = Instant::now();
    let run = thread::Builder::new().stack_size(STACK).spawn(move || {
        let (generated, codes) = generate(folder.path());
        assert!(generated.is_some(), "{codes:?}");
        codes
    });
    let codes = run.unwrap().join().unwrap_or_else(|_| panic!("{what}"));
    assert!(start.elapsed() < Duration::from_secs(60), "{what} took {:?}", start.elapsed());
    codes
}

/// `S0` to `Sn`, each made from the reference to the next; the last one is text.
fn chain(length: usize, link: impl Fn(usize, Value) -> Value) -> Map<String, Value> {
    let next = |at: usize| json!({ "$ref": format!("#/components/schemas/S{}", at + 1) });
    let mut schemas: Map<String, Value> = (0..length).map(|at| (format!("S{at}"), link(at, next(at)))).collect();
    schemas.insert(format!("S{length}"), json!({ "type": "string" }));
    schemas
}

#[test]
fn chains_of_references_end() {
    let told = answer("references", chain(100_000, |_, next| next));
    assert!(told.contains(&"OA207"), "{told:?}");
    let told = answer(
        "references beside others",
        chain(
            100_000,
            |at, next| json!({ "$ref": next["$ref"], "properties": { format!("p{at}"): { "type": "string" } } }),
        ),
    );
    assert!(told.contains(&"OA207"), "{told:?}");
    let told = answer(
        "allOf",
        chain(
            100_000,
            |at, next| json!({ "allOf": [next, { "properties": { format!("p{at}"): { "type": "string" } } }] }),
        ),
    );
    assert!(told.contains(&"OA207"), "{told:?}");
}

/// Every schema is a type of its own here, however long the way to it.
#[test]
fn chains_of_objects_are_types() {
    answer("properties", chain(3_000, |_, next| json!({ "type": "object", "properties": { "next": next } })));
    answer(
        "lists of objects",
        chain(
            3_000,
            |_, next| json!({ "type": "object", "properties": { "all": { "type": "array", "items": next } } }),
        ),
    );
}

#[test]
fn chains_without_objects_end() {
    let told = answer("lists", chain(20_000, |_, next| json!({ "type": "array", "items": next })));
    assert!(told.contains(&"OA207"), "{told:?}");
    let told = answer("maps", chain(20_000, |_, next| json!({ "additionalProperties": next })));
    assert!(told.contains(&"OA207"), "{told:?}");
    let told = answer("choices", chain(20_000, |_, next| json!({ "oneOf": [next, { "type": "integer" }] })));
    assert!(told.contains(&"OA207"), "{told:?}");
}

#[test]
fn doubling_schemas_are_folded_once() {
    answer(
        "allOf of two",
        chain(
            60,
            |at, next| json!({ "allOf": [next.clone(), next, { "properties": { format!("p{at}"): { "type": "string" } } }] }),
        ),
    );
    answer("properties of two", chain(60, |_, next| json!({ "properties": { "a": next.clone(), "b": next } })));
    answer(
        "oneOf of two",
        chain(
            60,
            |_, next| json!({ "oneOf": [{ "properties": { "a": next.clone() } }, { "properties": { "b": next } }] }),
        ),
    );
}

#[test]
fn circles_of_every_kind_end() {
    let mut schemas = chain(9, |_, next| json!({ "properties": { "next": next } }));
    for (at, link) in ["allOf", "oneOf", "anyOf"].into_iter().enumerate() {
        let back = |to: usize| json!({ "$ref": format!("#/components/schemas/S{to}") });
        schemas
            .insert(format!("S{at}"), json!({ link: [back((at + 1) % 3), back((at + 2) % 3), { "type": "object" }] }));
    }
    schemas.insert("S9".to_owned(), json!({ "type": "array", "items": [{ "$ref": "#/components/schemas/S9" }, { "$ref": "#/components/schemas/S0" }] }));
    answer("circles", schemas);
}

#[test]
fn much_of_a_kind_takes_its_time_and_no_more() {
    let object =
        |properties: Map<String, Value>| Map::from_iter([("S0".to_owned(), json!({ "properties": properties }))]);
    let names: Vec<String> = (0..20_000).map(|at| format!("name{at}")).collect();
    let fields = names.iter().map(|name| (name.clone(), json!({ "type": "integer" }))).collect();
    let mut wide = object(fields);
    wide["S0"]["required"] = json!(names);
    answer("fields", wide);
    // All of them are the same name in Rust.
    let signs: Vec<String> = (0..10_000).map(|at| "-".repeat(at % 100 + 1) + &"_".repeat(at / 100)).collect();
    let same = signs.iter().map(|name| (name.clone(), json!({ "type": "integer" }))).collect();
    answer("fields that collide", object(same));
    answer("an enum whose members collide", Map::from_iter([("S0".to_owned(), json!({ "enum": signs }))]));
    answer("an enum", Map::from_iter([("S0".to_owned(), json!({ "enum": names }))]));
    let lost = names.iter().map(|name| (name.clone(), json!({ "$ref": format!("#/components/schemas/{name}x") })));
    let mut schemas = object(lost.collect());
    schemas.extend(names.iter().map(|name| (name.clone(), json!({ "type": "string" }))));
    let told = answer("references that point at nothing", schemas);
    assert!(told.contains(&"OA103"), "{told:?}");
    let members: Vec<Value> = (0..2_000).map(|at| json!({ "$ref": format!("#/components/schemas/M{at}") })).collect();
    let mapping: Map<String, Value> = (0..2_000).map(|at| (format!("k{at}"), json!(format!("M{at}")))).collect();
    let mut schemas: Map<String, Value> =
        (0..2_000).map(|at| (format!("M{at}"), json!({ "properties": { "k": { "type": "string" } } }))).collect();
    schemas.insert(
        "S0".to_owned(),
        json!({ "oneOf": members, "discriminator": { "propertyName": "k", "mapping": mapping } }),
    );
    answer("members of a union", schemas);
}
