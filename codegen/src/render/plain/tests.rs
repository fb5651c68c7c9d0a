//! Compares what is printed here with what the formatter makes of the same tokens, over all SDKs of the project.

use super::*;
use crate::render::tokens::Tokens;
use quote::ToTokens as _;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn formatted(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] })
}

fn printed(tokens: proc_macro2::TokenStream) -> Option<String> {
    let (mut lines, mut flat) = (Lines::default(), Tokens::default());
    let whole = flat.read(tokens);
    match (keyword(whole)?, split_at_braces(whole)) {
        ("struct" | "enum", Some((head, members))) => definition(&mut lines, head, members)?,
        _ => item(&mut lines, whole)?,
    }
    Some(lines.text)
}

fn definition(lines: &mut Lines, head: Cursor<'_>, mut members: Cursor<'_>) -> Option<()> {
    super::head(lines, head)?;
    lines.depth += 1;
    while !members.eof() {
        let (member, rest) = value::first(members)?;
        field(lines, member)?;
        members = rest;
    }
    lines.depth -= 1;
    lines.close()
}

fn member(tokens: proc_macro2::TokenStream) -> Option<String> {
    let mut lines = Lines { depth: 1, ..Lines::default() };
    lines.member(Tokens::default().read(tokens))?;
    Some(lines.text)
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
fn items_are_those_of_the_formatter() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for item in items() {
        // Blocks are printed member by member, and macros are laid out by us alone.
        if matches!(item, syn::Item::Impl(_) | syn::Item::Macro(_)) {
            continue;
        }
        let mut tokens = Tokens::default();
        let keyword = keyword(tokens.read(item.to_token_stream())).unwrap();
        let (all, ours) = counts.entry(keyword.to_owned()).or_default();
        *all += 1;
        if let Some(text) = printed(item.to_token_stream()) {
            assert_eq!(text, formatted(item));
            *ours += 1;
        }
    }
    for (keyword, (all, ours)) in &counts {
        assert!(ours * 10 > all * 7, "{ours} of {all}: {keyword}");
    }
    let (all, ours) = counts.values().fold((0, 0), |(all, ours), (a, o)| (all + a, ours + o));
    assert!(ours * 100 > all * 95, "{ours} of {all} items");
}

