//! Takes a mapping apart key by key and reports the keys that are missing, misshapen or unknown.

use super::{Entry, Map, Node, Span, Spanned, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};

/// The codes under which one kind of file reports the shape of its mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    /// A required key is not there.
    pub missing: &'static str,
    /// A key that nobody asked for.
    pub unknown: &'static str,
    /// A value of another type than expected.
    pub wrong_type: &'static str,
    /// A list without entries where one is needed.
    pub empty: &'static str,
}

/// A mapping being read.
///
/// Every accessor notes that its key is known and reports a value of the wrong type; [`Table::finish`] reports the keys
/// that no accessor named. `None` therefore means "absent, or already reported".
#[derive(Debug)]
pub struct Table<'node> {
    map: &'node Map,
    span: Span,
    what: &'static str,
    codes: Codes,
    known: Vec<&'static str>,
    missing: Vec<(&'static str, Diagnostic)>,
}

impl<'node> Table<'node> {
    /// Opens a mapping, or reports that `node` is none. `what` names it in messages: `consumes entry`.
    pub fn open(node: &'node Node, what: &'static str, codes: Codes, found: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Map(map) => Some(Self { map, span: node.span, what, codes, known: Vec::new(), missing: Vec::new() }),
            _ => {
                let message = format!("{what} must be a mapping, found {}", node.kind());
                found.push(Diagnostic::error(codes.wrong_type, node.span, message));
                None
            }
        }
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the key is there; also makes it known.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Makes keys known that are not read.
    pub fn ignore(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// The key and its value, of any type.
    pub fn entry(&mut self, key: &'static str) -> Option<&'node Entry> {
        self.known.push(key);
        self.map.entry(key)
    }

    /// The value under a key, of any type.
    pub fn optional(&mut self, key: &'static str) -> Option<&'node Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value under a key that must be there, of any type.
    pub fn required(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<&'node Node> {
        let node = self.optional(key);
        if node.is_none() {
            let message = format!("{} has no `{key}`", self.what);
            let help = format!("add `{key}:`");
            let diagnostic = Diagnostic::error(self.codes.missing, self.span, message).help(help);
            self.missing.push((key, diagnostic.clone()));
            found.push(diagnostic);
        }
        node
    }

    /// The text under a key.
    pub fn string(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<Spanned<String>> {
        let node = self.optional(key)?;
        string(node, key, self.codes, found)
    }

    /// The text under a key that must be there.
    pub fn required_string(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<Spanned<String>> {
        let node = self.required(key, found)?;
        string(node, key, self.codes, found)
    }

    /// The truth value under a key.
    pub fn boolean(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<Spanned<bool>> {
        let node = self.optional(key)?;
        match node.as_bool() {
            Some(value) => Some(Spanned::new(value, node.span)),
            None => wrong_type(node, key, "true or false", self.codes, found),
        }
    }

    /// The whole number under a key.
    pub fn integer(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<Spanned<i64>> {
        let node = self.optional(key)?;
        integer(node, key, self.codes, found)
    }

    /// The entries of the sequence under a key.
    pub fn list(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<&'node [Node]> {
        let node = self.optional(key)?;
        list(node, key, self.codes, found)
    }

    /// The entries of a sequence that must be there and have at least one.
    pub fn required_list(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<&'node [Node]> {
        let node = self.required(key, found)?;
        if matches!(&node.value, Value::Null) || node.as_list().is_some_and(<[Node]>::is_empty) {
            let message = format!("`{key}` needs at least one entry");
            found.push(Diagnostic::error(self.codes.empty, node.span, message));
            return None;
        }
        list(node, key, self.codes, found)
    }

    /// The texts of the sequence under a key; nothing when the key is absent.
    pub fn strings(&mut self, key: &'static str, found: &mut Diagnostics) -> Vec<Spanned<String>> {
        let items = self.list(key, found).unwrap_or_default();
        items.iter().filter_map(|item| string(item, &format!("{key}[]"), self.codes, found)).collect()
    }

    /// The mapping under a key, to be walked by its entries.
    pub fn map(&mut self, key: &'static str, found: &mut Diagnostics) -> Option<&'node Map> {
        let node = self.optional(key)?;
        match &node.value {
            Value::Map(map) => Some(map),
            _ => wrong_type(node, key, "a mapping", self.codes, found),
        }
    }

    /// Reports every key that no accessor named; when it looks like a required key that is missing, instead of that.
    pub fn finish(self, found: &mut Diagnostics) {
        for entry in self.map.iter().filter(|entry| !self.known.contains(&&*entry.key.text)) {
            let message = format!("unknown key `{}` in {}", entry.key.text, self.what);
            // A key may have been asked for more than once.
            let mut unused: Vec<&str> = Vec::new();
            for &known in &self.known {
                if self.map.get(known).is_none() && !unused.contains(&known) {
                    unused.push(known);
                }
            }
            let meant = suggest::suggest(&entry.key.text, unused.iter().copied());
            for (_, missing) in self.missing.iter().filter(|(key, _)| meant == Some(*key)) {
                found.retract(missing);
            }
            let diagnostic = Diagnostic::error(self.codes.unknown, entry.key.span, message);
            found.push(match suggest::help(&entry.key.text, unused) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
}

/// The text of a node that must be text. `key` names it in the message.
pub fn string(node: &Node, key: &str, codes: Codes, found: &mut Diagnostics) -> Option<Spanned<String>> {
    match node.as_str() {
        Some(text) => Some(Spanned::new(text.to_owned(), node.span)),
        None => wrong_type(node, key, "a string", codes, found),
    }
}

/// The number of a node that must be a whole one. `key` names it in the message.
pub fn integer(node: &Node, key: &str, codes: Codes, found: &mut Diagnostics) -> Option<Spanned<i64>> {
    match node.as_i64() {
        Some(value) => Some(Spanned::new(value, node.span)),
        None => wrong_type(node, key, "an integer", codes, found),
    }
}

/// The entries of a node that must be a sequence. `key` names it in the message.
pub fn list<'node>(node: &'node Node, key: &str, codes: Codes, found: &mut Diagnostics) -> Option<&'node [Node]> {
    match node.as_list() {
        Some(items) => Some(items),
        None => wrong_type(node, key, "a sequence", codes, found),
    }
}

/// Reports that a value is not what it should be: "`port` must be an integer, found string "8080"".
pub fn wrong_type<T>(node: &Node, key: &str, wanted: &str, codes: Codes, found: &mut Diagnostics) -> Option<T> {
    let message = format!("`{key}` must be {wanted}, found {}", node.kind());
    let diagnostic = Diagnostic::error(codes.wrong_type, node.span, message);
    found.push(match (&node.value, wanted) {
        (Value::Number(number), "a string") => diagnostic.help(format!("quote it: \"{}\"", number.0)),
        (Value::Bool(value), "a string") => diagnostic.help(format!("quote it: \"{value}\"")),
        _ => diagnostic,
    });
    None
}
