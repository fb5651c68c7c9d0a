//! A capability whose every reference is known to resolve. Only [`crate::check`] makes one.

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
    /// Its description, when it is not empty.
    pub description: Option<String>,
    /// Path inputs in path order, then the others as declared; constants and a literal query included.
    pub inputs: Vec<Input>,
    /// Its body.
    pub body: BodyInput,
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
    /// A fixed value that is always sent; then it is no input.
    pub constant: Option<String>,
    /// Whether the capability does not declare it and a hole of the path asked for it.
    pub inferred: bool,
    /// Where it is declared; for an inferred one, the path.
    pub span: Span,
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
    /// A template builds the body from these inputs, in order of appearance.
    Template {
        /// The inputs' names.
        inputs: Vec<String>,
        /// Where it is declared.
        span: Span,
    },
}

/// An MCP tool that calls an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// What it promises.
    pub hints: Hints,
}

/// What a tool promises; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// It changes nothing.
    pub read_only: Option<bool>,
    /// It may destroy.
    pub destructive: Option<bool>,
    /// The second time changes nothing more.
    pub idempotent: Option<bool>,
    /// It reaches beyond the vendor.
    pub open_world: Option<bool>,
}
