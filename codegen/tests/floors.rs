//! Imports point down: a module uses only modules on floors below its own, and two on one floor never see each other.

// A file that cannot be read fails the test, which is what it is for.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The generator's floors, the lowest first.
const CODEGEN: &[&[&str]] = &[
    &["diagnostic", "path_template"],
    &["source", "ir"],
    &["capability", "contract", "manifest"],
    &["check"],
    &["lower", "name"],
    &["emit"],
    &["write"],
    &["render"],
    &["generate"],
];

#[test]
fn imports_of_the_generator_point_down() {
    assert_eq!(violations(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), CODEGEN), BTreeSet::new());
}

#[test]
fn a_violation_is_seen() {
    let floors: &[&[&str]] = &[&["low"], &["left", "right"], &["high"]];
    let found = |module: &str, text: &str| violations_in(module, text, floors);
    assert_eq!(found("high", "use crate::low::A;"), BTreeSet::new());
    assert_eq!(found("low", "use crate::high::A;"), BTreeSet::from(["low uses high".to_owned()]));
    assert_eq!(found("left", "let x = crate::right::f();"), BTreeSet::from(["left uses right".to_owned()]));
    assert_eq!(found("left", "use crate::{low, right};"), BTreeSet::from(["left uses right".to_owned()]));
    assert_eq!(found("low", "// crate::high\nlet x = \"crate::high \\\" crate::high\";"), BTreeSet::new());
    assert_eq!(found("new", ""), BTreeSet::from(["new stands on no floor".to_owned()]));
}

fn violations(src: &Path, floors: &[&[&str]]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in rust_files(src) {
        let below = file.strip_prefix(src).unwrap();
        let module = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module != "lib" {
            found.extend(violations_in(module, &fs::read_to_string(&file).unwrap(), floors));
        }
    }
    found
}

fn violations_in(module: &str, text: &str, floors: &[&[&str]]) -> BTreeSet<String> {
    let floor = |name: &str| floors.iter().position(|floor| floor.contains(&name));
    let Some(own) = floor(module) else { return BTreeSet::from([format!("{module} stands on no floor")]) };
    used(&code_of(text))
        .into_iter()
        .filter(|used| used != module && floor(used).is_none_or(|other| other >= own))
        .map(|used| format!("{module} uses {used}"))
        .collect()
}

/// The text without comments and string literals, which may name what code may not use.
fn code_of(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text = lines.collect::<Vec<_>>().join("\n").replace(r#"'"'"#, "").replace(r"\\", "").replace(r#"\""#, "");
    text.split('"').step_by(2).collect()
}

/// The modules that a text names behind `crate::`, in braces too.
fn used(code: &str) -> BTreeSet<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => used.extend(top_level(list).iter().map(|part| name(part))),
            None => {
                used.insert(name(rest));
            }
        }
    }
    used.retain(|name| name.starts_with(char::is_lowercase));
    used
}

/// The parts of a braced list, up to its closing brace.
fn top_level(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
