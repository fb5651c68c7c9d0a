//! Reads bad texts, one per code, and shows what a person would see.

use super::{Limits, Node, Number, Value, read, read_text};
use crate::diagnostic::{Diagnostics, RenderOptions, Sources, render};

fn shown(texts: &[&str]) -> String {
    shown_as("acme.yaml", texts)
}

fn shown_as(path: &str, texts: &[&str]) -> String {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    for text in texts {
        read_text(&mut sources, &mut found, path, *text, Limits::CAPABILITY);
    }
    render(&sources, &found, RenderOptions::default())
}

macro_rules! shows {
    ($($name:ident: [$($text:expr),+ $(,)?])*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(shown(&[$($text),+]));
        }
    )*};
}

shows! {
    nk002_empty: ["", "# only a comment\n", "---\n"]
    nk003_control_character: ["a: 1\nb: \u{1}\n"]
    nk005_tab: ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n"]
    nk006_mapping_value: ["info:\n  description: Meters: all of them\n"]
    nk006_first_character: [
        "a: `x`\n", "a: @x\n", "a: %x\n", "a: *x\n", "a: &\n", "a: {x\n", "a: [x\nb: 1\n", "a: 'x\n", "a: 'x' y\n",
        "a: 1\n b: 2\n", "a:\n  b: 1\n c: 2\n", "a:\n- b\n c: 2\n", "a: 1\nhello\n", "a: \"\\q\"\n", "a: ]\n", "a: - b\n",
    ]
    nk007_lost_indentation: ["naftiko: 1.0.0-alpha2\ncapability:\nconsumes:\n- type: http\nnamespace: a\nresources:\n- name: x\npath: /x\n- name: y\npath: /y\n"]
    nk008_prose: ["Suger metering\n\nCopy this file.\n\nnaftiko: 1.0.0-alpha2\ninfo:\n  label: A\n"]
    nk009_two_documents: ["a: 1\n---\nb: 2\n"]
    nk010_duplicate_key: ["port: 1\nname: x\nport: 2\n"]
    nk011_alias: [
        "a: &x [*x]\n",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
    ]
    nk012_merge_and_tag: ["a: &base {x: 1}\nb:\n  <<: *base\n", "a: !Foo x\nb: !!python/object:os.system x\nc: !!str 5\nd: !e!x y\n"]
    nk015_depth: [&format!("a: {}{}", "[".repeat(70), "]".repeat(70)), &format!("a: {}", "[".repeat(300))]
    nk016_top_level: ["- a\n- b\n", "hello\n", "5\n"]
    nk017_keys: ["1: x\ntrue: y\nnull: z\n[a]: w\n{b: 1}: v\n: u\n"]
    nk018_template: ["auth:\n  token: {{X}}\n", "auth:\n  token: {{env.X}}/v1\n", "a:\n- {{X}}\n"]
    nk019_comment: ["path: /x #ACL\nport: 80 # the port\nname: y   #todo\n"]
}

#[test]
fn nk006_json() {
    let texts = [
        "{\"a\": 1,}",
        "{\"a\" 1}",
        "{a: 1}",
        "{\"a\": [1 2]}",
        "{\"a\": \"x",
        "{\"a\": \"\\ud83d\"}",
        "{\"a\": 01}",
        "{\"a\":",
        "{\"a\": nil}",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "[1]",
    ];
    insta::assert_snapshot!(texts.map(|text| shown_as("acme.json", &[text])).concat());
}

/// A value and the text its span covers, in source order.
fn walk<'run>(sources: &'run Sources, node: &'run Node, seen: &mut Vec<(String, &'run str)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| walk(sources, item, seen)),
        Value::Map(map) => {
            for entry in map.iter() {
                seen.push((entry.key.text.to_string(), sources.slice(entry.key.span)));
                walk(sources, &entry.value, seen);
            }
        }
        _ => seen.push((node.kind().to_string(), sources.slice(node.span))),
    }
}

fn read_clean(path: &str, text: &str) -> (Sources, Node) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let (_, root) = read_text(&mut sources, &mut found, path, text, Limits::CONTRACT).unwrap();
    assert!(found.is_empty(), "{}", render(&sources, &found, RenderOptions::default()));
    (sources, root)
}

#[test]
fn spans_cover_what_was_written() {
    let text = "é: 'ü'\r\nb: [1, \"x\\ty\"] # ö\r\nc: { d: plain text , e: }\nf: |\n  block\n  text\n\ng: \n200: yes\n";
    let (sources, root) = read_clean("acme.yaml", text);
    let mut seen = Vec::new();
    walk(&sources, &root, &mut seen);
    let wanted = [
        ("é", "é"),
        ("string \"ü\"", "'ü'"),
        ("b", "b"),
        ("number 1", "1"),
        ("string \"x\\ty\"", "\"x\\ty\""),
        ("c", "c"),
        ("d", "d"),
        ("string \"plain text\"", "plain text"),
        ("e", "e"),
        ("null", "e"),
        ("f", "f"),
        ("string \"block\\ntext\\n\"", "block\n  text"),
        ("g", "g"),
        ("null", "g"),
        ("200", "200"),
        ("string \"yes\"", "yes"),
    ];
    assert_eq!(seen, wanted.map(|(value, written)| (value.to_owned(), written)));
    assert_eq!(sources.slice(root.get("b").unwrap().span), "[1, \"x\\ty\"]");
    assert_eq!(sources.slice(root.get("c").unwrap().span), "{ d: plain text , e: }");
}

