//! Reads input parameters, of consumed operations and of what adapters expose.

use super::Text;
use super::codes::{CONSUMES, EXPOSES, any_list, prose};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::table::wrong_type;
use crate::source::{Codes, Node, Span, Spanned, Table, Value};

/// A parameter of a request to the vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`, as on the wire.
    pub name: Text,
    /// `in`; `None` when it was reported.
    pub location: Option<Spanned<Location>>,
    /// `value`: fixed, or a template.
    pub value: Option<Spanned<Constant>>,
    /// `type`.
    pub ty: ParameterType,
    /// `required`.
    pub required: Option<Spanned<bool>>,
    /// `description`.
    pub description: Option<String>,
}

/// A parameter of a REST route or an MCP tool.
#[derive(Clone, Debug, PartialEq)]
pub struct ExposedParameter {
    /// `name`.
    pub name: Text,
    /// `in`; tools have none.
    pub location: Option<Spanned<Location>>,
    /// `type`.
    pub ty: ParameterType,
    /// `required`.
    pub required: Option<bool>,
    /// `description`.
    pub description: Option<String>,
}

/// A scalar that is not filled in by a caller, as text and as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// A number as written.
    Number(String),
    /// A truth value.
    Bool(bool),
    /// A text, possibly a template.
    Text(String),
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// A hole of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The cookie header.
    Cookie,
    /// The JSON body.
    Body,
    /// Nowhere: it is read from the process environment.
    Environment,
}

/// A declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// Text; also where nothing is declared.
    String,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A truth value.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
}

const LOCATIONS: [(&str, Location); 6] = [
    ("query", Location::Query),
    ("header", Location::Header),
    ("path", Location::Path),
    ("cookie", Location::Cookie),
    ("body", Location::Body),
    ("environment", Location::Environment),
];

const TYPES: [(&str, ParameterType); 6] = [
    ("string", ParameterType::String),
    ("number", ParameterType::Number),
    ("integer", ParameterType::Integer),
    ("boolean", ParameterType::Boolean),
    ("array", ParameterType::Array),
    ("object", ParameterType::Object),
];

impl Location {
    /// As written after `in:`.
    pub fn as_str(self) -> &'static str {
        LOCATIONS.iter().find(|(_, location)| *location == self).map_or("", |(name, _)| name)
    }
}

impl Constant {
    /// As it would be sent.
    pub fn text(&self) -> String {
        match self {
            Self::Number(text) | Self::Text(text) => text.clone(),
            Self::Bool(value) => value.to_string(),
        }
    }
}

/// Reads `inputParameters` of a consumes entry, resource or operation.
pub(super) fn list(table: &mut Table<'_>, found: &mut Diagnostics) -> Vec<Parameter> {
    let nodes = any_list(table, "inputParameters", found);
    nodes.iter().filter_map(|node| consumed(node, found)).collect()
}

fn consumed(node: &Node, found: &mut Diagnostics) -> Option<Parameter> {
    let mut table = Table::open(node, "input parameter", CONSUMES, found)?;
    let name = table.required_string("name", found);
    let location = table.required("in", found).and_then(|node| location(node, "NK221", found));
    let value = table.optional("value").and_then(|node| constant(node, CONSUMES, found));
    let ty = ty(&mut table, "NK221", found);
    let required = table.boolean("required", found);
    let description = prose(&mut table, "description", found);
    table.finish(found);
    Some(Parameter { name: name?, location, value, ty, required, description })
}

/// What declares parameters for callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declarer {
    /// A route: each parameter says where it is on the request.
    Route,
    /// A tool: all are arguments.
    Tool,
}

/// Reads `inputParameters` of a route or tool.
pub(super) fn exposed(
    table: &mut Table<'_>,
    declarer: Declarer,
    found: &mut Diagnostics,
) -> Option<Vec<ExposedParameter>> {
    if !table.has("inputParameters") {
        return None;
    }
    let nodes = any_list(table, "inputParameters", found);
    Some(nodes.iter().filter_map(|node| expose_one(node, declarer, found)).collect())
}

fn expose_one(node: &Node, declarer: Declarer, found: &mut Diagnostics) -> Option<ExposedParameter> {
    let mut table = Table::open(node, "exposed parameter", EXPOSES, found)?;
    let name = table.required_string("name", found);
    let location = match declarer {
        Declarer::Route => {
            table.ignore(&["pattern", "value"]);
            table.required("in", found).and_then(|node| location(node, "NK321", found))
        }
        Declarer::Tool => None,
    };
    table.required("type", found);
    let ty = ty(&mut table, "NK321", found);
    let required = table.boolean("required", found).map(|required| required.value);
    table.required("description", found);
    let description = prose(&mut table, "description", found);
    table.finish(found);
    Some(ExposedParameter { name: name?, location, ty, required, description })
}

fn location(node: &Node, code: &'static str, found: &mut Diagnostics) -> Option<Spanned<Location>> {
    one_of(node, "in", "location", &LOCATIONS, code, found)
}

fn ty(table: &mut Table<'_>, code: &'static str, found: &mut Diagnostics) -> ParameterType {
    let ty = table.optional("type").and_then(|node| one_of(node, "type", "type", &TYPES, code, found));
    ty.map_or(ParameterType::String, |ty| ty.value)
}

fn one_of<T: Copy>(
    node: &Node,
    key: &str,
    what: &str,
    words: &[(&'static str, T)],
    code: &'static str,
    found: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let text = crate::source::table::string(node, key, CONSUMES, found)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
        return Some(Spanned::new(*value, text.span));
    }
    found.push(unknown_word(&text, what, words.iter().map(|(word, _)| *word), code));
    None
}

fn unknown_word<'word>(
    text: &Text,
    what: &str,
    words: impl Iterator<Item = &'word str> + Clone,
    code: &'static str,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, text.span, format!("unknown {what} `{}`", text.value));
    // `int` is more than two slips away from `integer`, yet nothing else can be meant.
    let longer = words.clone().find(|word| text.value.len() >= 3 && word.starts_with(&*text.value));
    match longer.or_else(|| suggest::suggest(&text.value, words.clone())) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("expected one of {}", words.collect::<Vec<_>>().join(", "))),
    }
}

/// Reads a number, truth value or text.
pub(super) fn constant(node: &Node, codes: Codes, found: &mut Diagnostics) -> Option<Spanned<Constant>> {
    let spanned = |value: Constant, span: Span| Some(Spanned::new(value, span));
    match &node.value {
        Value::String(text) => spanned(Constant::Text(text.to_string()), node.span),
        Value::Number(number) => spanned(Constant::Number(number.0.to_string()), node.span),
        Value::Bool(value) => spanned(Constant::Bool(*value), node.span),
        Value::Null | Value::List(_) | Value::Map(_) => {
            wrong_type(node, "value", "a string, number or boolean", codes, found)
        }
    }
}
