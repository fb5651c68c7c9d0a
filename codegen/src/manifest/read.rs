//! Reads `sdk.yaml` from its node tree, reporting everything that is wrong in one go.

use super::rule::{ENV, PACKAGE, PATH, PHRASE, PROSE, Rule};
use super::{Manifest, operation, section};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Codes, Entry, Node, Spanned, Table, table};

/// The codes of `sdk.yaml`.
pub(super) const CODES: Codes = Codes { missing: "SY101", unknown: "SY102", wrong_type: "SY103", empty: "SY105" };
/// The code for something that is said a second time.
const REPEATED: &str = "SY106";

/// Reads a manifest. `None` when the crate or its capabilities are unknown; other faults leave a manifest without them.
pub fn read(root: &Node, found: &mut Diagnostics) -> Option<Manifest> {
    let mut table = Table::open(root, "`sdk.yaml`", CODES, found)?;
    let package = table.required_string("crate", found);
    let package = package.and_then(|package| PACKAGE.check("crate", package, found));
    let capabilities = capabilities(&mut table, found);
    let contract = ruled(&mut table, "contract", &PATH, found);
    let vendor = plain(&mut table, "vendor", &PHRASE, found);
    let blurb = plain(&mut table, "blurb", &PHRASE, found);
    let notes = all_ruled(&mut table, "notes", &PROSE, found).into_iter().map(|note| note.value).collect();
    let env = ruled(&mut table, "env", &ENV, found);
    let regions = entries(&mut table, "regions", found, section::region);
    let credential = table.optional("credential").and_then(|node| section::credential(node, found));
    let ids = entries(&mut table, "ids", found, section::id);
    let types = entries(&mut table, "types", found, section::type_);
    let schemas = entries(&mut table, "schemas", found, section::schema);
    let operations = entries(&mut table, "operations", found, operation::read);
    table.finish(found);
    Some(Manifest {
        package: package?,
        capabilities: capabilities?,
        contract,
        vendor,
        blurb,
        notes,
        env,
        regions,
        credential,
        ids,
        types,
        schemas,
        operations,
    })
}

fn capabilities(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Vec<Spanned<String>>> {
    let items = table.required_list("capabilities", found)?;
    let read = |item| table::string(item, "capabilities[]", CODES, found);
    let texts: Vec<_> = items.iter().filter_map(read).collect();
    let paths: Vec<_> = texts.into_iter().filter_map(|text| PATH.check("capabilities[]", text, found)).collect();
    report_repeats(&paths, found);
    (!paths.is_empty()).then_some(paths)
}

/// The text under a key, if it has the right form.
pub(super) fn ruled(
    table: &mut Table<'_>,
    key: &'static str,
    rule: &Rule,
    found: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let text = table.string(key, found)?;
    rule.check(key, text, found)
}

/// Like [`ruled`], for a key that must be there.
pub(super) fn required(
    table: &mut Table<'_>,
    key: &'static str,
    rule: &Rule,
    found: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let text = table.required_string(key, found)?;
    rule.check(key, text, found)
}

/// Like [`ruled`], for texts nobody points at later. Block scalars end in a line break, which is no part of the text.
pub(super) fn plain(table: &mut Table<'_>, key: &'static str, rule: &Rule, found: &mut Diagnostics) -> Option<String> {
    let text = table.string(key, found)?.map(|text| text.trim_end().to_owned());
    Some(rule.check(key, text, found)?.value)
}

/// The texts of the sequence under a key that have the right form.
pub(super) fn all_ruled(
    table: &mut Table<'_>,
    key: &'static str,
    rule: &Rule,
    found: &mut Diagnostics,
) -> Vec<Spanned<String>> {
    let texts = table.strings(key, found);
    let checked: Vec<_> = texts.into_iter().filter_map(|text| rule.check(&format!("{key}[]"), text, found)).collect();
    report_repeats(&checked, found);
    checked
}

/// What `read` makes of each entry of the mapping under a key.
pub(super) fn entries<T>(
    table: &mut Table<'_>,
    key: &'static str,
    found: &mut Diagnostics,
    mut read: impl FnMut(&Entry, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let Some(map) = table.map(key, found) else { return Vec::new() };
    map.iter().filter_map(|entry| read(entry, found)).collect()
}

/// The key of an entry, if it has the right form.
pub(super) fn name(entry: &Entry, what: &str, rule: &Rule, found: &mut Diagnostics) -> Option<Spanned<String>> {
    rule.check(what, Spanned::new(entry.key.text.to_string(), entry.key.span), found)
}

/// Reports every text that was there before.
pub(super) fn report_repeats(texts: &[Spanned<String>], found: &mut Diagnostics) {
    for (index, text) in texts.iter().enumerate() {
        if let Some(first) = texts[..index].iter().find(|first| first.value == text.value) {
            let diagnostic = Diagnostic::error(REPEATED, text.span, format!("`{}` is listed twice", text.value));
            found.push(diagnostic.related(first.span, "first listed here").help("keep one of them"));
        }
    }
}