#[test]
fn json_reads_like_yaml() {
    let text = "{\n\t\"a\\/b\": \"\\ud83d\\ude00 \\u00e9\",\n\t\"n\": [-1.50, 1e999, true, null, {}],\r\n\t\"o\":\t{\"x\": []}\n}\n";
    for path in ["acme.json", "acme.yaml"] {
        let (sources, root) = read_clean(path, text);
        assert_eq!(root.get("a/b").and_then(Node::as_str), Some("😀 é"));
        let numbers = root.get("n").and_then(Node::as_list).unwrap();
        assert_eq!(numbers[0].value, Value::Number(Number("-1.50".into())));
        assert_eq!(sources.slice(numbers[0].span), "-1.50");
        assert_eq!(sources.slice(root.get("o").unwrap().span), "{\"x\": []}");
        assert_eq!(sources.slice(root.span), text.trim_end());
    }
}

#[test]
fn an_alias_repeats_its_anchor_in_its_own_place() {
    let (sources, root) =
        read_clean("acme.yaml", "a: &x { k: v }\nb: *x\n*y : &y z\n".replace("*y : &y z\n", "").as_str());
    let (first, second) = (root.get("a").unwrap(), root.get("b").unwrap());
    assert_eq!(first.value, second.value);
    assert_eq!(sources.slice(second.span), "*x");
}

#[test]
fn limits_hold_exactly() {
    let nested = |depth: usize| format!("a: {}{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let limits = Limits { nodes: 10, ..Limits::CAPABILITY };
    let listed = |items: usize| format!("a: [{}]", vec!["x"; items].join(", "));
    let cases = [(nested(64), true), (nested(65), false), (listed(7), true), (listed(8), false)];
    for (text, is_fine) in cases {
        let limits = if text.contains('x') { limits } else { Limits::CAPABILITY };
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let root = read_text(&mut sources, &mut found, "acme.yaml", &*text, limits);
        assert_eq!((root.is_some(), found.has_errors()), (is_fine, !is_fine), "{text}");
    }
}

#[test]
fn files_that_are_no_text_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("latin.yaml", b"a: 1\nb: \xe9\n");
    write("utf16.yaml", b"\xff\xfea\0");
    write("bom.yaml", b"\xef\xbb\xbfa: 1\n");
    write("large.yaml", &[b'#'; 200]);
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let limits = Limits { bytes: 100, ..Limits::CAPABILITY };
    for name in ["absent.yaml", "", "latin.yaml", "utf16.yaml", "bom.yaml", "large.yaml"] {
        let root = read(&mut sources, &mut found, &folder.path().join(name), limits);
        assert_eq!(root.is_some(), name == "bom.yaml", "{name}");
    }
    let shown = render(&sources, &found, RenderOptions::default());
    let shown = shown.replace(&folder.path().display().to_string(), "specs");
    insta::assert_snapshot!(shown);
}

/// Every prefix and every small change of a text ends in a tree or in a finding, never in a panic.
#[test]
fn no_change_to_a_text_breaks_the_reader() {
    let text = "naftiko: '1.0'\ninfo: &a\n  - {b: \"\\u00e9\", c: [x, *a]}\n  - |\n   é\n? k\n: !t v\n---\n<<: %\n";
    let json = "{\"a\\/\": [1, -2e3, \"\\ud83d\\ude00\"], \"b\": {\"c\": null}}";
    for text in [text, json] {
        let characters: Vec<char> = text.chars().collect();
        for at in 0..characters.len() {
            let mut changed = vec![characters[..at].to_vec()];
            for replacement in "{}[]:-#&*!|>'\"%@`,? \t\n\\\u{1}é0".chars() {
                let (mut replaced, mut inserted) = (characters.clone(), characters.clone());
                replaced[at] = replacement;
                inserted.insert(at, replacement);
                changed.extend([replaced, inserted]);
            }
            for characters in changed {
                let text: String = characters.into_iter().collect();
                let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
                let root = read_text(&mut sources, &mut found, "acme.yaml", &*text, Limits::CAPABILITY);
                assert!(root.is_some() || found.has_errors(), "{text:?}");
                render(&sources, &found, RenderOptions::default());
            }
        }
    }
}

#[test]
fn a_control_character_is_found_wherever_it_stands() {
    for at in [0, 1, 255, 256, 257, 1000] {
        let text = format!("{}\u{1}{}\u{2}", "a".repeat(at), "é".repeat(300));
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        assert!(read_text(&mut sources, &mut found, "acme.yaml", text, Limits::CAPABILITY).is_none());
        let found: Vec<_> = found.iter().map(|one| (one.code, one.span.unwrap().start as usize)).collect();
        assert_eq!(found, [("NK003", at)]);
    }
}
