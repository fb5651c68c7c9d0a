//! Shows how findings look to people and to programs.

use super::{Diagnostic, Diagnostics, RenderOptions, Severity, Sources, Span, json, one_line, render};

/// One finding of each kind over two files.
fn sample() -> (Sources, Diagnostics) {
    let mut sources = Sources::default();
    let file = sources.add("specs/acme/acme.yaml", "naftiko: 1\nimport: shared.yaml\n\tname: \u{1b}[31mé\n".to_owned());
    let shared = sources.add("specs/acme/shared.yaml", "port: one\nport: two\n".to_owned());
    let at = |file, start, end| Span { file, start, end };
    let mut found = Diagnostics::default();
    found.push(
        Diagnostic::error("NK010", at(shared, 10, 14), "duplicate key `port`")
            .related(at(shared, 0, 4), "first defined here")
            .via(at(file, 19, 30), "shared.yaml")
            .help("keep one of them"),
    );
    let steering = Diagnostic::warning("NK119", at(file, 32, 36), "name \u{1b}[2J\nsteers").help("remove `\u{202e}`");
    for operation in ["list", "\u{1b}[2Jget", "put", "delete"] {
        found.push(steering.clone().of_operation(operation));
    }
    found.push(Diagnostic::note("NK120", at(file, 9, 10), "told when asked for"));
    found.push(Diagnostic::file_error("NK001", "specs/acme/contract.yaml", "cannot read it").help("write it"));
    (sources, found)
}

#[test]
fn people_see_the_line_and_what_to_do() {
    let (sources, found) = sample();
    insta::assert_snapshot!(render(&sources, &found, RenderOptions { color: false, notes: true }));
}

#[test]
fn notes_are_told_when_asked_for() {
    let (sources, found) = sample();
    let shown = |notes| render(&sources, &found, RenderOptions { color: false, notes });
    assert!(shown(true).contains("note[NK120]") && !shown(false).contains("NK120"));
}

#[test]
fn colours_are_the_only_escapes() {
    let (sources, found) = sample();
    let plain = render(&sources, &found, RenderOptions::default());
    assert!(!plain.contains('\u{1b}'), "{plain:?}");
    let coloured = render(&sources, &found, RenderOptions { color: true, notes: false });
    assert!(coloured.contains("\u{1b}[1m") && !coloured.contains("\u{1b}[2J"), "{coloured:?}");
}

#[test]
fn a_line_of_its_own_for_every_finding() {
    let (sources, found) = sample();
    let lines: Vec<String> = found.sorted().into_iter().map(|one| one_line(&sources, &one)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn programs_get_json() {
    let (sources, found) = sample();
    let pointer = |span: Span| Some(format!("/from/{}", span.start));
    insta::assert_snapshot!(json(&sources, &found, pointer));
}

#[test]
fn very_long_lines_are_cut() {
    let mut sources = Sources::default();
    let text = format!("{{\"a\":\"{}\",\"port\":\"one\"}}", "x".repeat(100_000));
    let start = u32::try_from(text.find("\"one").unwrap()).unwrap();
    let file = sources.add("acme.json", text);
    let mut found = Diagnostics::default();
    found.push(Diagnostic::error("NK107", Span { file, start, end: start + 5 }, "y".repeat(100_000)));
    let shown = render(&sources, &found, RenderOptions::default());
    assert!(shown.len() < 1000 && shown.contains("acme.json:1:100016") && shown.contains("\"one\""), "{shown}");
}

#[test]
fn severities_sort_by_weight() {
    assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
}
