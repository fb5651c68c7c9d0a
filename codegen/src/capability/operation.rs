//! Reads consumed operations: method, inputs and body.

use super::codes::{CONSUMES, prose, renamed};
use super::scalar::is_kebab;
use super::{Parameter, Text, output, parameter};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::table::string;
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
    /// A JSON template: every string leaf may hold references. `None` when the kind of body is not supported.
    pub data: Option<Node>,
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
    output::read_consumed(&mut table, found);
    table.finish(found);
    Some(Operation { name: name?, method, description, parameters, body })
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
    if let Value::String(_) = &node.value {
        unsupported(node.span, "raw text", found);
        return Some(Body { span, data: None });
    }
    let mut table = Table::open(node, "body", CONSUMES, found)?;
    let kind = table.required_string("type", found);
    let data = table.required("data", found);
    table.finish(found);
    let kind = kind?;
    match &*kind.value {
        "json" => Some(Body { span, data: Some(data?.clone()) }),
        "text" | "xml" | "sparql" | "formUrlEncoded" | "multipartForm" => {
            unsupported(kind.span, &format!("`{}`", kind.value), found);
            Some(Body { span, data: None })
        }
        other => {
            const KINDS: [&str; 6] = ["json", "text", "xml", "sparql", "formUrlEncoded", "multipartForm"];
            let diagnostic = Diagnostic::error("NK230", kind.span, format!("unknown body type `{other}`"));
            found.push(match suggest::help(other, KINDS) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            Some(Body { span, data: None })
        }
    }
}

fn unsupported(span: Span, what: &str, found: &mut Diagnostics) {
    let message = format!("a body of {what} is not supported yet");
    found.push(Diagnostic::error("NK230", span, message).help("use `type: json`"));
}
