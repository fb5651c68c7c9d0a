//! A capability whose every reference is known to resolve. Only [`crate::check`] makes one.

use super::adapter::CheckedAdapter;
use crate::capability::OutputFormat;
use crate::ir::{BodyTemplate, Filling, ToolHints};
use crate::path_template::PathTemplate;
use crate::source::Span;

/// One capability file, with its imports followed and its templates understood.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedCapability {
    /// The file, as `sdk.yaml` names it.
    pub file: String,
    /// Its title.
    pub label: String,
    /// Its description; may be empty.
    pub description: String,
    /// The base URL without trailing slash; `None` when it is empty or a template.
    pub base_url: Option<String>,
    /// Where the base URL stands.
    pub base_url_span: Span,
    /// What proves who calls.
    pub authentication: Option<Authentication>,
    /// In source order.
    pub operations: Vec<CheckedOperation>,
    /// What it exposes; routes and tools that cannot be served are left out.
    pub adapters: Vec<CheckedAdapter>,
}

/// An environment variable that a bind declares, by the provider's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The variable's name in the process environment.
    pub name: String,
}

/// Outgoing authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// `Authorization: Bearer <token>`
    Bearer {
        /// Holds the token.
        token: Variable,
    },
    /// The secret in a header, verbatim.
    Header {
        /// The header's name, as written.
        name: String,
        /// Holds the secret.
        value: Variable,
    },
    /// The secret in the query.
    Query {
        /// The parameter's name.
        name: String,
        /// Holds the secret.
        value: Variable,
    },
    /// RFC 7617.
    Basic {
        /// Holds the user name.
        username: Variable,
        /// Holds the password.
        password: Variable,
    },
}

/// One operation with all inputs it really has.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedOperation {
    /// Its name, unique in the file.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Upper case.
    pub method: String,
    /// Below the base URL; fragment and query cut off, path parameters without a hole appended.
    pub path: PathTemplate,
    /// Where the path stands.
    pub path_span: Span,
    /// What stood behind `#` in the path: never sent, but contracts may tell operations of one address apart by it.
    pub fragment: Option<String>,
    /// Its description, when it is not empty.
    pub description: Option<String>,
    /// Path inputs in path order, then the others as declared; constants and a literal query included.
    pub inputs: Vec<Input>,
    /// Inputs that only templates of values name.
    pub template_inputs: Vec<TemplateInput>,
    /// Its body.
    pub body: BodyInput,
    /// What its answer is, when no contract says so.
    pub format: OutputFormat,
    /// The MCP tools that call it.
    pub tools: Vec<Tool>,
}

/// An input outside the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name on the wire.
    pub wire_name: String,
    /// The template variable that callers fill, when the parameter's `value` names one.
    pub input_name: Option<String>,
    /// Where it goes.
    pub location: InputLocation,
    /// Its declared type.
    pub ty: InputType,
    /// Must it be given?
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// Where its value comes from; only what callers give is an input.
    pub filling: Filling,
    /// Whether the capability does not declare it and a hole of the path asked for it.
    pub inferred: bool,
    /// Where it is declared; for an inferred one, the path.
    pub span: Span,
}

impl Input {
    /// The name by which callers give it; none when they do not.
    pub fn caller_name(&self) -> Option<&str> {
        (self.filling == Filling::Caller).then(|| self.input_name.as_deref().unwrap_or(&self.wire_name))
    }

    /// Whether callers give it by its own name.
    pub(super) fn is_plain(&self) -> bool {
        self.filling == Filling::Caller && self.input_name.is_none()
    }
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputLocation {
    /// A hole of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The cookie header.
    Cookie,
}

/// A declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputType {
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

/// What a capability says about an operation's body.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyInput {
    /// No body.
    None,
    /// The caller gives the whole JSON body.
    Whole {
        /// Must it be given?
        required: bool,
        /// What it is.
        description: Option<String>,
        /// Where it is declared.
        span: Span,
    },
    /// The client makes the body.
    Template(CheckedBody),
}

/// A body that the client makes.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedBody {
    /// What it is made of.
    pub template: BodyTemplate,
    /// The parts of a form that are files.
    pub files: Vec<FilePart>,
    /// Its inputs, in order of appearance; those that a parameter shares included.
    pub inputs: Vec<TemplateInput>,
    /// The first value that no caller gives.
    pub fixed: Option<Span>,
    /// Where it is declared.
    pub span: Span,
}

/// An input that templates name.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateInput {
    /// Its name.
    pub name: String,
    /// Its declared type; none for the inputs of a body template, which are any JSON.
    pub ty: Option<InputType>,
    /// Must it be given?
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
}

/// A part of a form whose value is one input and a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// The part's name.
    pub name: String,
    /// The input.
    pub input: String,
    /// Its media type, when the capability says so.
    pub media_type: Option<String>,
    /// Its file name, when the capability says so.
    pub file_name: Option<String>,
}

/// An MCP tool that calls an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// What it promises.
    pub hints: ToolHints,
}
