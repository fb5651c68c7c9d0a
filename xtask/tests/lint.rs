//! `cargo xtask lint` as a person calls it.

#![allow(clippy::unwrap_used, reason = "a test may stop anywhere")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A capability without a finding; `ROUTE` is where its adapter answers.
const CAPABILITY: &str = "\
naftiko: 1.0.0-alpha2
info: { label: Widgets, description: Widgets }
capability:
  consumes:
  - type: http
    namespace: acme
    baseUri: https://api.acme.test
    description: Widgets
    resources: [ { name: widgets, path: /widgets, operations: [ { name: listwidgets, method: GET } ] } ]
  exposes:
  - type: mcp
    namespace: acme-mcp
    port: 9090
    description: Widgets
    tools: [ { name: list-widgets, description: Lists widgets., call: acme.listwidgets } ]
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("lint").args(arguments).current_dir(folder).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_capability_alone() {
    let folder = folder(&[("acme.yaml", CAPABILITY), ("bad.yaml", &CAPABILITY.replace("method: GET", "method: get"))]);
    let good = lint(folder.path(), &["acme.yaml"]);
    assert_eq!(
        (good.status.code(), &*out(&good), &*told(&good)),
        (Some(0), "1 input: 0 errors, 0 warnings, 0 notes\n", "")
    );
    let bad = lint(folder.path(), &["--format", "short", "bad.yaml"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(told(&bad).starts_with("bad.yaml:9:94: error[NK211]: "), "{}", told(&bad));
    assert_eq!(out(&bad), "1 input: 1 error, 0 warnings, 0 notes\n");
    let both = lint(folder.path(), &["."]);
    assert_eq!((both.status.code(), &*out(&both)), (Some(1), "2 inputs: 1 error, 0 warnings, 0 notes\n"));
}

#[test]
fn a_spec_folder_with_all_its_files() {
    let manifest = "crate: acme-metering\ncapabilities: [acme.yaml]\ncontract: contract.yaml\nvendor: ' Acme'\n";
    let contract = "openapi: 3.1.0\ninfo: { title: Acme, version: '1' }\npaths: {}\n";
    let files = [("specs/acme/sdk.yaml", manifest), ("specs/acme/acme.yaml", CAPABILITY)];
    let folder = folder(&[files[0], files[1], ("specs/acme/contract.yaml", contract)]);
    for path in ["specs/acme", "specs/acme/sdk.yaml", "specs"] {
        let output = lint(folder.path(), &["--format", "short", path]);
        assert_eq!(output.status.code(), Some(1), "{path}");
        assert!(told(&output).contains("specs/acme/sdk.yaml:4:9: error[SY104]"), "{path}: {}", told(&output));
        assert!(told(&output).contains("warning[OA201]"), "{path}: {}", told(&output));
    }
}

#[test]
fn what_is_exposed_counts_and_is_told_apart() {
    let folder = folder(&[("acme.yaml", &CAPABILITY.replace("call: acme.listwidgets", "call: acme.listwidget"))]);
    let output = lint(folder.path(), &["acme.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let last = "1 input: 1 error (1 in what is exposed, of which an SDK needs nothing), 0 warnings, 0 notes\n";
    assert_eq!(out(&output), last);
}

#[test]
fn warnings_are_errors_when_asked() {
    let folder = folder(&[("acme.yaml", &CAPABILITY.replace(".test\n", ".test/\n"))]);
    let lenient = lint(folder.path(), &["acme.yaml"]);
    assert_eq!((lenient.status.code(), &*out(&lenient)), (Some(0), "1 input: 0 errors, 1 warning, 0 notes\n"));
    let strict = lint(folder.path(), &["--deny-warnings", "acme.yaml"]);
    assert_eq!((strict.status.code(), &*out(&strict)), (Some(1), "1 input: 1 error, 0 warnings, 0 notes\n"));
    assert!(told(&strict).starts_with("error[NK207]"), "{}", told(&strict));
}

#[test]
fn programs_get_one_list_with_pointers() {
    let bad = CAPABILITY.replace("method: GET", "method: get");
    let folder = folder(&[("one.yaml", &bad), ("two.yaml", &bad)]);
    let output = lint(folder.path(), &["--format", "json", "one.yaml", "two.yaml", "three.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["NK001", "NK211", "NK211"]);
    let pointers: Vec<_> = found.as_array().unwrap().iter().map(|one| one["at"]["pointer"].as_str()).collect();
    let method = Some("/capability/consumes/0/resources/0/operations/0/method");
    assert_eq!(pointers, [None, method, method]);
    assert_eq!(told(&output), "");
}

#[test]
fn folders_are_searched_and_contracts_in_them_passed_over() {
    let contract = "openapi: 3.1.0\ninfo: { title: Acme, version: '1' }\npaths: {}\n";
    let files = [("in/one/acme.yaml", CAPABILITY), ("in/two/acme.yml", CAPABILITY), ("in/openapi.yaml", contract)];
    let folder = folder(&files);
    let output = lint(folder.path(), &["in"]);
    assert_eq!((output.status.code(), &*out(&output)), (Some(0), "2 inputs: 0 errors, 0 warnings, 0 notes\n"));
    let output = lint(folder.path(), &["--format", "short", "in/openapi.yaml"]);
    assert!(told(&output).contains("error[NK101]"), "{}", told(&output));
}

#[test]
fn a_folder_without_anything_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let output = lint(folder.path(), &["."]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("neither sdk.yaml nor a capability"), "{}", told(&output));
}

#[test]
fn the_project_has_nothing_to_be_ashamed_of() {
    let folder = tempfile::tempdir().unwrap();
    let output = lint(folder.path(), &["--format", "short"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", told(&output), out(&output));
    assert!(out(&output).contains(" inputs: 0 errors, "), "{}", out(&output));
}
