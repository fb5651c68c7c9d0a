//! Names of the keys by which headers of answers are read.

use super::case;
use super::scope::Scope;
use crate::ir::Sdk;
use std::collections::BTreeMap;

/// The constant of each header, by its wire name in lower case.
pub(super) fn assign(sdk: &Sdk) -> BTreeMap<String, String> {
    let mut scope = Scope::default();
    let mut names = BTreeMap::new();
    for header in sdk.headers() {
        // The case of a header shows its words, as in `X-RateLimit-Remaining`.
        let constant = scope.take(&[case::snake(&header.wire_name).to_uppercase()], "_");
        names.insert(header.wire_name.to_ascii_lowercase(), constant);
    }
    names
}
