//! Text that wants out: of a doc comment, a string, an identifier, a line of TOML; and files that want too much.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop anywhere")]

mod chains;

use meterforge_codegen::diagnostic::{Diagnostics, Sources};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Generated, Settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::source::{self, Limits};
use meterforge_codegen::write::FileSet;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::json;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};

/// What must never become a token of its own; naming would never leave it so.
const MARK: &str = "escapedMARK";

/// Ways out of everything that text is put into.
const WAYS_OUT: [&str; 14] = [
    "*/ fn escapedMARK() {} /*",
    "\"; fn escapedMARK() {} //",
    "\"# ; fn escapedMARK() {} //",
    "\n fn escapedMARK() {}",
    "\r fn escapedMARK() {}",
    "\r\n#![escapedMARK]",
    "\u{2028}fn escapedMARK() {}",
    "\u{85}fn escapedMARK() {}",
    "```\n\n```rust\nescapedMARK!();\n```",
    "{escapedMARK} {0:?} {{escapedMARK}}",
    "\\\" + escapedMARK + \\\"",
    "]] #[escapedMARK] [[",
    "\u{202e}escapedMARK\u{200b}",
    "-->\n\"\"\"\n[escapedMARK]\n'''",
];

fn generate(folder: &Path) -> (Option<Generated>, Vec<&'static str>) {
    let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
    let run = generate::generate(folder, &settings).unwrap();
    let codes = run.diagnostics.iter().map(|finding| finding.code).collect();
    (run.generated, codes)
}

/// A spec in which the text stands wherever text may stand.
fn spec(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("widget{text}");
    let manifest = json!({
        "crate": "acme-metering",
        "capabilities": ["acme.yaml"],
        "contract": "contract.yaml",
        "notes": [text],
        "credential": { "description": text },
        "ids": { "OrgId": { "description": text, "parameters": ["org"] } },
        "operations": { "makewidget": { "description": text } },
    });
    let capability = json!({
        "naftiko": "1.0.0-alpha2",
        "info": { "label": text, "description": text },
        "binds": [{ "namespace": "env", "keys": { "ACME_KEY": "ACME_KEY" }, "description": text }],
        "consumes": [{
            "type": "http", "namespace": "acme", "baseUri": "https://api.acme.test", "description": text,
            "authentication": { "type": "bearer", "token": "{{env.ACME_KEY}}" },
            "resources": [
                { "name": text, "path": "/{org}/widgets", "description": text, "operations": [
                    { "name": "makewidget", "method": "POST", "description": text, "inputParameters": [
                        { "name": name, "in": "query", "description": text },
                    ] },
                    { "name": "readwidget", "method": "GET", "description": text },
                ] },
            ],
        }],
    });
    let widget = json!({
        "type": "object", "description": text, "required": [name], "title": text,
        "properties": {
            &name: { "type": "string", "description": text, "default": text, "example": text, "pattern": text },
            text: { "type": "string", "enum": [text, "", "plain"] },
            "fixed": { "type": "string", "const": text },
            "either": { "oneOf": [{ "type": "string" }, { "type": "integer" }], "description": text },
        },
    });
    let answers = json!({
        "200": { "description": text, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Widget" },
            "example": { "x": text } } } },
        "4XX": { "description": text, "content": { "application/json": { "schema": { "type": "object",
            "properties": { &name: { "type": "string" } } } } } },
    });
    let operation = json!({
        "operationId": name, "summary": text, "description": text, "tags": [text],
        "parameters": [{ "name": name, "in": "query", "description": text, "schema": { "type": "string", "enum": [text, "b"] } }],
        "requestBody": { "description": text, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Widget" } } } },
        "responses": answers,
    });
    let read = json!({ "operationId": text, "responses": answers });
    let contract = json!({
        "openapi": "3.1.0", "info": { "title": text, "version": text, "description": text },
        "paths": { "/{org}/widgets": { "post": operation, "get": read } },
        "components": { "schemas": { "Widget": widget, name: { "type": "string" } } },
    });
    for (file, value) in [("sdk.yaml", manifest), ("acme.yaml", capability), ("contract.yaml", contract)] {
        fs::write(folder.path().join(file), value.to_string()).unwrap();
    }
    folder
}

