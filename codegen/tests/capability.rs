//! Checks capability files: each bad fixture breaks one rule and gets one kind of finding, each good one none.

use insta::{assert_snapshot, glob};
use meterforge_codegen::check;
use meterforge_codegen::diagnostic::{Diagnostics, RenderOptions, Sources, render};

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
