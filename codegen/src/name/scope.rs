//! Keeps the names of one scope apart.

use foldhash::{HashMap, HashSet};

/// The names taken in one scope: the fields of a struct, the types of a crate.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The last number behind a stem, so that a thousand that collide are not counted a thousand times.
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn with_reserved<'name>(reserved: impl IntoIterator<Item = &'name str>) -> Self {
        Self { taken: reserved.into_iter().map(str::to_owned).collect(), numbers: HashMap::default() }
    }

    /// Takes a name from the start.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes the first free candidate; when none is free, the last one with the first free number behind `separator`.
    pub(super) fn take(&mut self, candidates: &[String], separator: &str) -> String {
        let free = candidates.iter().find(|name| !self.has(name)).cloned();
        let name = free.unwrap_or_else(|| {
            let stem = candidates.last().map_or("n", String::as_str);
            let mut number = self.numbers.get(stem).copied().unwrap_or(1);
            loop {
                number += 1;
                let name = format!("{stem}{separator}{number}");
                if !self.has(&name) {
                    self.numbers.insert(stem.to_owned(), number);
                    return name;
                }
            }
        });
        self.taken.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_candidate_then_a_number() {
        let mut scope = Scope::with_reserved(["Error"]);
        let take = |scope: &mut Scope, names: &[&str]| {
            scope.take(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), "")
        };
        assert_eq!(take(&mut scope, &["Error", "ErrorModel"]), "ErrorModel");
        assert_eq!(take(&mut scope, &["Error", "ErrorModel"]), "ErrorModel2");
        assert_eq!(take(&mut scope, &["Meter"]), "Meter");
        assert_eq!(take(&mut scope, &["Meter"]), "Meter2");
    }
}
