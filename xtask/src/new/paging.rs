//! Guesses how an operation's next page is asked for, from its query and the fields of its answer.

use meterforge_codegen::ir::{Content, Field, Location, Operation, Output, Sdk, Shape, Type};

/// What an operation looks like.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// It is not paged.
    No,
    /// It is, and these settings say how.
    Settings(String),
    /// A parameter looks like it, and the answer does not say how to go on.
    Unclear(String),
}

/// Fields inside each other, so far: `meta.page.total`.
const DEPTH: usize = 3;

/// Names of query parameters and fields, as small letters and digits.
const TOKEN: [&str; 8] =
    ["cursor", "pagetoken", "nexttoken", "nextpagetoken", "continuationtoken", "pagecursor", "nextcursor", "after"];
const NEXT_TOKEN: [&str; 6] =
    ["nextcursor", "nexttoken", "nextpagetoken", "nextpagecursor", "continuationtoken", "nextcontinuationtoken"];
const OFFSET: [&str; 2] = ["offset", "skip"];
const NEXT_OFFSET: [&str; 2] = ["nextoffset", "nextskip"];
const PAGE: [&str; 4] = ["page", "pagenumber", "pageno", "currentpage"];
const NUMBER: [&str; 6] = ["number", "page", "pagenumber", "pageno", "currentpage", "current"];
const SIZE: [&str; 5] = ["size", "pagesize", "perpage", "limit", "itemsperpage"];
const TOTAL: [&str; 5] = ["total", "totalcount", "totalitems", "totalresults", "totalelements"];
/// Lists that are the page when an answer has several.
const ITEMS: [&str; 5] = ["data", "items", "results", "values", "records"];

/// What an operation's query and answer show.
pub(super) fn pages(sdk: &Sdk, operation: &Operation) -> Pages {
    let token = query(operation, &TOKEN);
    let offset = query(operation, &OFFSET);
    let page = query(operation, &PAGE);
    let Some(looks) = token.as_ref().or(offset.as_ref()).or(page.as_ref()) else { return Pages::No };
    let settings = answer(sdk, operation).and_then(|fields| {
        let items = items(fields)?;
        let next = |names, is: fn(&Type) -> bool| fields.iter().find(|field| named(field, names) && is(&field.ty));
        if let Some((query, next)) = token.as_ref().zip(next(&NEXT_TOKEN, is_text)) {
            let (query, next) = (quoted(query), quoted(&next.wire_name));
            return Some(format!("{{ style: token, query: {query}, next: {next}, items: {items} }}"));
        }
        if let Some((query, next)) = offset.as_ref().zip(next(&NEXT_OFFSET, is_number)) {
            let (query, next) = (quoted(query), quoted(&next.wire_name));
            return Some(format!("{{ style: offset, query: {query}, next: {next}, items: {items} }}"));
        }
        let [number, size, total] = counted(sdk, fields, "", DEPTH)?;
        let query = quoted(page.as_ref()?);
        Some(format!(
            "{{ style: number, query: {query}, number: {number}, size: {size}, total: {total}, items: {items} }}"
        ))
    });
    settings.map_or_else(|| Pages::Unclear(looks.clone()), Pages::Settings)
}

/// The query parameter of one of these names, as `sdk.yaml` writes it.
fn query(operation: &Operation, names: &[&str]) -> Option<String> {
    let in_query = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    in_query.filter(|parameter| parameter.is_given()).find_map(|parameter| {
        let whole = &parameter.wire_name;
        // A member of an object, which lowering has written out.
        let member = whole.strip_suffix(']').and_then(|open| open.split_once('['));
        match member {
            Some((object, member)) if parameter.style == Location::Query.plain() => {
                let is_named = names.contains(&&*letters(&format!("{object}{member}")));
                is_named.then(|| format!("{object}.{member}"))
            }
            _ => names.contains(&&*letters(whole)).then(|| whole.clone()),
        }
    })
}

/// The fields of the one object that answers.
fn answer<'sdk>(sdk: &'sdk Sdk, operation: &'sdk Operation) -> Option<&'sdk [Field]> {
    match &operation.output {
        Output::One(Content::Json { ty, .. }) => fields(sdk, ty),
        _ => None,
    }
}

fn fields<'sdk>(sdk: &'sdk Sdk, ty: &Type) -> Option<&'sdk [Field]> {
    match ty {
        Type::Nullable(inner) => fields(sdk, inner),
        Type::Named(id) => match &sdk.type_(*id).shape {
            Shape::Struct(shape) => Some(&shape.fields),
            Shape::Alias(ty) => fields(sdk, ty),
            _ => None,
        },
        _ => None,
    }
}

/// The list that is the page: the only one, or the one that is called so.
fn items(fields: &[Field]) -> Option<String> {
    let lists: Vec<&Field> = fields.iter().filter(|field| matches!(plain(&field.ty), Type::List(_))).collect();
    let list = match lists[..] {
        [list] => list,
        _ => lists.iter().find(|field| named(field, &ITEMS))?,
    };
    Some(quoted(&list.wire_name))
}

/// Where an answer counts its pages: paths to number, size and total, which stand side by side.
fn counted(sdk: &Sdk, fields: &[Field], before: &str, depth: usize) -> Option<[String; 3]> {
    let find = |names: &[&str]| {
        let field = fields.iter().find(|field| named(field, names) && is_number(&field.ty))?;
        Some(quoted(&format!("{before}{}", field.wire_name)))
    };
    if let (Some(number), Some(size), Some(total)) = (find(&NUMBER), find(&SIZE), find(&TOTAL)) {
        return Some([number, size, total]);
    }
    let deeper = depth.checked_sub(1).filter(|depth| *depth > 0)?;
    fields.iter().find_map(|field| {
        let inner = self::fields(sdk, &field.ty)?;
        counted(sdk, inner, &format!("{before}{}.", field.wire_name), deeper)
    })
}

fn named(field: &Field, names: &[&str]) -> bool {
    names.contains(&&*letters(&field.wire_name))
}

fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        other => other,
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(plain(ty), Type::String(_))
}

fn is_number(ty: &Type) -> bool {
    matches!(plain(ty), Type::Integer | Type::Float)
}

/// Small letters and digits: `next_page-Token` is `nextpagetoken`.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn quoted(name: &str) -> String {
    super::inputs::quoted(name)
}
