//! Reads the settings of one operation from `sdk.yaml`.

use super::read::{CODES, entries, name, plain, required, ruled};
use super::rule::{BAD_VALUE, DOTTED, KEYED, PROSE, SNAKE, WIRE_NAME};
use super::{OperationSettings, PagingSettings};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Entry, Node, Spanned, Table, table};

/// The values of `paging.style`.
const STYLES: [&str; 3] = ["offset", "token", "number"];

/// `operations.<name>`.
pub(super) fn read(entry: &Entry, found: &mut Diagnostics) -> Option<OperationSettings> {
    let wire_name = name(entry, "operations", &WIRE_NAME, found);
    let mut table = Table::open(&entry.value, "operation", CODES, found)?;
    let name = ruled(&mut table, "name", &SNAKE, found);
    let description = plain(&mut table, "description", &PROSE, found);
    let keyed = ruled(&mut table, "keyed", &KEYED, found);
    let duplicate = status(&mut table, "duplicate", 200..=599, found);
    let partial = status(&mut table, "partial", 200..=299, found);
    let idempotent = table.boolean("idempotent", found);
    let refused = match table.list("refused", found) {
        Some(items) => items.iter().filter_map(|item| number(item, "refused[]", 400..=599, found)).collect(),
        None => Vec::new(),
    };
    let body_required = table.optional("body").and_then(|node| body(node, found));
    let fill = entries(&mut table, "fill", found, fill);
    let paging = table.optional("paging").and_then(|node| paging(node, found));
    if let (Some(duplicate), None, false) = (&duplicate, &keyed, table.has("keyed")) {
        let message = "`duplicate` is the answer to a repeated key, but `keyed` names none";
        found.push(Diagnostic::error(BAD_VALUE, duplicate.span, message).help("add `keyed:`"));
    }
    table.finish(found);
    let wire_name = wire_name?;
    Some(OperationSettings {
        wire_name,
        name,
        description,
        keyed,
        duplicate,
        partial,
        idempotent,
        refused,
        body_required,
        fill,
        paging,
    })
}

/// `body: required`, the only thing there is to say about it.
fn body(node: &Node, found: &mut Diagnostics) -> Option<Spanned<bool>> {
    if node.as_str() == Some("required") {
        return Some(Spanned::new(true, node.span));
    }
    let message = format!("`body` must be `required`, found {}", node.kind());
    found.push(Diagnostic::error(BAD_VALUE, node.span, message).help("leave it out if the body is optional"));
    None
}

/// `fill.<field>: <parameter>`.
fn fill(entry: &Entry, found: &mut Diagnostics) -> Option<(Spanned<String>, Spanned<String>)> {
    let field = name(entry, "fill", &WIRE_NAME, found);
    let parameter = table::string(&entry.value, &entry.key.text, CODES, found);
    let parameter = parameter.and_then(|parameter| WIRE_NAME.check(&entry.key.text, parameter, found));
    Some((field?, parameter?))
}

fn paging(node: &Node, found: &mut Diagnostics) -> Option<Spanned<PagingSettings>> {
    let mut table = Table::open(node, "`paging`", CODES, found)?;
    let style = table.required_string("style", found)?;
    let settings = match &*style.value {
        "offset" | "token" => read_next(&style.value, &mut table, found),
        "number" => read_number(&mut table, found),
        other => {
            let message = format!("`style` must be `offset`, `token` or `number`, found {other:?}");
            let diagnostic = Diagnostic::error(BAD_VALUE, style.span, message);
            found.push(match suggest::suggest(other, STYLES) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
            return None;
        }
    };
    table.finish(found);
    settings.map(|settings| Spanned::new(settings, node.span))
}

/// `{ query, next, items }`: the answer says how to ask for what follows. All keys are read before one that is missing counts.
fn read_next(style: &str, table: &mut Table<'_>, found: &mut Diagnostics) -> Option<PagingSettings> {
    let query = required(table, "query", &DOTTED, found);
    let next = required(table, "next", &DOTTED, found);
    let items = required(table, "items", &DOTTED, found);
    let (query, next, items) = (query?, next?, items?);
    Some(match style {
        "offset" => PagingSettings::Offset { query, next, items },
        _ => PagingSettings::Token { query, next, items },
    })
}

/// `{ query, number, size, total, items }`: the answer says where it is and how much there is.
fn read_number(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<PagingSettings> {
    let query = required(table, "query", &DOTTED, found);
    let number = required(table, "number", &DOTTED, found);
    let size = required(table, "size", &DOTTED, found);
    let total = required(table, "total", &DOTTED, found);
    let items = required(table, "items", &DOTTED, found);
    Some(PagingSettings::Number { query: query?, number: number?, size: size?, total: total?, items: items? })
}

/// The status under a key.
fn status(
    table: &mut Table<'_>,
    key: &'static str,
    range: std::ops::RangeInclusive<u16>,
    found: &mut Diagnostics,
) -> Option<Spanned<u16>> {
    let node = table.optional(key)?;
    number(node, key, range, found)
}

fn number(
    node: &Node,
    key: &str,
    range: std::ops::RangeInclusive<u16>,
    found: &mut Diagnostics,
) -> Option<Spanned<u16>> {
    let Spanned { value, span } = table::integer(node, key, CODES, found)?;
    match u16::try_from(value).ok().filter(|status| range.contains(status)) {
        Some(status) => Some(Spanned::new(status, span)),
        None => {
            let (first, last) = range.into_inner();
            let message = format!("`{key}` must be an HTTP status from {first} to {last}, found {value}");
            found.push(Diagnostic::error(BAD_VALUE, span, message));
            None
        }
    }
}