#[test]
fn members_are_those_of_the_formatter() {
    let (mut all, mut ours) = (0, 0);
    for item in items() {
        let syn::Item::Impl(block) = item else { continue };
        for item in &block.items {
            all += 1;
            if let Some(text) = member(item.to_token_stream()) {
                let framed: syn::ItemImpl = syn::parse_quote!(impl Frame { #item });
                assert_eq!(format!("impl Frame {{\n{text}}}\n"), formatted(syn::Item::Impl(framed)));
                ours += 1;
            }
        }
    }
    assert!(ours * 10 > all * 9, "{ours} of {all} members");
}

#[test]
fn heads_of_blocks_are_those_of_the_formatter() {
    for text in ["impl A", "impl a::B for C", "impl From<&str> for C", "impl From<Vec<A>> for C", "/// A.\nimpl A"] {
        let mut lines = Lines::default();
        head(&mut lines, Tokens::default().read(text.parse().unwrap())).unwrap();
        let empty = formatted(syn::parse_str(&format!("{text} {{}}")).unwrap());
        assert_eq!(lines.text, empty.replace("{}", "{"), "{text}");
    }
}

#[test]
fn members_end_at_their_braces_or_at_a_semicolon() {
    let mut tokens = Tokens::default();
    let mut at = tokens.read("const A: B = C { d }; fn e() { f } type G = H;".parse().unwrap());
    let mut members = Vec::new();
    while !at.eof() {
        let end = end_of_member(at);
        members.push(at.up_to(end).source());
        at = end;
    }
    assert_eq!(members.len(), 3, "{members:?}");
}

#[test]
fn values_are_those_of_the_formatter() {
    let (long, text) = ("a".repeat(50), format!("\"{}\"", "text ".repeat(20)));
    let values = [
        "1".to_owned(),
        text.clone(),
        "&[]".to_owned(),
        "&[a, b]".to_owned(),
        "a::B { c: 1 }".to_owned(),
        "a::B { c: 12345678, d: 12345678 }".to_owned(),
        "a::B { c: 12345678, d: 123456789 }".to_owned(),
        format!("&[{long}, {long}]"),
        format!("&[a::B({long}, {long}), c]"),
        format!("&[a::B {{ c: {text}, d: &[e::F {{ g: Some({text}) }}] }}]"),
        format!("a::b({long}, {long})"),
        format!("a(b({long}), &[{long}])"),
        format!("A {{ b: &{long}, c: include_str!(\"d\"), e: C::D }}"),
        format!("A {{ b: {long}, c: if cfg!(d = \"e\") {{ F }} else {{ &[] }} }}"),
        format!("a({long}.b().c({long}))"),
        format!("Some(A {{ b: {long}, c: Some(d(E {{ f: {long} }})) }})"),
        format!("a::b(&[{long}, {long}])"),
        format!("a::b([{long}, {long}])"),
        format!("Some(a({long}.b(c).d(e)))"),
    ];
    for value in values {
        for name in ["A", &"A".repeat(20)] {
            let text = format!("pub(super) static {name}: &'static [a::B<C>] = {value};");
            let ours = printed(text.parse().unwrap());
            assert_eq!(ours.as_deref(), Some(formatted(syn::parse_str(&text).unwrap()).as_str()), "{value}");
        }
    }
    // At the very end of a line it depends on what follows whether something fits.
    for width in 60..80 {
        let name = "a".repeat(width);
        let text = format!("const A: B = c([d, e], f::g({name}), f::g({name}));");
        let ours = printed(text.parse().unwrap());
        assert_eq!(ours.as_deref(), Some(formatted(syn::parse_str(&text).unwrap()).as_str()), "{width}");
    }
}

#[test]
fn conditions_are_those_of_the_formatter() {
    for width in 1..60 {
        let name = "a".repeat(width);
        for condition in
            [format!("let Some(a) = inputs.optional::<{name}>(\"b\")?"), format!("let Some({name}) = b.c(d)")]
        {
            let text = format!("fn a() {{ if {condition} {{ call = call.a(a); }} b }}");
            let ours = printed(text.parse().unwrap());
            assert_eq!(ours.as_deref(), Some(formatted(syn::parse_str(&text).unwrap()).as_str()), "{condition}");
        }
    }
}

#[test]
fn closures_are_those_of_the_formatter() {
    let mut ours = 0;
    for width in 1..60 {
        let name = "a".repeat(width);
        let entries = format!("{name}.into_iter().map(|(key, value)| (key.into(), value.into())).collect()");
        for statement in [
            format!("self.a = Some({entries});"),
            format!("self.a = Some(Some({entries}));"),
            format!("let a = {entries};"),
            format!("Self {{ {name}: {entries}, b: None }}"),
            format!("a({name}, |b, c| b.d(c))"),
            format!("a({name}, || b)"),
        ] {
            let text = format!("fn a() {{ {statement} }}");
            if let Some(printed) = printed(text.parse().unwrap()) {
                assert_eq!(printed, formatted(syn::parse_str(&text).unwrap()));
                ours += 1;
            }
        }
    }
    assert!(ours > 200, "{ours} of {}", 6 * 59);
}

#[test]
fn long_types_are_those_of_the_formatter() {
    let (long, mut all, mut ours) = ("A".repeat(60), 0, 0);
    let types = [
        format!("Option<{long}{long}>"),
        format!("Option<Vec<{long}>>"),
        format!("BTreeMap<String, {long}>"),
        format!("Option<BTreeMap<String, Vec<{long}{long}>>>"),
        format!("{long}{long}"),
        format!("impl Into<{long}{long}>"),
        format!("impl IntoIterator<Item = impl Into<{long}>>"),
        format!("impl IntoIterator<Item = {long}{long}>"),
        format!("impl IntoIterator<Item = (impl Into<String>, {long})>"),
    ];
    for ty in types {
        let fields = format!("pub struct A {{ #[b] pub c: {ty}, pub(crate) dddddddddd: {ty} }}");
        let variants = format!("pub enum A {{ B({ty}), CCCCCCCCCC({ty}) }}");
        let function = format!("fn a(mut self, b: {ty}, cccccccccc: {ty}) -> Self {{ self }}");
        for text in [fields, variants, function] {
            all += 1;
            if let Some(printed) = printed(text.parse().unwrap()) {
                let item: syn::Item = syn::parse_str(&text).unwrap();
                assert_eq!(printed, formatted(item), "{text}");
                ours += 1;
            }
        }
    }
    // Types beside others in their list are left to the formatter.
    assert!(ours * 2 > all, "{ours} of {all}");
}

#[test]
fn exports_are_those_of_the_formatter() {
    let mut ours = 0;
    for count in 1..40 {
        let names: Vec<String> = (0..count).map(|n| format!("Name{}", "x".repeat(n % 7))).collect();
        let list = format!("pub use a::b::{{{}}};", names.join(", "));
        for text in [list.replace('}', ", c as d}"), list, "use a::{self};".to_owned(), "pub use a::*;".to_owned()] {
            if let Some(printed) = printed(text.parse().unwrap()) {
                assert_eq!(printed, formatted(syn::parse_str(&text).unwrap()));
                ours += 1;
            }
        }
    }
    // All but those of `self`.
    assert_eq!(ours, 3 * 39);
}

#[test]
fn what_needs_a_layout_is_left_to_the_formatter() {
    let long = "a".repeat(80);
    let bodies = [
        "{}".to_owned(),
        "{ if a { b } else { c } d }".to_owned(),
        "{ if a {} }".to_owned(),
        "{ a.iter().map(|b| { b }) }".to_owned(),
        format!("{{ {long}::b(c).d()?.e() }}"),
        format!("{{ {long}::b(c).d; }}"),
        format!("{{ {long}(b {{ c: 1 }}) }}"),
        format!("{{ {long}([b, c, d]) }}"),
        format!("{{ call(b::<C>(d, {long})) }}"),
        format!("{{ call(|b| {long}(b)) }}"),
        "{ a < b }".to_owned(),
        "{ a(b < c) }".to_owned(),
        "{ a & b }".to_owned(),
        "{ *a }".to_owned(),
        "{ !a }".to_owned(),
        "{ a[b] }".to_owned(),
        "{ vec![a] }".to_owned(),
    ];
    for body in bodies {
        assert_eq!(member(format!("fn f() {body}").parse().unwrap()), None, "{body}");
    }
}
