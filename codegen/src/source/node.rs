//! The YAML tree: every key and value with its place.

use std::fmt;

use super::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A YAML 1.2 core value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, kept as written.
    Number(Number),
    /// Text.
    String(Box<str>),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping.
    Map(Map),
}

/// A number as written, so that nothing is rounded on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub Box<str>);

/// A mapping in source order; keys are unique.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Map {
    entries: Vec<Entry>,
    /// Indexes of the entries by key; empty when there are [`FEW`].
    by_key: Box<[u32]>,
    /// The [`mark`] of every key: most questions are about keywords that are not there, and end here.
    marks: u64,
}

/// Up to so many entries are searched one by one.
const FEW: usize = 16;

/// One line of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// What it maps to.
    pub value: Node,
}

/// A mapping key and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as text.
    pub text: Box<str>,
    /// Where it stands.
    pub span: Span,
}

impl Number {
    /// The value, when it is a whole one that fits; `0x` and `0o` are understood.
    pub fn as_i64(&self) -> Option<i64> {
        let text = &*self.0;
        if let Some(digits) = text.strip_prefix("0x") {
            return i64::from_str_radix(digits, 16).ok();
        }
        if let Some(digits) = text.strip_prefix("0o") {
            return i64::from_str_radix(digits, 8).ok();
        }
        text.parse().ok()
    }
}

impl Node {
    /// The text, when it is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, when it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, when it is a whole one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The items, when it is a sequence.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The mapping, when it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value under a key, when this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// Whether another node holds the same, wherever it stands.
    pub fn same_value(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(own), Value::List(others)) => {
                own.len() == others.len() && own.iter().zip(others).all(|(own, other)| own.same_value(other))
            }
            (Value::Map(own), Value::Map(others)) => {
                let same =
                    |entry: &Entry| others.get(&entry.key.text).is_some_and(|other| entry.value.same_value(other));
                own.len() == others.len() && own.iter().all(same)
            }
            (own, other) => own == other,
        }
    }

    /// What it is, in words for messages: `string "8080"`, `a mapping`.
    pub fn kind(&self) -> Kind<'_> {
        Kind(self)
    }
}

impl Map {
    /// A mapping of these entries; the caller has refused duplicate keys.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut by_key: Vec<u32> = Vec::new();
        if entries.len() > FEW {
            by_key.extend((0..entries.len()).filter_map(|index| u32::try_from(index).ok()));
            by_key.sort_by_key(|index| &*entries[*index as usize].key.text);
        }
        let marks = entries.iter().fold(0, |marks, entry| marks | mark(&entry.key.text));
        Self { entries, by_key: by_key.into(), marks }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The key and value under a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        if self.marks & mark(key) == 0 {
            return None;
        }
        if self.by_key.is_empty() {
            return self.entries.iter().find(|entry| &*entry.key.text == key);
        }
        let entry = |index: &u32| &self.entries[*index as usize];
        let found = self.by_key.binary_search_by_key(&key, |index| &*entry(index).key.text).ok()?;
        Some(entry(&self.by_key[found]))
    }

    /// The entries in source order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// One bit for a key, which other keys may share.
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 1 };
    let sum = 7 * u32::from(*first) + 3 * u32::from(*last) + bytes.len() as u32;
    1 << (sum % u64::BITS)
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|entry| (&entry.key, &entry.value))).finish()
    }
}

/// Names the kind of a node in a message.
pub struct Kind<'node>(&'node Node);

/// So many characters of a text are shown in a message.
const SHOWN: usize = 60;

impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.value {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "boolean {value}"),
            Value::Number(Number(text)) => write!(f, "number {text}"),
            Value::String(text) if text.chars().count() > SHOWN => {
                let start: String = text.chars().take(SHOWN).collect();
                write!(f, "string {:?}", start + "…")
            }
            Value::String(text) => write!(f, "string {text:?}"),
            Value::List(_) => f.write_str("a sequence"),
            Value::Map(_) => f.write_str("a mapping"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn map(length: u32) -> Map {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let entry = |index: u32| {
            let key = Key { text: format!("key {}", index * 7919 % 1000).into(), span };
            Entry { key, value: Node { span, value: Value::Number(Number(index.to_string().into())) } }
        };
        Map::new((0..length).map(entry).collect())
    }

    #[test]
    fn finds_every_key_of_small_and_large_mappings() {
        for length in [0, 1, 16, 17, 500] {
            let map = map(length);
            for entry in map.iter() {
                assert_eq!(map.entry(&entry.key.text), Some(entry), "{length} entries");
            }
            assert_eq!(map.get("no such key"), None);
            assert_eq!(map.len(), length as usize);
        }
    }
}