/// Whether the mark is a name somewhere in the code, attributes included.
fn holds_mark(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => holds_mark(group.stream()),
        TokenTree::Ident(ident) => ident == MARK,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn no_code_from_text(text: &str, files: &FileSet) {
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let tokens: TokenStream = content.parse().unwrap_or_else(|error| panic!("{text:?} in {path}: {error}"));
        assert!(!holds_mark(tokens), "{text:?} became code in {path}:\n{content}");
        let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{202a}'..='\u{202e}');
        assert!(!content.contains(steers), "{text:?} is raw in {path}:\n{content}");
    }
}

#[test]
fn text_stays_text() {
    for text in WAYS_OUT {
        let folder = spec(text);
        let (generated, codes) = generate(folder.path());
        let files = generated.unwrap_or_else(|| panic!("{text:?} stopped generation: {codes:?}")).files;
        no_code_from_text(text, &files);
        let cargo = &files["Cargo.toml"];
        assert!(!cargo.lines().any(|line| line.trim_start().starts_with("[escaped")), "{cargo}");
        let quotes = cargo.lines().filter(|line| line.starts_with("description = "));
        assert_eq!(quotes.count(), 1, "{cargo}");
    }
}

#[test]
fn paths_stay_paths() {
    for text in WAYS_OUT {
        let folder = spec("plain");
        let capability = fs::read_to_string(folder.path().join("acme.yaml")).unwrap();
        let path = json!(format!("/{{org}}/widgets/{text}")).to_string();
        fs::write(folder.path().join("acme.yaml"), capability.replace("\"/{org}/widgets\"", &path)).unwrap();
        let contract = fs::read_to_string(folder.path().join("contract.yaml")).unwrap();
        fs::write(folder.path().join("contract.yaml"), contract.replace("\"/{org}/widgets\"", &path)).unwrap();
        let (generated, codes) = generate(folder.path());
        match generated {
            Some(generated) => no_code_from_text(text, &generated.files),
            None => assert!(codes.iter().any(|code| ["NK222", "NK117"].contains(code)), "{text:?}: {codes:?}"),
        }
    }
}

#[test]
fn the_crate_cannot_be_called_out_of_its_folder() {
    for name in ["../acme", "/acme", "a/b", "..", "acme\\x", "acme\0", "Cargo.toml/..", "con"] {
        let folder = spec("plain");
        let manifest = json!({ "crate": name, "capabilities": ["acme.yaml"] });
        fs::write(folder.path().join("sdk.yaml"), manifest.to_string()).unwrap();
        let (generated, codes) = generate(folder.path());
        assert!(generated.is_none() && codes.contains(&"SY104"), "{name:?}: {codes:?}");
    }
}

#[test]
fn names_of_files_name_no_output() {
    let outer = tempfile::tempdir().unwrap();
    let inner = spec("plain");
    fs::copy(inner.path().join("acme.yaml"), outer.path().join("acme.yaml")).unwrap();
    let spec = outer.path().join("spec");
    fs::create_dir(&spec).unwrap();
    let manifest = json!({ "crate": "acme-metering", "capabilities": ["../acme.yaml"] });
    fs::write(spec.join("sdk.yaml"), manifest.to_string()).unwrap();
    let (generated, codes) = generate(&spec);
    let files = generated.unwrap_or_else(|| panic!("{codes:?}")).files;
    assert!(files.keys().all(|path| !path.contains("..") && !path.starts_with('/')));
}

