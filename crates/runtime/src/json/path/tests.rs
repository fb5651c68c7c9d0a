//! Tables of bodies cut at an offset and the path there.

use super::*;

/// The path at the `^` in the body; every line counts.
fn path(marked: &str, stop: Stop) -> String {
    let (before, after) = marked.split_once('^').unwrap();
    let body = format!("{before}{after}");
    let line = 1 + before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().len();
    at(body.as_bytes(), line, column, stop)
}

#[test]
fn names_the_value_at_an_offset() {
    for (marked, expected) in [
        ("^", "."),
        ("^{}", "."),
        ("{^}", "."),
        (r#"{"a^": 1}"#, "."),
        (r#"{"a"^: 1}"#, ".a"),
        (r#"{"a": ^1}"#, ".a"),
        (r#"{"a": 1^, "b": 2}"#, ".a"),
        (r#"{"a": 1, ^"b": 2}"#, "."),
        (r#"{"a": 1, "b": "x^"}"#, ".b"),
        (r#"{"a": [1, 2, ^3]}"#, ".a[2]"),
        (r#"{"a": [^"#, ".a[0]"),
        (r#"{"a": {"b": [{"c": ^"#, ".a.b[0].c"),
        (r#"{"a": {"b": 1}^, "c": 2}"#, ".a"),
        (r#"[[1], [2, ^3]]"#, "[1][1]"),
        (r#"{"a.b": ^1}"#, r#"["a.b"]"#),
        (r#"{"say \"hi\", {[": ^1}"#, r#"["say \"hi\", {["]"#),
        (r#"{"\u0061": ^1}"#, ".a"),
        (r#"{"a": "}],\"{", "b": ^1}"#, ".b"),
        (r#"{"a": "\\", "b": ^1}"#, ".b"),
        ("{\n  \"a\": [\n    1,\n    ^2\n  ]\n}", ".a[1]"),
        ("]]}}^", "."),
        (",,^", "."),
    ] {
        assert_eq!(path(marked, Stop::AtValue), expected, "{marked}");
    }
}

#[test]
fn goes_back_to_the_value_before_a_comma_or_bracket() {
    for (marked, expected) in [
        (r#"[1, ^2]"#, "[0]"),
        (r#"{"a": [1, 2]^, "b": 1}"#, ".a[1]"),
        (r#"{"a": [ ]^}"#, ".a"),
        (r#"{"a": {"b": 1, "c": 2}^}"#, ".a.c"),
        (r#"{"a": { }^}"#, ".a"),
        (r#"{"a": 1, ^"b": 2}"#, ".a"),
        (r#"{"a": "x"^, "b": 2}"#, ".a"),
        (r#"[[], ^1]"#, "[0]"),
    ] {
        assert_eq!(path(marked, Stop::AfterValue), expected, "{marked}");
    }
}

/// An object's comma is looked at and not consumed, so the last bracket may be that of the value or of what holds it.
#[test]
fn tells_the_bracket_of_a_value_from_that_of_its_container() {
    for (marked, value, expected) in [
        (r#"{"a": {"b": 1}^, "c": 2}"#, r#"{"b": 1}"#, ".a"),
        (r#"{"a": {"b": {"c": 1}}^, "d": 2}"#, r#"{"b": {"c": 1}}"#, ".a"),
        (r#"{"a": {"b": {"c": 1}}^, "d": 2}"#, r#"{"c": 1}"#, ".a.b"),
        (r#"{"a": {"b": {"c": 1} }^}"#, r#"{"c": 1}"#, ".a.b"),
        (r#"[{"c": 1}, ^2]"#, r#"{"c": 1}"#, "[0]"),
        (r#"[2, {"c": 1}]^"#, r#"{"c": 1}"#, "[1]"),
        (r#"{"a": [{"c": 1}]^}"#, r#"{"c": 1}"#, ".a[0]"),
    ] {
        assert_eq!(path(marked, Stop::AfterBytes(value.len())), expected, "{marked}");
    }
}

#[test]
fn stays_with_the_container_that_was_left() {
    for (marked, expected) in [(r#"{"a": {"b": 1}^}"#, ".a"), (r#"{"a": [{"b": 1}^]}"#, ".a[0]"), (r#"{"a": 1}^"#, ".")]
    {
        assert_eq!(path(marked, Stop::AfterContainer), expected, "{marked}");
    }
}

#[test]
fn survives_positions_that_are_not_there() {
    for (line, column) in [(0, 0), (0, 7), (1, 99), (99, 1)] {
        let _ = at(b"{\"a\": 1}", line, column, Stop::AfterValue);
    }
    assert_eq!(at(b"{\"a\": [1", 0, 5, Stop::AfterValue), ".");
    assert_eq!(at(b"{\"a\": [1", 9, 9, Stop::AtValue), ".a[0]");
}
