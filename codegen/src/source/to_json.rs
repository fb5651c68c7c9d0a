//! Writes a tree of nodes as JSON text.

use super::{Node, Number, Value};
use std::fmt::Write as _;

impl Node {
    /// The value as indented JSON, or nothing when that is longer than so many bytes. A number that JSON cannot write, such
    /// as `.inf`, becomes text.
    pub fn to_json(&self, longest: usize) -> Option<String> {
        let mut out = String::new();
        write(self, 0, longest, &mut out)?;
        Some(out)
    }
}

fn write(node: &Node, depth: usize, longest: usize, out: &mut String) -> Option<()> {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => out.push_str(&number(value)),
        Value::String(text) => string(text, out),
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                line(if at == 0 { "[" } else { "," }, depth + 1, out);
                write(item, depth + 1, longest, out)?;
            }
            line("", depth, out);
            out.push(']');
        }
        Value::Map(map) if map.is_empty() => out.push_str("{}"),
        Value::Map(map) => {
            for (at, entry) in map.iter().enumerate() {
                line(if at == 0 { "{" } else { "," }, depth + 1, out);
                string(&entry.key.text, out);
                out.push_str(": ");
                write(&entry.value, depth + 1, longest, out)?;
            }
            line("", depth, out);
            out.push('}');
        }
    }
    (out.len() <= longest).then_some(())
}

fn line(end: &str, depth: usize, out: &mut String) {
    out.push_str(end);
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn number(number: &Number) -> String {
    match (serde_json::from_str::<serde_json::Number>(&number.0), number.as_i64()) {
        (Ok(_), _) => number.0.to_string(),
        (Err(_), Some(whole)) => whole.to_string(),
        (Err(_), None) => format!("\"{}\"", number.0),
    }
}

/// Text in quotes. Only ASCII is left as it is where characters could be invisible or end a line.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2000}'..='\u{206f}' | '\u{feff}' => escape(c, out),
            c if c.is_control() => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::source::{Limits, read_text};

    fn json(yaml: &str, longest: usize) -> Option<String> {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        read_text(&mut sources, &mut found, "a.yaml", yaml.to_owned(), Limits::CONTRACT)?.1.to_json(longest)
    }

    #[test]
    fn values_are_written_as_they_are() {
        let cases = [
            (
                "a: [1, -2.50, 1e3, 0x10, .inf]",
                "{\n  \"a\": [\n    1,\n    -2.50,\n    1e3,\n    16,\n    \".inf\"\n  ]\n}",
            ),
            ("z: ~\na: true\ne: {}\nf: []", "{\n  \"z\": null,\n  \"a\": true,\n  \"e\": {},\n  \"f\": []\n}"),
            (r#"a: "x\"\\\n\u202e\u0007é""#, "{\n  \"a\": \"x\\\"\\\\\\n\\u202e\\u0007é\"\n}"),
        ];
        for (yaml, wanted) in cases {
            let text = json(yaml, 100).unwrap_or_default();
            assert_eq!(text, wanted);
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_too_long_is_not_written() {
        assert_eq!(json("a: 1", 9), None);
        assert!(json("a: 1", 12).is_some());
    }
}
