//! Turns where an inline type stands into what its name adds to its parent's.

use super::{case, plural};
use crate::ir::{Namespace, Origin, Sdk, Shape};
use std::collections::HashSet;

/// What [`crate::lower`] calls an item of a list.
const ITEM: &str = "item";

/// What the name of every inline type may add to its parent's, the best first.
pub(super) struct Suffixes(Vec<Vec<String>>);

impl Suffixes {
    /// Of all types; those that have a name of their own add nothing.
    pub(super) fn of(sdk: &Sdk) -> Self {
        let origins = || sdk.types.iter().map(|definition| &definition.origin);
        let plain: HashSet<(&Namespace, String)> = origins()
            .filter_map(|origin| match origin {
                Origin::Inline { parent, path } => Some((parent, joined(path))),
                Origin::Pinned(_) | Origin::Schema(_) => None,
            })
            .collect();
        let of_one = |origin: &Origin| match origin {
            Origin::Inline { parent, path } => {
                // A field `stage` beside `stages` has the better right to the word.
                let singular = singular(path).filter(|name| !plain.contains(&(parent, name.clone())));
                // A member that holds a schema of the very name that it would have is told from it.
                let variant = is_member(sdk, parent).then(|| format!("{}Variant", joined(path)));
                singular.into_iter().chain([joined(path)]).chain(variant).collect()
            }
            Origin::Pinned(_) | Origin::Schema(_) => Vec::new(),
        };
        Self(origins().map(of_one).collect())
    }

    /// Of one type, by its place among all.
    pub(super) fn of_type(&self, index: usize) -> &[String] {
        &self.0[index]
    }
}

/// Whether what stands in it is a member of a union.
fn is_member(sdk: &Sdk, parent: &Namespace) -> bool {
    matches!(*parent, Namespace::Type(id) if matches!(sdk.type_(id).shape, Shape::Union(_)))
}

/// `details.job_type` → `DetailsJobType`.
fn joined(path: &[String]) -> String {
    path.iter().map(|word| case::upper_camel(word)).collect()
}

/// `stages.item` → `Stage`; nothing where no list is named in the plural.
fn singular(path: &[String]) -> Option<String> {
    let mut words: Vec<String> = Vec::with_capacity(path.len());
    let mut is_changed = false;
    for word in path {
        match words.last().and_then(|list| of_list(list)).filter(|_| word == ITEM) {
            Some(item) => {
                words.pop();
                words.push(item);
                is_changed = true;
            }
            None => words.push(case::upper_camel(word)),
        }
    }
    is_changed.then(|| words.concat())
}

/// `CustomFields` → `CustomField`.
fn of_list(list: &str) -> Option<String> {
    let last = list.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    let singular = plural::singular(&list[last..].to_ascii_lowercase())?;
    Some(format!("{}{}", &list[..last], case::upper_camel(&singular)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_called_by_the_singular_of_its_list() {
        for (path, wanted) in [
            (&["stages", "item"][..], Some("Stage")),
            (&["custom_fields", "item"], Some("CustomField")),
            (&["expand[]", "item"], None),
            (&["stages", "item", "item"], Some("StageItem")),
            (&["groups", "value", "item"], None),
            (&["rate", "item"], None),
            (&["statuses", "item"], Some("Status")),
            (&["item", "items"], None),
            (&["größes", "item"], Some("Größe")),
            (&["stages"], None),
        ] {
            let path: Vec<String> = path.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(singular(&path).as_deref(), wanted, "{path:?}");
        }
    }
}
