//! Decides which operations are served.

use std::collections::BTreeSet;

use meterforge_runtime::ReplaySafety;

/// What is served of a capability; everything unless told otherwise.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    read_only: bool,
    switched_off: BTreeSet<String>,
}

impl Policy {
    /// Serves everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves only operations that change nothing.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Does not serve the tool or operation of this name.
    pub fn without(mut self, name: impl Into<String>) -> Self {
        self.switched_off.insert(name.into());
        self
    }

    /// The names that are switched off.
    pub fn switched_off(&self) -> impl Iterator<Item = &str> {
        self.switched_off.iter().map(String::as_str)
    }

    /// Why something is not served, if it is not: by any of the names it goes by.
    pub fn refusal(&self, names: &[&str], safety: ReplaySafety) -> Option<&'static str> {
        if names.iter().any(|name| self.switched_off.contains(*name)) {
            Some("it is switched off here")
        } else if self.read_only && safety != ReplaySafety::Safe {
            Some("only what changes nothing is served here")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_safe_and_not_named_is_served() {
        let policy = Policy::new().read_only().without("list-secrets");
        for (names, safety, served) in [
            (["list-meters", "listmeters"], ReplaySafety::Safe, true),
            (["list-secrets", "listsecrets"], ReplaySafety::Safe, false),
            (["delete-meter", "deletemeter"], ReplaySafety::Idempotent, false),
            (["report", "report"], ReplaySafety::Keyed, false),
            (["create", "create"], ReplaySafety::Unsafe, false),
        ] {
            assert_eq!(policy.refusal(&names, safety).is_none(), served, "{names:?}");
            assert!(Policy::new().refusal(&names, safety).is_none());
        }
    }
}
