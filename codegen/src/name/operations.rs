//! Names of operations, their builders and their inputs.

use super::scope::Scope;
use super::{case, keyword, reserved, types};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::ir::{Content, MethodName, Operation, Output, Sdk, StatusRange, Success};

/// Methods every call builder has; a field of that name gets a trailing `_`.
const RESERVED_SETTERS: [&str; 11] = [
    "new",
    "default",
    "clone",
    "send",
    "pages",
    "items",
    "into_future",
    "request",
    "decode",
    "dedup_key",
    "dedup_keys",
];
/// Methods every client has.
const RESERVED_METHODS: [&str; 6] = ["new", "builder", "from_env", "raw", "clone", "core"];
/// Fields every call builder has beside its inputs, and what its constructor takes first.
const RESERVED_FIELDS: [&str; 4] = ["body", "client", "context", "keys"];

/// The names of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationNames {
    /// The client's method.
    pub method: String,
    /// The builder's type, in module `operation`.
    pub type_: String,
    /// The builder's file.
    pub module: String,
    /// The inputs, in the order of [`Operation::parameters`].
    pub parameters: Vec<String>,
    /// The enum of answers, when they differ by status or media type.
    pub output: String,
    /// Its variants, in order.
    pub output_variants: Vec<String>,
}

impl OperationNames {
    /// Whether no name needs more than ASCII.
    pub(super) fn are_ascii(&self) -> bool {
        let lists = self.parameters.iter().chain(&self.output_variants);
        lists.chain([&self.method, &self.type_, &self.output]).all(|name| name.is_ascii())
    }
}

pub(super) fn assign(sdk: &Sdk, diagnostics: &mut Diagnostics) -> Vec<OperationNames> {
    let mut methods = Scope::with_reserved(RESERVED_METHODS);
    // Builders are hardly ever spelled out, so they leave the good names to schemas and identifiers.
    let chosen: Vec<_> = sdk.ids.iter().map(|id| id.name.clone()).chain(types::first_choices(sdk)).collect();
    let mut types = Scope::with_reserved(reserved::TYPES.into_iter().chain(chosen.iter().map(String::as_str)));
    let mut modules = Scope::default();
    sdk.operations
        .iter()
        .map(|operation| {
            let wanted = case::snake(&words(operation));
            let method = methods.take(&[escaped(&wanted, &RESERVED_METHODS)], "_");
            if method != wanted {
                tell(sdk, operation, diagnostics, Severity::Warning, "NK231", &wanted, &method);
            } else if keyword::is_keyword(&method) {
                let ident = keyword::identifier(method.clone());
                tell(sdk, operation, diagnostics, Severity::Note, "NK232", &method, &ident);
            }
            let type_ = case::upper_camel(&method);
            let type_ = types.take(&[type_.clone(), format!("{type_}Call")], "");
            OperationNames {
                module: modules.take(&[case::module(&type_)], "_"),
                parameters: parameters(sdk, operation, diagnostics),
                output: format!("{type_}Output"),
                output_variants: output_variants(&operation.output),
                method: keyword::identifier(method),
                type_,
            }
        })
        .collect()
}

/// The text whose words make the method name.
pub(super) fn words(operation: &Operation) -> String {
    match &operation.method_name {
        MethodName::Pinned(text) | MethodName::Spelled(text) => text.clone(),
        MethodName::Wire => operation.wire_name.clone(),
    }
}

fn parameters(sdk: &Sdk, operation: &Operation, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut scope = Scope::with_reserved(RESERVED_FIELDS);
    operation
        .parameters
        .iter()
        .map(|parameter| {
            let wanted = case::snake(parameter.caller_name());
            let candidates = [setter(&wanted, operation), format!("{wanted}_{}", place(parameter.location))];
            let name = scope.take(&candidates, "_");
            if name != wanted {
                let file = &sdk.capabilities[operation.capability].file;
                let message = renamed("input", parameter.caller_name(), &name);
                let finding = Diagnostic::about_file("NK231", Severity::Warning, file, message);
                diagnostics.push(finding.of_operation(&operation.wire_name));
            }
            keyword::identifier(name)
        })
        .collect()
}

