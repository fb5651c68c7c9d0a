//! Checks capability files: each bad fixture breaks one rule and gets one kind of finding, each good one none.

use insta::{assert_snapshot, glob};
use meterforge_codegen::check;
use meterforge_codegen::diagnostic::{Diagnostics, RenderOptions, Sources, render};

use std::path::Path;
use std::{fs, io};

#[path = "capability/outline.rs"]
mod outline;

const FIXTURES: &str = "../tests/fixtures/capability/";

/// The findings of a fixture, as a person sees them with notes.
fn findings(sources: &Sources, found: &Diagnostics) -> String {
    render(sources, found, RenderOptions { notes: true, ..RenderOptions::default() }).replace(FIXTURES, "")
}

#[test]
fn bad_fixtures() {
    glob!("../../tests/fixtures/capability/bad", "*.yaml", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let path = Path::new(FIXTURES).join("bad").join(name);
        let checked = check::capability(&mut sources, &mut found, &path);
        assert_eq!(checked.is_none(), found.has_errors(), "an SDK is stopped by errors and by nothing else");
        let text = findings(&sources, &found);
        assert!(!found.is_empty());
        for diagnostic in found.iter() {
            assert!(name.starts_with(diagnostic.code), "{name} has one root cause, found:\n{text}");
        }
        assert_snapshot!(text);
    });
}

#[test]
fn good_fixtures() {
    glob!("../../tests/fixtures/capability/good", "*.yaml", |path| {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let path = Path::new(FIXTURES).join("good").join(path.file_name().unwrap());
        let checked = check::capability(&mut sources, &mut found, &path);
        assert_eq!(findings(&sources, &found), "");
        assert_snapshot!(outline::of(&checked.unwrap()));
    });
}

/// Files `0.yaml` … `<length>.yaml`, each importing from the next; the last declares the service.
fn chain(folder: &Path, length: usize) -> io::Result<()> {
    let head = "naftiko: 1.0.0-alpha2\ninfo: { label: Link, description: One of a chain }\nconsumes:\n";
    for link in 0..length {
        let next = format!("{head}- {{ import: acme, location: {}.yaml }}\n", link + 1);
        fs::write(folder.join(format!("{link}.yaml")), next)?;
    }
    let service = "- { type: http, namespace: acme, baseUri: https://api.acme.test, description: Widgets, resources: \
        [ { name: a, path: /a, operations: [ { name: get, method: GET } ] } ] }\n";
    fs::write(folder.join(format!("{length}.yaml")), format!("{head}{service}"))
}

#[test]
fn imports_nest_sixteen_deep_and_no_deeper() {
    for (length, codes) in [(16, &[][..]), (17, &["NK243"])] {
        let folder = tempfile::tempdir().unwrap();
        chain(folder.path(), length).unwrap();
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let checked = check::capability(&mut sources, &mut found, &folder.path().join("0.yaml"));
        assert_eq!(found.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), codes, "{length}");
        assert_eq!(checked.is_some(), codes.is_empty(), "{length}");
    }
}