/// What reading a text as a capability finds.
fn read(text: String) -> Vec<&'static str> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    source::read_text(&mut sources, &mut found, "acme.yaml", text, Limits::CAPABILITY);
    found.iter().map(|finding| finding.code).collect()
}

#[test]
fn small_files_stay_small() {
    let laughs = |value: &str| {
        let mut text = format!("a0: &a0 {value}\n");
        for level in 1..12 {
            let below = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        text
    };
    let cases = [
        (laughs("lol"), "NK011"),
        // Text that is repeated costs memory as nodes do.
        (laughs(&"x".repeat(100_000)), "NK011"),
        ("a: &a [*a]\n".to_owned(), "NK011"),
        (format!("a: {}", "[".repeat(100_000)), "NK015"),
        (format!("a: {}", "{a: ".repeat(100_000)), "NK015"),
        ((0..5000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(), "NK015"),
        (format!("{{\"a\":{}", "[".repeat(100_000)), "NK015"),
        (format!("a: [{}]", "0,".repeat(1_000_001)), "NK015"),
    ];
    for (text, code) in cases {
        let start = Instant::now();
        let head: String = text.chars().take(40).collect();
        let codes = read(text);
        assert!(codes.contains(&code), "{head}…: {codes:?}");
        assert!(start.elapsed() < Duration::from_secs(20), "{head}… took {:?}", start.elapsed());
    }
}

#[test]
fn gigabytes_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    // The file system keeps no blocks for it.
    File::create(folder.path().join("acme.yaml")).unwrap().set_len(4 << 30).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let path = folder.path().join("acme.yaml");
    let start = Instant::now();
    assert!(source::read(&mut sources, &mut found, &path, Limits::CAPABILITY).is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["NK015"]);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn references_in_circles_end() {
    let chain = |number: usize| json!({ "$ref": format!("#/components/schemas/S{}", (number + 1) % 300) });
    let mut schemas: serde_json::Map<String, _> =
        (0..300).map(|number| (format!("S{number}"), chain(number))).collect();
    let own = |keyword: &str| json!({ keyword: [{ "$ref": format!("#/components/schemas/{keyword}") }, { "type": "object" }] });
    for keyword in ["allOf", "oneOf", "anyOf"] {
        schemas.insert(keyword.to_owned(), own(keyword));
    }
    schemas.insert("items".to_owned(), json!({ "type": "array", "items": { "$ref": "#/components/schemas/items" } }));
    schemas.insert("map".to_owned(), json!({ "additionalProperties": { "$ref": "#/components/schemas/map" } }));
    schemas.insert("through".to_owned(), json!({ "$ref": "#/components/schemas/through/properties/x" }));
    let names = ["S0", "allOf", "oneOf", "anyOf", "items", "map", "through"];
    let properties: serde_json::Map<String, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "$ref": format!("#/components/schemas/{name}") })))
        .collect();
    let folder = spec("plain");
    let content = json!({ "application/json": { "schema": { "type": "object", "properties": properties } } });
    let contract = json!({
        "openapi": "3.1.0", "info": { "title": "Acme", "version": "1" },
        "paths": { "/{org}/widgets": {
            "get": { "responses": { "200": { "description": "Ok", "content": content }, "404": { "$ref": "#/components/responses/A" } } },
            "post": { "requestBody": { "$ref": "#/components/requestBodies/A" }, "responses": {} },
        } },
        "components": {
            "schemas": schemas,
            "responses": { "A": { "$ref": "#/components/responses/B" }, "B": { "$ref": "#/components/responses/A" } },
            "requestBodies": { "A": { "$ref": "#/components/requestBodies/A" } },
        },
    });
    fs::write(folder.path().join("contract.yaml"), contract.to_string()).unwrap();
    let start = Instant::now();
    let (generated, codes) = generate(folder.path());
    assert!(codes.contains(&"OA105"), "{codes:?}");
    assert!(generated.is_none_or(|generated| !generated.files.is_empty()));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
