//! Compares what is printed here with what the formatter makes of the same tokens, over all SDKs of the project.

use super::*;
use quote::ToTokens as _;
use std::fs;
use std::path::{Path, PathBuf};

fn formatted(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] })
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            false => {}
        }
    }
}

/// Every item of the generated crates.
fn items() -> Vec<syn::Item> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut files = Vec::new();
    for entry in fs::read_dir(crates).unwrap() {
        let package = entry.unwrap().path();
        if package.join(crate::write::LIST).is_file() {
            sources(&package.join("src"), &mut files);
        }
    }
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| syn::parse_file(&text).unwrap().items).collect()
}

#[test]
fn structs_are_those_of_the_formatter() {
    let structs: Vec<syn::Item> = items().into_iter().filter(|item| matches!(item, syn::Item::Struct(_))).collect();
    let mut printed = 0;
    for item in &structs {
        if let Some(text) = structure(&TokenBuffer::new2(item.to_token_stream())) {
            assert_eq!(text, formatted(item.clone()));
            printed += 1;
        }
    }
    assert!(printed * 5 > structs.len() * 4, "{printed} of {} structs", structs.len());
}

#[test]
fn members_are_those_of_the_formatter() {
    let (mut all, mut printed) = (0, 0);
    for item in items() {
        let syn::Item::Impl(block) = item else { continue };
        let tokens = block.items.iter().map(|member| member.to_token_stream()).collect();
        let members = members(tokens);
        assert_eq!(members.len(), block.items.len());
        for (member, item) in members.into_iter().zip(&block.items) {
            all += 1;
            if let Member::Text(text) = member {
                let framed: syn::ItemImpl = syn::parse_quote!(impl Frame { #item });
                assert_eq!(format!("impl Frame {{\n{text}}}\n"), formatted(syn::Item::Impl(framed)));
                printed += 1;
            }
        }
    }
    assert!(printed * 10 > all * 9, "{printed} of {all} members");
}

#[test]
fn what_needs_a_layout_is_left_to_the_formatter() {
    let long = "a".repeat(80);
    let bodies = [
        "{}".to_owned(),
        "{ if a { b } }".to_owned(),
        "{ a.iter().map(|b| b) }".to_owned(),
        format!("{{ {long}::b(c).d()?.e() }}"),
        format!("{{ {long}::b(c).d; }}"),
        "{ a < b }".to_owned(),
        "{ a(b < c) }".to_owned(),
        "{ a & b }".to_owned(),
        "{ *a }".to_owned(),
        "{ vec![a] }".to_owned(),
        format!("{{ call({long}) }}"),
    ];
    for body in bodies {
        let members = members(format!("fn f() {body}").parse().unwrap());
        assert!(matches!(members.as_slice(), [Member::Tokens(_)]), "{body}");
    }
}
