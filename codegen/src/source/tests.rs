//! Reads bad texts, one per code, and shows what a person would see.

use super::{Limits, read_text};
use crate::diagnostic::{Diagnostics, RenderOptions, Sources, render};

fn shown(texts: &[&str]) -> String {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    for text in texts {
        read_text(&mut sources, &mut found, "acme.yaml", *text, Limits::CAPABILITY);
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
