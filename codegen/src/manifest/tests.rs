//! Reads good and bad manifests and shows what a person would see.

use super::{Manifest, read};
use crate::diagnostic::{Diagnostics, RenderOptions, Sources, render};
use crate::source::{Limits, read_text};

fn of(text: &str) -> (Option<Manifest>, String) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let root = read_text(&mut sources, &mut found, "sdk.yaml", text, Limits::MANIFEST);
    let manifest = root.and_then(|(_, root)| read(&root, &mut found));
    (manifest, render(&sources, &found, RenderOptions::default()))
}

macro_rules! shows {
    ($($name:ident: $text:expr)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(of($text).1);
        }
    )*};
}

shows! {
    sy101_missing_key: "contract: contract.yaml\ncredential: { schemes: [{ name: key }] }\noperations: { list: { paging: { style: token } } }\n"
    sy102_unknown_key: "crate: acme\ncapabilities: [a.yaml]\ncontracts: c.yaml\nids: { AcmeId: { feilds: [A.b] } }\noperations: { list: { retry: true } }\n"
    sy103_wrong_type: "crate: 5\ncapabilities: a.yaml\nnotes: text\nids: []\noperations: { list: { idempotent: yes, duplicate: conflict } }\n"
    sy104_bad_text: "crate: ../acme\ncapabilities: [https://acme.test/a.yaml]\nenv: acme\nregions: { us: acme.test }\nids: { orgId: { format: UUID, fields: [id] } }\n"
    sy104_bad_setting: "crate: acme\ncapabilities: [a.yaml]\ncredential: { schemes: [{ name: apiKey, word: Api Key }] }\nschemas: { A: { one_of: [x] } }\noperations:\n  list: { paging: { style: ofset }, name: listAll }\n  send: { keyed: a.b, duplicate: 99, partial: 404, refused: [200], body: optional }\n  push: { duplicate: 409 }\n"
    sy105_empty_list: "crate: acme\ncapabilities: []\ntypes: { Page: [] }\n"
    sy106_listed_twice: "crate: acme\ncapabilities: [a.yaml, b.yaml, a.yaml]\ncredential: { schemes: [{ name: key, word: Key }, { name: key, word: Token }] }\n"
}

#[test]
fn the_smallest_manifest_is_two_keys() {
    let (manifest, shown) = of("crate: acme-metering\ncapabilities: [acme.yaml]\n");
    let manifest = manifest.unwrap();
    assert_eq!(shown, "");
    assert_eq!((&*manifest.package.value, &*manifest.capabilities[0].value), ("acme-metering", "acme.yaml"));
    assert_eq!((manifest.contract, manifest.vendor, manifest.env), (None, None, None));
}

#[test]
fn the_documented_example_is_read_whole() {
    let page = include_str!("../../../docs/sdk-yaml.md");
    let example = page.split("<!-- full example -->\n\n```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let (manifest, shown) = of(example);
    assert_eq!(shown, "");
    insta::assert_debug_snapshot!(manifest.unwrap());
}

#[test]
fn the_page_names_every_key() {
    let page = include_str!("../../../docs/sdk-yaml.md");
    let keys = [
        "crate",
        "capabilities",
        "contract",
        "vendor",
        "blurb",
        "notes",
        "env",
        "regions",
        "credential",
        "ids",
        "types",
        "schemas",
        "operations",
        "name",
        "description",
        "keyed",
        "duplicate",
        "partial",
        "idempotent",
        "refused",
        "body",
        "fill",
        "paging",
        "url",
        "schemes",
        "word",
        "format",
        "parameters",
        "fields",
        "one_of",
        "style",
        "query",
        "next",
        "items",
        "number",
        "size",
        "total",
    ];
    for key in keys {
        assert!(page.contains(&format!("`{key}`")), "docs/sdk-yaml.md does not explain `{key}`");
    }
}
