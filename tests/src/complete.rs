//! Checks that every field of a full answer was decoded.

use std::fmt::Debug;

/// Asserts that no optional field of the value is `None`, however deep.
///
/// A full answer gives every field that the vendor knows; a field whose wire name the SDK got wrong stays `None`.
///
/// # Panics
/// When a field is `None`.
#[track_caller]
pub fn assert_complete(value: &impl Debug) {
    let text = format!("{value:#?}");
    let missing: Vec<&str> = text.lines().map(str::trim).filter(|line| is_none(line)).collect();
    assert!(missing.is_empty(), "not decoded: {missing:?}");
}

/// Is this a line of `{:#?}` for a field, an item or a member that is `None`?
fn is_none(line: &str) -> bool {
    let value = line.rsplit_once(": ").map_or(line, |(_, value)| value);
    matches!(value, "None" | "None,")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[allow(dead_code)]
    struct Sample {
        name: Option<&'static str>,
        inner: Vec<Option<u8>>,
    }

    #[test]
    fn lets_a_full_value_pass() {
        assert_complete(&Sample { name: Some("None"), inner: vec![Some(1)] });
    }

    #[test]
    #[should_panic(expected = r#"not decoded: ["name: None,"]"#)]
    fn finds_a_missing_field() {
        assert_complete(&Sample { name: None, inner: vec![] });
    }

    #[test]
    #[should_panic(expected = r#"not decoded: ["None,"]"#)]
    fn finds_a_missing_item() {
        assert_complete(&vec![Sample { name: Some("a"), inner: vec![None] }]);
    }
}
