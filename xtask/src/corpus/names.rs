//! Finds the names that a person would not have chosen.

use meterforge_codegen::generate::Generated;
use meterforge_codegen::ir::TypeId;

/// The name of a method or type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    /// `method` or `type`.
    pub(super) kind: &'static str,
    pub(super) package: String,
}

/// Every method and type of a crate.
pub(super) fn of(generated: &Generated) -> Vec<Name> {
    let name = |text: &str, kind| Name { text: text.to_owned(), kind, package: generated.sdk.package.clone() };
    let methods = (0..generated.sdk.operations.len()).map(|at| name(&generated.names.operation(at).method, "method"));
    let types = (0..).map(TypeId).take(generated.sdk.types.len()).map(|id| name(generated.names.type_(id), "type"));
    methods.chain(types).collect()
}

/// The worst names first: a digit at the end tells of a collision, other digits count half, length the rest.
pub(super) fn worst<'all>(names: impl Iterator<Item = &'all Name>, count: usize) -> Vec<&'all Name> {
    let mut names: Vec<&Name> = names.collect();
    names.sort_by(|a, b| (badness(&b.text), &a.text).cmp(&(badness(&a.text), &b.text)));
    names.dedup_by(|a, b| a.text == b.text && a.kind == b.kind);
    names.truncate(count);
    names
}

fn badness(name: &str) -> usize {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let numbered = name.ends_with(|c: char| c.is_ascii_digit());
    let suffixed = name.ends_with('_') || name.ends_with("Model") || name.ends_with("Value") || name.ends_with("Call");
    name.chars().count() + 10 * digits + 20 * usize::from(numbered) + 20 * usize::from(suffixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_names_are_worse_than_long_ones() {
        let name = |text: &str| Name { text: text.to_owned(), kind: "type", package: "acme".to_owned() };
        let names = [name("Meter"), name("MeterEventsResponseItem"), name("Meter2"), name("Meter2")];
        let worst: Vec<&str> = worst(names.iter(), 2).into_iter().map(|name| name.text.as_str()).collect();
        assert_eq!(worst, ["Meter2", "MeterEventsResponseItem"]);
    }
}
