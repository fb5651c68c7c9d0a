//! Prints imports and exports of one path, or of a list of names.

use super::lines::{LINE, Lines};
use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

/// `use path::{names};`
pub(super) fn item(lines: &mut Lines, item: Cursor<'_>) -> Option<()> {
    let item = lines.attributes(item)?;
    let mut at = item;
    let mut start = String::new();
    let mut names = Vec::new();
    while !at.is_at(';') {
        if let Some((list, rest)) = at.group(Delimiter::Brace) {
            names = self::names(list)?;
            at = Some(rest).filter(|rest| rest.is_at(';'))?;
            break;
        }
        if let Some((word, rest)) = at.word() {
            if !start.is_empty() && !start.ends_with(':') {
                start.push(' ');
            }
            start.push_str(word);
            at = rest;
        } else {
            let (mark, _, rest) = at.mark()?;
            start.push(mark);
            at = rest;
        }
    }
    if !at.skip().eof() {
        return None;
    }
    list(lines, &start, &names);
    Some(())
}

impl Lines {
    /// Names that come from a module.
    pub(in crate::render) fn import(&mut self, module: &str, names: &[&str]) {
        list(self, &format!("use {module}::"), names);
    }

    /// A module in a file of its own.
    pub(in crate::render) fn module(&mut self, module: &str) {
        for part in ["mod ", module, ";\n"] {
            self.text.push_str(part);
        }
    }

    /// Names of a module that others see.
    pub(in crate::render) fn export(&mut self, module: &str, names: &[String]) {
        list(self, &format!("pub use {module}::"), names);
    }
}

/// A list on one line where it fits, else as many names on a line as fit.
fn list(lines: &mut Lines, start: &str, names: &[impl AsRef<str>]) {
    let text = &mut lines.text;
    text.push_str(start);
    // Brackets and semicolon take one sign more than a comma and a blank behind the last name would.
    let width = start.len() + names.iter().map(|name| name.as_ref().len() + ", ".len()).sum::<usize>() + 1;
    match names {
        [] => return text.push_str(";\n"),
        // One alone needs no braces.
        [only] => {
            text.push_str(only.as_ref());
            return text.push_str(";\n");
        }
        [first, rest @ ..] if width <= LINE => {
            text.push('{');
            text.push_str(first.as_ref());
            for name in rest {
                text.push_str(", ");
                text.push_str(name.as_ref());
            }
            return text.push_str("};\n");
        }
        _ => text.push('{'),
    }
    // The first name begins a line.
    let mut width = LINE;
    for (at, name) in names.iter().map(AsRef::as_ref).enumerate() {
        let comma = usize::from(at + 1 < names.len());
        if width + 1 + name.len() + comma > LINE {
            text.push_str("\n    ");
            width = "    ".len();
        } else {
            text.push(' ');
            width += 1;
        }
        text.push_str(name);
        text.push(',');
        width += name.len() + comma;
    }
    text.push_str("\n};\n");
}

/// The names of a list, each with the name it gets.
fn names(list: Cursor<'_>) -> Option<Vec<String>> {
    let mut names = vec![String::new()];
    let mut at = list;
    while !at.eof() {
        match at.word() {
            Some((word, rest)) => {
                let last = names.last_mut()?;
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
                at = rest;
            }
            None if at.is_at(',') => {
                names.push(String::new());
                at = at.skip();
            }
            None => return None,
        }
    }
    names.retain(|name| !name.is_empty());
    // `self` alone keeps its braces.
    (!names.iter().any(|name| name.starts_with("self"))).then_some(names)
}
