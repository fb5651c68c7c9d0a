//! Reads consumed operations: method, inputs and body.

use super::codes::{CONSUMES, prose, renamed};
use super::parameter::constant;
use super::scalar::is_kebab;
use super::{OutputFormat, Parameter, Text, output, parameter};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::table::{string, wrong_type};
use crate::source::{Node, Span, Spanned, Table, Value};

/// A consumed operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `name`.
    pub name: Text,
    /// `method`; `None` when it was reported.
    pub method: Option<Spanned<Method>>,
    /// `description`.
    pub description: Option<String>,
    /// `inputParameters`.
    pub parameters: Vec<Parameter>,
    /// `body`.
    pub body: Option<Body>,
    /// `outputRawFormat`.
    pub format: OutputFormat,
}

/// An HTTP method the format knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

/// What `body` sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The place of the key.
    pub span: Span,
    /// What it is; none when it was reported.
    pub data: Option<BodyData>,
}

/// A body; every text in it may hold references.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyData {
    /// A text that is JSON once it is filled.
    Raw(Text),
    /// `json`: every string leaf is a template.
    Json(Node),
    /// `text`
    Text(Text),
    /// `xml`
    Xml(Text),
    /// `sparql`
    Sparql(Text),
    /// `formUrlEncoded`, as one text.
    FormText(Text),
    /// `formUrlEncoded`, field by field.
    Form(Vec<(String, Text)>),
    /// `multipartForm`
    Parts(Vec<BodyPart>),
}

/// A part of `multipartForm`.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyPart {
    /// `name`
    pub name: Text,
    /// `value`
    pub value: Text,
    /// `filename`
    pub file_name: Option<Text>,
    /// `contentType`
    pub content_type: Option<Text>,
}

const METHODS: [(&str, Method); 5] = [
    ("GET", Method::Get),
    ("POST", Method::Post),
    ("PUT", Method::Put),
    ("PATCH", Method::Patch),
    ("DELETE", Method::Delete),
];

impl Method {
    /// Upper case, as sent.
    pub fn as_str(self) -> &'static str {
        METHODS.iter().find(|(_, method)| *method == self).map_or("", |(name, _)| name)
    }
}

pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Operation> {
    let mut table = Table::open(node, "consumed operation", CONSUMES, found)?;
    renamed(&mut table, node, &[("display", "label")], found);
    let name = table.required_string("name", found);
    if let Some(name) = name.as_ref().filter(|name| !is_kebab(&name.value)) {
        let message = format!("operation name `{}` may contain letters, digits and `-`", name.value);
        found.push(Diagnostic::error("NK201", name.span, message));
    }
    let method = table.required("method", found).and_then(|node| method(node, "NK211", found));
    prose(&mut table, "label", found);
    let description = prose(&mut table, "description", found);
    let parameters = parameter::list(&mut table, found);
    let body = table.entry("body").and_then(|entry| body(entry.key.span, &entry.value, found));
    let format = output::read_consumed(&mut table, found);
    table.finish(found);
    Some(Operation { name: name?, method, description, parameters, body, format })
}

/// Reads a method; `code` is the one under which an unknown one is reported.
pub(super) fn method(node: &Node, code: &'static str, found: &mut Diagnostics) -> Option<Spanned<Method>> {
    let text = string(node, "method", CONSUMES, found)?;
    if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == text.value) {
        return Some(Spanned::new(*method, text.span));
    }
    let names = METHODS.map(|(name, _)| name);
    let message = format!("method must be one of {}, found `{}`", names.join(", "), text.value);
    let diagnostic = Diagnostic::error(code, text.span, message);
    found.push(match suggest::suggest(&text.value, names) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    });
    None
}

fn body(span: Span, node: &Node, found: &mut Diagnostics) -> Option<Body> {
    if let Value::String(text) = &node.value {
        let raw = BodyData::Raw(Spanned::new(text.to_string(), node.span));
        return Some(Body { span, data: Some(raw) });
    }
    let mut table = Table::open(node, "body", CONSUMES, found)?;
    let kind = table.required_string("type", found);
    let data = table.required("data", found);
    table.finish(found);
    let data = kind.zip(data).and_then(|(kind, data)| body_data(&kind, data, found));
    Some(Body { span, data })
}

fn body_data(kind: &Text, data: &Node, found: &mut Diagnostics) -> Option<BodyData> {
    const KINDS: [&str; 6] = ["json", "text", "xml", "sparql", "formUrlEncoded", "multipartForm"];
    let mut text = || string(data, "data", CONSUMES, found);
    match &*kind.value {
        "json" => Some(BodyData::Json(data.clone())),
        "text" => text().map(BodyData::Text),
        "xml" => text().map(BodyData::Xml),
        "sparql" => text().map(BodyData::Sparql),
        "formUrlEncoded" => match &data.value {
            Value::Map(map) => {
                let field = |entry: &crate::source::Entry| {
                    let value = constant(&entry.value, CONSUMES, found)?;
                    Some((entry.key.text.to_string(), value.map(|value| value.text())))
                };
                Some(BodyData::Form(map.iter().filter_map(field).collect()))
            }
            Value::String(_) => text().map(BodyData::FormText),
            _ => wrong_type(data, "data", "a string or a mapping", CONSUMES, found),
        },
        "multipartForm" => match data.as_list() {
            Some(parts) => Some(BodyData::Parts(parts.iter().filter_map(|part| body_part(part, found)).collect())),
            None => wrong_type(data, "data", "a sequence", CONSUMES, found),
        },
        other => {
            let diagnostic = Diagnostic::error("NK230", kind.span, format!("unknown body type `{other}`"));
            found.push(match suggest::help(other, KINDS) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            None
        }
    }
}

fn body_part(node: &Node, found: &mut Diagnostics) -> Option<BodyPart> {
    let mut table = Table::open(node, "part", CONSUMES, found)?;
    let name = table.required_string("name", found);
    let value = table.required_string("value", found);
    let file_name = table.string("filename", found);
    let content_type = table.string("contentType", found);
    table.finish(found);
    Some(BodyPart { name: name?, value: value?, file_name, content_type })
}
