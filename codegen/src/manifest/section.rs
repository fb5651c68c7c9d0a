//! Reads the sections of `sdk.yaml` about servers, credentials, identifiers, types and schemas.

use super::read::{CODES, all_ruled, name, plain, report_repeats, required, ruled};
use super::rule::BAD_VALUE;
use super::rule::{ID_FORMAT, PHRASE, PLACE, PROSE, REGION, SCHEMA_FIELD, SNAKE, TOKEN, TYPE, URL, WIRE_NAME};
use super::{CredentialSettings, IdSettings, RegionSettings, SchemaSettings, SchemeSettings, TypeSettings};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Entry, Node, Spanned, Table, table};

/// `regions.<name>`: an address, or `{ url, description }`.
pub(super) fn region(entry: &Entry, found: &mut Diagnostics) -> Option<RegionSettings> {
    let name = name(entry, "regions", &REGION, found);
    let (url, description) = match entry.value.as_str() {
        Some(url) => (URL.check("url", Spanned::new(url.to_owned(), entry.value.span), found), None),
        None => {
            let mut table = Table::open(&entry.value, "a region that is not just an address", CODES, found)?;
            let url = required(&mut table, "url", &URL, found);
            let description = plain(&mut table, "description", &PHRASE, found);
            table.finish(found);
            (url, description)
        }
    };
    Some(RegionSettings { name: name?, url: url?, description })
}

/// `credential`.
pub(super) fn credential(node: &Node, found: &mut Diagnostics) -> Option<CredentialSettings> {
    let mut table = Table::open(node, "`credential`", CODES, found)?;
    let description = plain(&mut table, "description", &PROSE, found);
    let schemes: Vec<_> = match table.list("schemes", found) {
        Some(items) => items.iter().filter_map(|item| scheme(item, found)).collect(),
        None => Vec::new(),
    };
    let names: Vec<_> = schemes.iter().map(|scheme| scheme.name.clone()).collect();
    report_repeats(&names, found);
    table.finish(found);
    Some(CredentialSettings { description, schemes })
}

fn scheme(node: &Node, found: &mut Diagnostics) -> Option<SchemeSettings> {
    let mut table = Table::open(node, "scheme", CODES, found)?;
    let name = required(&mut table, "name", &SNAKE, found);
    let word = required(&mut table, "word", &TOKEN, found);
    let description = plain(&mut table, "description", &PROSE, found);
    table.finish(found);
    Some(SchemeSettings { name: name?, word: word?, description })
}

/// `ids.<Name>`.
pub(super) fn id(entry: &Entry, found: &mut Diagnostics) -> Option<IdSettings> {
    let name = name(entry, "ids", &TYPE, found);
    let mut table = Table::open(&entry.value, "identifier", CODES, found)?;
    let description = plain(&mut table, "description", &PROSE, found);
    let format = ruled(&mut table, "format", &ID_FORMAT, found);
    let parameters = all_ruled(&mut table, "parameters", &WIRE_NAME, found);
    let fields = all_ruled(&mut table, "fields", &SCHEMA_FIELD, found);
    table.finish(found);
    Some(IdSettings { name: name?, description, format, parameters, fields })
}

/// `types.<Name>`.
pub(super) fn type_(entry: &Entry, found: &mut Diagnostics) -> Option<TypeSettings> {
    let name = name(entry, "types", &TYPE, found);
    let items = table::list(&entry.value, &entry.key.text, CODES, found)?;
    if items.is_empty() {
        let message = format!("`{}` needs at least one entry", entry.key.text);
        found.push(Diagnostic::error(CODES.empty, entry.value.span, message));
    }
    let key = format!("{}[]", entry.key.text);
    let texts: Vec<_> = items.iter().filter_map(|item| table::string(item, &key, CODES, found)).collect();
    let places: Vec<_> = texts.into_iter().filter_map(|text| PLACE.check(&key, text, found)).collect();
    report_repeats(&places, found);
    Some(TypeSettings { name: name?, places })
}

/// `schemas.<Schema>`.
pub(super) fn schema(entry: &Entry, found: &mut Diagnostics) -> Option<SchemaSettings> {
    let name = name(entry, "schemas", &WIRE_NAME, found);
    let mut table = Table::open(&entry.value, "schema", CODES, found)?;
    let has_one_of = table.has("one_of");
    let one_of = all_ruled(&mut table, "one_of", &WIRE_NAME, found);
    if has_one_of && one_of.len() == 1 {
        let message = "`one_of` needs at least two fields to choose from";
        found.push(Diagnostic::error(BAD_VALUE, one_of[0].span, message));
    }
    table.finish(found);
    Some(SchemaSettings { name: name?, one_of })
}
