//! Reads `outputParameters`: projections of an answer.

use super::Text;
use super::codes::{CONSUMES, EXPOSES, any_list, prose};
use super::json_path::is_supported;
use super::parameter::constant;
use crate::capability::Constant;
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::table::wrong_type;
use crate::source::{Node, Spanned, Table, Value};

/// How an adapter makes its answer from the vendor's.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedOutput {
    /// `type`.
    pub ty: Text,
    /// Where the value comes from; absent for an object that is all `properties`.
    pub value: Option<MappedValue>,
    /// `properties`, by name.
    pub properties: Vec<(String, MappedOutput)>,
    /// `items`.
    pub items: Option<Box<MappedOutput>>,
}

/// Where a mapped output gets its value.
#[derive(Clone, Debug, PartialEq)]
pub enum MappedValue {
    /// `mapping`: a JSON path into the vendor's answer.
    Path(Text),
    /// `value` or `const`: a fixed value, or a template.
    Fixed(Spanned<Constant>),
}

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];
/// What an answer is, when nothing but the capability says so (`outputRawFormat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// JSON.
    #[default]
    Json,
    /// Text of this media type.
    Text(&'static str),
    /// Bytes of this media type.
    Bytes(&'static str),
}

const FORMATS: [(&str, OutputFormat); 10] = [
    ("json", OutputFormat::Json),
    ("xml", OutputFormat::Text("application/xml")),
    ("avro", OutputFormat::Bytes("application/avro")),
    ("protobuf", OutputFormat::Bytes("application/protobuf")),
    ("csv", OutputFormat::Text("text/csv")),
    ("yaml", OutputFormat::Text("application/yaml")),
    ("tsv", OutputFormat::Text("text/tab-separated-values")),
    ("psv", OutputFormat::Text("text/plain")),
    ("html", OutputFormat::Text("text/html")),
    ("markdown", OutputFormat::Text("text/markdown")),
];

/// Reads what a consumed operation says about its answer; of that, an SDK needs its format where no contract types it.
pub(super) fn read_consumed(table: &mut Table<'_>, found: &mut Diagnostics) -> OutputFormat {
    prose(table, "outputSchema", found);
    let format = table.string("outputRawFormat", found);
    for node in any_list(table, "outputParameters", found) {
        consumed(node, found);
    }
    let Some(format) = format else { return OutputFormat::Json };
    let known = FORMATS.iter().find(|(name, _)| *name == format.value);
    if known.is_none() {
        let message = format!("unknown output format `{}`", format.value);
        let diagnostic = Diagnostic::error("NK230", format.span, message);
        found.push(match suggest::help(&format.value, FORMATS.map(|(name, _)| name)) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    known.map(|(_, format)| *format).unwrap_or_default()
}

fn consumed(node: &Node, found: &mut Diagnostics) -> Option<()> {
    let mut table = Table::open(node, "output parameter", CONSUMES, found)?;
    table.required_string("name", found);
    if let Some(ty) = table.required_string("type", found) {
        known_type(&ty, "NK221", found);
    }
    if let Some(path) = table.required_string("value", found) {
        supported_path(&path, "NK230", found);
    }
    table.finish(found);
    Some(())
}

/// Reads `outputParameters` of a route or tool.
pub(super) fn list(table: &mut Table<'_>, found: &mut Diagnostics) -> Vec<MappedOutput> {
    let nodes = any_list(table, "outputParameters", found);
    nodes.iter().filter_map(|node| mapped(node, found)).collect()
}

fn mapped(node: &Node, found: &mut Diagnostics) -> Option<MappedOutput> {
    let mut table = Table::open(node, "mapped output", EXPOSES, found)?;
    table.ignore(&["name", "description", "required"]);
    let ty = table.required_string("type", found);
    if let Some(ty) = &ty {
        known_type(ty, "NK321", found);
    }
    let path = table.string("mapping", found);
    if let Some(path) = &path {
        supported_path(path, "NK317", found);
    }
    let fixed = ["value", "const"].into_iter().find_map(|key| table.optional(key));
    let fixed = fixed.and_then(|node| constant(node, EXPOSES, found));
    let properties = properties(&mut table, found);
    let items = table.optional("items").and_then(|node| mapped(node, found)).map(Box::new);
    table.finish(found);
    let value = path.map(MappedValue::Path).or(fixed.map(MappedValue::Fixed));
    Some(MappedOutput { ty: ty?, value, properties, items })
}

fn properties(table: &mut Table<'_>, found: &mut Diagnostics) -> Vec<(String, MappedOutput)> {
    let Some(node) = table.optional("properties") else { return Vec::new() };
    let Value::Map(map) = &node.value else {
        return wrong_type(node, "properties", "a mapping", EXPOSES, found).unwrap_or_default();
    };
    map.iter().filter_map(|entry| Some((entry.key.text.to_string(), mapped(&entry.value, found)?))).collect()
}

fn known_type(ty: &Text, code: &'static str, found: &mut Diagnostics) {
    if TYPES.contains(&&*ty.value) {
        return;
    }
    let diagnostic = Diagnostic::error(code, ty.span, format!("unknown type `{}`", ty.value));
    found.push(match suggest::help(&ty.value, TYPES) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    });
}

fn supported_path(path: &Text, code: &'static str, found: &mut Diagnostics) {
    if !is_supported(&path.value) {
        let message = format!("`{}` is outside the supported subset of JSON path", path.value);
        let help = "supported: `$`, `.name`, `['name']`, `[0]`, `[*]`";
        found.push(Diagnostic::error(code, path.span, message).help(help));
    }
}
