//! Holds docs/diagnostics.md to the generator: every code has a section, and every snippet does what the page says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop anywhere")]

#[path = "diagnostics_page/frame.rs"]
mod frame;
#[path = "diagnostics_page/page.rs"]
mod page;

use meterforge_codegen::diagnostic::{Diagnostics, RenderOptions, Severity, Sources, render};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Settings};
use meterforge_codegen::lower::Strictness;
use page::{Section, Snippet};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is found in the spec that a snippet stands in, and how a person would see it.
fn found(section: &Section, snippet: &Snippet) -> (Diagnostics, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in frame::files(&section.code, &snippet.frame, &snippet.text) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let settings = Settings { strictness: Strictness::Lenient, layout: Layout::Workspace };
    generate::check(folder.path(), &settings, &mut sources, &mut found);
    let shown = render(&sources, &found, RenderOptions { color: false, notes: true });
    (found, format!("line {} of the page:\n{}\n{shown}", snippet.line, snippet.text))
}

/// The codes that say something about the snippet. Frames without a contract are told so, which is beside their point;
/// and two parameters of one name are also told their names in Rust.
fn codes(section: &Section, found: &Diagnostics) -> BTreeSet<&'static str> {
    let is_beside =
        |code: &str| (code == "OA211" && section.code != code) || (code == "NK231" && section.code == "NK217");
    found.iter().map(|one| one.code).filter(|code| !is_beside(code)).collect()
}

#[test]
fn every_bad_snippet_is_told_by_its_code_and_no_other() {
    for section in page::sections() {
        assert!(!section.bad.is_empty(), "{} has no bad snippet", section.code);
        for snippet in &section.bad {
            let (found, shown) = found(&section, snippet);
            assert_eq!(codes(&section, &found), BTreeSet::from([&*section.code]), "{} {shown}", section.code);
        }
    }
}

#[test]
fn every_good_snippet_is_good() {
    for section in page::sections() {
        assert!(!section.good.is_empty(), "{} has no good snippet", section.code);
        for snippet in &section.good {
            let (found, shown) = found(&section, snippet);
            assert!(!codes(&section, &found).contains(&*section.code), "{} {shown}", section.code);
            let harm = found.iter().find(|one| one.severity != Severity::Note && one.code != "OA211");
            assert!(harm.is_none(), "{} {shown}", section.code);
        }
    }
}

#[test]
fn every_code_has_a_section_and_every_section_a_code() {
    let sections: Vec<String> = page::sections().into_iter().map(|section| section.code).collect();
    let documented: BTreeSet<String> = sections.iter().cloned().collect();
    assert_eq!(sections.len(), documented.len(), "a code has two sections");
    let used = codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let missing: Vec<_> = used.difference(&documented).collect();
    assert!(missing.is_empty(), "docs/diagnostics.md has no section for {missing:?}");
    let stale: Vec<_> = documented.difference(&used).collect();
    assert!(stale.is_empty(), "docs/diagnostics.md explains {stale:?}, which nothing reports");
}

#[test]
fn sections_say_what_and_why() {
    for section in page::sections() {
        let sentences = section.prose.iter().filter(|line| line.ends_with(['.', ')', ':'])).count();
        assert!(sentences >= 2, "{}: {:?}", section.code, section.prose);
        assert!(!section.title.is_empty());
    }
}

#[test]
fn every_code_of_a_capability_has_a_bad_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/capability/bad");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let fixtures: BTreeSet<String> = names.filter_map(|name| Some(name.get(..5)?.to_owned())).collect();
    // Names are given after checking, and what they collide with is pinned by tests of their own.
    let is_checked = |code: &&String| {
        ["NK1", "NK2", "NK3"].iter().any(|stage| code.starts_with(stage))
            && !["NK231", "NK232"].contains(&code.as_str())
    };
    let used = codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let missing: Vec<_> = used.iter().filter(is_checked).filter(|code| !fixtures.contains(*code)).collect();
    assert!(missing.is_empty(), "no bad fixture for {missing:?}");
}

/// The codes that stand in quotes in the code of a folder, tests aside.
fn codes_in(folder: &Path) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in rust_files(folder) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        codes.extend(code.split('"').filter(|text| is_code(text)).map(str::to_owned));
    }
    codes
}

fn is_code(text: &str) -> bool {
    let prefix = ["NK", "SY", "OA"].iter().find_map(|prefix| text.strip_prefix(prefix));
    prefix.is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files
}
