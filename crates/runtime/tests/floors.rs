//! Imports point down: a module uses only modules on floors below its own, and two on one floor never see each other.

// A file that cannot be read fails the test, which is what it is for.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The runtime's modules as `lib.rs` lists them, the lowest first: each uses only those before it. Tests beside the code
/// may use all of them.
fn floors() -> Vec<String> {
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    let names = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    names.map(str::to_owned).collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn imports_of_the_runtime_point_down() {
    let floors = floors();
    assert!(floors.len() > 20 && floors.contains(&"error".to_owned()), "{floors:?}");
    let mut found = BTreeSet::new();
    for file in rust_files(&source()) {
        let below = file.strip_prefix(source()).unwrap();
        let is_test = below.components().any(|part| part.as_os_str().to_str().unwrap().starts_with("tests"));
        let module = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module != "lib" && !is_test {
            found.extend(violations(module, &fs::read_to_string(&file).unwrap(), &floors));
        }
    }
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn a_violation_is_seen() {
    let floors = ["low", "high"].map(str::to_owned);
    for (module, text, expected) in [
        ("high", "use crate::low::A;", None),
        ("low", "use crate::high::A;", Some("low uses high")),
        ("low", "fn f() { crate::high::f() }", Some("low uses high")),
        ("low", "use crate::Public;", None),
        ("low", "// crate::high\n/// [`crate::high`]", None),
        ("low", "$crate::high::f()", None),
        ("low", "#[cfg(test)]\nmod tests {\n    use crate::high::A;\n}", None),
        ("new", "", Some("new stands on no floor")),
    ] {
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(violations(module, text, &floors), expected, "{text}");
    }
}

fn violations(module: &str, text: &str, floors: &[String]) -> BTreeSet<String> {
    let floor = |name: &str| floors.iter().position(|floor| floor == name);
    let Some(own) = floor(module) else { return BTreeSet::from([format!("{module} stands on no floor")]) };
    let code = text.split("\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    // What a macro names is used where it is called.
    let code = lines.collect::<Vec<_>>().join("\n").replace("$crate::", "");
    let named = code
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
    named
        .filter(|name| name.starts_with(char::is_lowercase) && name != module)
        .filter(|name| floor(name).is_some_and(|other| other >= own))
        .map(|name| format!("{module} uses {name}"))
        .collect()
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