/// A setter's name, clear of what a call builder needs for itself.
fn setter(name: &str, operation: &Operation) -> String {
    match name.starts_with("with_") || (name == "stream" && operation.is_streamed()) {
        true => format!("{name}_"),
        false => escaped(name, &RESERVED_SETTERS),
    }
}

fn escaped(name: &str, reserved: &[&str]) -> String {
    if reserved.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

fn place(location: crate::ir::Location) -> &'static str {
    use crate::ir::Location;
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Part => "part",
        Location::Template => "input",
    }
}

fn output_variants(output: &Output) -> Vec<String> {
    let Output::Several(successes) = output else { return Vec::new() };
    let mut scope = Scope::default();
    let one_status = successes.iter().all(|success| success.status == successes[0].status);
    let variant = |success: &Success| {
        let status = status_name(success.status);
        let has_others = successes.iter().filter(|other| other.status == success.status).count() > 1;
        match success.content.as_ref().filter(|_| has_others).map(content_name) {
            Some(content) if one_status => content,
            Some(content) => format!("{status}{content}"),
            None => status,
        }
    };
    successes.iter().map(|success| scope.take(&[variant(success)], "")).collect()
}

/// The longest name that is made of a media type.
const LONGEST_CONTENT_NAME: usize = 24;

/// The name of an answer by its media type: `text/csv` is `Csv`; several of one kind are what they are in Rust.
fn content_name(content: &Content) -> String {
    let (usual, media_type) = match content {
        Content::Json { media_type, .. } => ("Json", media_type),
        Content::Text { media_type } => ("Text", media_type),
        Content::Bytes { media_type } => ("Bytes", media_type),
        Content::Form { .. } | Content::Multipart(_) | Content::Template(_) => return "Form".to_owned(),
        Content::Location => return "Location".to_owned(),
    };
    let subtype = media_type.split(';').next().and_then(|essence| essence.split_once('/')).map(|(_, subtype)| subtype);
    match subtype.filter(|_| !media_type.contains(',') && !media_type.contains('*')) {
        Some("plain") => "Text".to_owned(),
        Some("octet-stream") => "Bytes".to_owned(),
        Some(subtype) if subtype.len() <= LONGEST_CONTENT_NAME => {
            keyword::variant(&case::upper_camel(&subtype.replace('+', "-")))
        }
        _ => usual.to_owned(),
    }
}

/// The name of an answer by its status, as RFC 9110 calls it.
pub(super) fn status_name(status: StatusRange) -> String {
    match status {
        StatusRange::Exact(200) => "Ok".to_owned(),
        StatusRange::Exact(201) => "Created".to_owned(),
        StatusRange::Exact(202) => "Accepted".to_owned(),
        StatusRange::Exact(203) => "NonAuthoritative".to_owned(),
        StatusRange::Exact(204) => "NoContent".to_owned(),
        StatusRange::Exact(205) => "ResetContent".to_owned(),
        StatusRange::Exact(206) => "PartialContent".to_owned(),
        StatusRange::Exact(207) => "MultiStatus".to_owned(),
        StatusRange::Exact(code) => format!("Status{code}"),
        StatusRange::Class(digit) => format!("Any{digit}xx"),
        StatusRange::Default => "Default".to_owned(),
    }
}

fn tell(
    sdk: &Sdk,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
    severity: Severity,
    code: &'static str,
    wanted: &str,
    name: &str,
) {
    let place = format!("operation `{}`", operation.wire_name);
    let file = &sdk.capabilities[operation.capability].file;
    diagnostics.push(Diagnostic::about_file(code, severity, file, renamed(&place, wanted, name)));
}

/// What a rename says.
pub(super) fn renamed(place: &str, wanted: &str, name: &str) -> String {
    format!("{place}: `{wanted}` is written `{name}` in Rust")
}
