//! `cargo xtask new` as a person calls it.

#![allow(clippy::unwrap_used, reason = "a test may stop anywhere")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const CAPABILITY: &str = "\
naftiko: 1.0.0-alpha2
info: { label: Acme widgets, description: Widgets }
binds: [ { namespace: env, keys: { ACME_API_KEY: ACME_API_KEY } } ]
capability:
  consumes:
  - type: http
    namespace: acme
    baseUri: https://api.acme.test
    description: Widgets
    authentication: { type: apikey, key: Authorization, value: '{{env.ACME_API_KEY}}', placement: header }
    resources:
    - name: widgets
      path: /widgets
      operations:
      - { name: listwidgets, method: GET }
      - { name: createwidget, method: POST, inputParameters: [ { name: body, in: body, type: object } ] }
    - { name: orders, path: '/widgets/{widgetId}/orders', operations: [ { name: listorders, method: GET } ] }
    - { name: parts, path: /parts, operations: [ { name: listparts, method: GET } ] }
    - { name: bins, path: /bins, operations: [ { name: listbins, method: GET } ] }
";

const CONTRACT: &str = r#"
openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [ { url: https://api.acme.test/ }, { url: https://eu.acme.test } ]
components:
  securitySchemes:
    ApiKey: { type: apiKey, in: header, name: Authorization, description: "Send `Authorization: Key <secret>`." }
    Person: { type: http, scheme: bearer }
  schemas:
    Widget: { type: object, properties: { widgetId: { type: string } } }
    Widgets: { type: object, properties: { widgets: { type: array, items: { $ref: '#/components/schemas/Widget' } },
      nextOffset: { type: integer } } }
    Orders: { type: object, properties: { data: { type: array, items: { type: object } }, errors: { type: array,
      items: { type: string } }, next_page_token: { type: [string, "null"] } } }
    Parts: { type: object, properties: { parts: { type: array, items: { type: string } }, meta: { type: object,
      properties: { page: { type: object, properties: { number: { type: integer }, size: { type: integer },
      total: { type: integer } } } } } } }
    Bins: { type: object, properties: { bins: { type: array, items: { type: string } } } }
paths:
  /widgets:
    get:
      parameters: [ { name: offset, in: query, schema: { type: integer } }, { name: limit, in: query,
        schema: { type: integer } } ]
      responses: { "200": { description: Ok, content: { application/json: { schema: {
        $ref: '#/components/schemas/Widgets' } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Widget' } } } }
      responses: { "204": { description: Ok } }
  /widgets/{widgetId}/orders:
    parameters: [ { name: widgetId, in: path, required: true, schema: { type: string } } ]
    get:
      parameters: [ { name: page_token, in: query, schema: { type: string } } ]
      responses: { "200": { description: Ok, content: { application/json: { schema: {
        $ref: '#/components/schemas/Orders' } } } } }
  /parts:
    get:
      parameters: [ { name: page, in: query, style: deepObject, schema: { type: object, properties: {
        number: { type: integer }, size: { type: integer } } } } ]
      responses: { "200": { description: Ok, content: { application/json: { schema: {
        $ref: '#/components/schemas/Parts' } } } } }
  /bins:
    get:
      parameters: [ { name: cursor, in: query, schema: { type: string } } ]
      responses: { "200": { description: Ok, content: { application/json: { schema: {
        $ref: '#/components/schemas/Bins' } } } } }
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn new(folder: &Path, arguments: &[&str]) -> Output {
    let arguments = ["new", "--root", "."].iter().chain(arguments);
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

#[test]
fn guesses_and_says_what_it_guessed() {
    let folder = folder(&[("in/acme.yaml", CAPABILITY), ("in/vendor.yaml", CONTRACT)]);
    let arguments = ["acme-widgets", "--capability", "in/acme.yaml", "--contract", "in/vendor.yaml"];
    let output = new(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(read(&folder, "specs/acme-widgets/acme.yaml"), CAPABILITY);
    assert_eq!(read(&folder, "specs/acme-widgets/contract.yaml"), CONTRACT);
    assert!(folder.path().join("crates/acme-widgets/src/lib.rs").is_file());
    let expected = "\
crate: acme-widgets
capabilities: [acme.yaml]
contract: contract.yaml

# Guessed by `cargo xtask new`; please check. Every key is explained in docs/sdk-yaml.md.
env: ACME
credential:
  schemes:
    - { name: key, word: Key }
    - { name: bearer, word: Bearer }
operations:
  listwidgets: { paging: { style: offset, query: offset, next: nextOffset, items: widgets } }
  listorders: { paging: { style: token, query: page_token, next: next_page_token, items: data } }
  listparts: { paging: { style: number, query: page.number, number: meta.page.number, size: meta.page.size, \
                    total: meta.page.total, items: parts } }

# Left to decide:
# - paging of listbins: it has a parameter `cursor`, but its answer does not say how to go on
# - createwidget: never sent twice; name the field by which the vendor recognises a repeated call (`keyed`), if any
# - ids: 1 suggestion stands in sdk.yaml, commented out
# - vendor, blurb, notes: how a person would introduce the crate
# - crates/acme-widgets/CHANGELOG.md and examples/, which are written by hand

# ids:
#   WidgetId: { parameters: [widgetId], fields: [\"*.widgetId\"] }

# regions:
#   region_1: https://eu.acme.test

# operations, beside those above:
#   createwidget: { keyed: id }
";
    assert_eq!(read(&folder, "specs/acme-widgets/sdk.yaml"), expected);
    let said = out(&output);
    for line in expected.lines().filter_map(|line| line.strip_prefix("# - ")) {
        assert!(said.contains(&format!("  {line}\n")), "{line}\n{said}");
    }
    for guess in ["env: ACME, from the variable ACME_API_KEY", "`Key`, from the contract's security scheme `ApiKey`"] {
        assert!(said.contains(guess), "{guess}\n{said}");
    }
}

#[test]
fn suggestions_hold_once_the_marks_are_taken_away() {
    let folder = folder(&[("acme.yaml", CAPABILITY), ("vendor.yaml", CONTRACT)]);
    let output = new(folder.path(), &["acme", "--capability", "acme.yaml", "--contract", "vendor.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let manifest = read(&folder, "specs/acme/sdk.yaml");
    let (before, after) = manifest.split_once("# ids:").unwrap();
    let suggestions = after.split("\n# operations").next().unwrap().replace("\n#", "\n");
    let taken = format!("{before}ids:{}", suggestions.replace("\n regions:", "\nregions:"));
    fs::write(folder.path().join("specs/acme/sdk.yaml"), taken).unwrap();
    let arguments = ["lint", "specs/acme", "--deny-warnings"];
    let lint = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder.path()).output().unwrap();
    assert_eq!(lint.status.code(), Some(0), "{}", told(&lint));
}

#[test]
fn a_capability_alone_gives_an_untyped_crate() {
    let folder = folder(&[("acme.yaml", CAPABILITY)]);
    let output = new(folder.path(), &["acme", "--capability", "acme.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(read(&folder, "specs/acme/sdk.yaml").contains("# - contract: without one, every body is untyped JSON\n"));
    assert!(folder.path().join("crates/acme/src/lib.rs").is_file());
}

#[test]
fn imports_come_along_and_keep_their_places() {
    let (head, service) = CAPABILITY.split_once("  - type: http").unwrap();
    let import = format!("{head}  - {{ import: acme, location: ../shared/acme.yaml }}\n");
    let shared = format!("{head}  - type: http{service}");
    let folder = folder(&[
        ("in/caps/one.yaml", &import),
        ("in/shared/acme.yaml", &shared),
        ("in/shared/other.yaml", "not: imported"),
    ]);
    let output = new(folder.path(), &["acme", "--capability", "in/caps/one.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(read(&folder, "specs/acme/caps/one.yaml"), import);
    assert_eq!(read(&folder, "specs/acme/shared/acme.yaml"), shared);
    assert!(read(&folder, "specs/acme/sdk.yaml").contains("capabilities: [caps/one.yaml]\n"));
    assert!(!folder.path().join("specs/acme/shared/other.yaml").exists());
}

#[test]
fn nothing_is_overwritten() {
    for taken in ["specs/acme/note.txt", "crates/acme/src/lib.rs"] {
        let folder = folder(&[("acme.yaml", CAPABILITY), (taken, "mine")]);
        let output = new(folder.path(), &["acme", "--capability", "acme.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{taken}");
        assert!(told(&output).contains("exists already; nothing was written"), "{}", told(&output));
        assert_eq!(read(&folder, taken), "mine");
        assert!(!folder.path().join("specs/acme/sdk.yaml").exists());
    }
}

#[test]
fn names_cannot_lead_out_of_the_project() {
    for name in ["../acme", "a/b", "/acme", "..", "type", "acme\n"] {
        let folder = folder(&[("acme.yaml", CAPABILITY)]);
        let output = new(folder.path(), &[name, "--capability", "acme.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{name:?}");
        assert!(told(&output).contains("SY104"), "{name:?}: {}", told(&output));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name:?}");
    }
}

#[test]
fn files_with_errors_start_nothing() {
    let folder = folder(&[("acme.yaml", &*CAPABILITY.replace("method: POST", "method: post"))]);
    let output = new(folder.path(), &["acme", "--capability", "acme.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let told = told(&output);
    assert!(told.contains("error[NK211]") && told.contains("nothing was written"), "{told}");
    assert!(!folder.path().join("specs").exists());
}

#[test]
fn what_is_wrong_with_an_adapter_is_told_and_starts_the_sdk() {
    let lost = "  exposes:\n  - type: mcp\n    namespace: acme-mcp\n    port: 9090\n    description: Widgets\n    \
        tools: [ { name: list, description: Lists., call: acme.listwidgts } ]\n";
    let folder = folder(&[("acme.yaml", &*format!("{CAPABILITY}{lost}"))]);
    let output = new(folder.path(), &["acme", "--capability", "acme.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("error[NK302]"), "{}", told(&output));
    assert!(folder.path().join("crates/acme/src/lib.rs").exists());
}

#[test]
fn what_is_wrong_with_an_adapter_alone_stops_no_sdk() {
    let exposes = "  exposes:\n  - { type: api, namespace: acme-api, port: 8080 }\n";
    let folder = folder(&[("acme.yaml", &*format!("{CAPABILITY}{exposes}"))]);
    let output = new(folder.path(), &["acme", "--capability", "acme.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("error[NK301]"));
    assert!(folder.path().join("crates/acme/src/lib.rs").is_file());
}

#[test]
fn a_crate_that_somebody_wrote_is_never_generated_over() {
    let manifest = "crate: runtime\ncapabilities: [acme.yaml]\n";
    let folder = folder(&[("spec/sdk.yaml", manifest), ("spec/acme.yaml", CAPABILITY), ("out/src/lib.rs", "mine")]);
    for check in [&["--check"][..], &[]] {
        let arguments = ["gen", "--from", "spec", "--to", "out"].iter().chain(check);
        let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder.path()).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains("was not generated; nothing was written"), "{}", told(&output));
        assert_eq!(read(&folder, "out/src/lib.rs"), "mine");
    }
}
