//! Fills templates of JSON: a text that is one hole becomes the value itself, and what is absent leaves nothing behind.

use serde_json::value::RawValue;

use super::text::quoted;
use super::{Filled, Inputs, Lacking, single, text};
use crate::error::Error;
use crate::style::Members;

/// The template with its holes filled, as JSON; none when all of it is one absent input.
pub(crate) fn json(template: &str, inputs: &Inputs<'_>) -> Result<Option<String>, Error> {
    let mut filled = String::with_capacity(template.len());
    Ok(node(&mut filled, template, inputs)?.then_some(filled))
}

/// Writes a value, and says whether there was one.
fn node(out: &mut String, template: &str, inputs: &Inputs<'_>) -> Result<bool, Error> {
    let broken = |error: serde_json::Error| Error::invalid_input("body", "is no JSON").because(error);
    match template.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(template).map_err(broken)?;
            out.push('{');
            let start = out.len();
            for (name, value) in members {
                let before = out.len();
                out.push_str(if before == start { "" } else { "," });
                out.push_str(&quoted(&name));
                out.push(':');
                if !node(out, value.get(), inputs)? {
                    out.truncate(before);
                }
            }
            out.push('}');
        }
        Some(b'[') => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(template).map_err(broken)?;
            out.push('[');
            let start = out.len();
            for item in items {
                let before = out.len();
                out.push_str(if before == start { "" } else { "," });
                if !node(out, item.get(), inputs)? {
                    out.truncate(before);
                }
            }
            out.push(']');
        }
        Some(b'"') if template.contains("{{") => {
            let leaf: String = serde_json::from_str(template).map_err(broken)?;
            if let Some(value) = single(&leaf, inputs)? {
                let Some(value) = value else { return Ok(false) };
                out.push_str(&value);
                return Ok(true);
            }
            let filled = text("body", &leaf, inputs, Filled::Plain, Lacking::Refused)?;
            out.extend(filled.map(|(text, _)| quoted(&text)));
        }
        _ => out.push_str(template),
    }
    Ok(true)
}
