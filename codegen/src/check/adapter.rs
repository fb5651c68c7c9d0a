//! What a capability exposes, linked: every call resolves, every input has a source. Only [`crate::check`] makes one.

use crate::ir::{Projection, ToolHints, ValueSource};
use crate::path_template::PathTemplate;

/// An adapter that can be served.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedAdapter {
    /// Its namespace, unique in the file.
    pub namespace: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Where it listens, when it says so.
    pub address: Option<String>,
    /// What it speaks.
    pub protocol: Protocol,
}

/// What an adapter speaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Protocol {
    /// HTTP.
    Rest {
        /// Its port.
        port: u16,
        /// In source order.
        routes: Vec<CheckedRoute>,
    },
    /// The Model Context Protocol.
    Mcp {
        /// Its port over HTTP; none over standard input and output.
        port: Option<u16>,
        /// In source order.
        tools: Vec<CheckedTool>,
    },
}

/// A method and path that are served.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRoute {
    /// Its name: its own, or that of the operation it calls.
    pub name: String,
    /// Upper case.
    pub method: String,
    /// As callers see it.
    pub path: PathTemplate,
    /// What it does.
    pub description: Option<String>,
    /// How it does it.
    pub action: CheckedAction,
}

/// A tool that is served.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedTool {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// What it promises.
    pub hints: ToolHints,
    /// How it does it.
    pub action: CheckedAction,
}

/// What a route or tool does.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckedAction {
    /// It calls an operation.
    Call(CheckedCall),
    /// It answers something fixed, as JSON.
    Fixed(String),
}

/// A call of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedCall {
    /// The operation, by its place in the capability.
    pub operation: usize,
    /// Where the inputs that the capability knows come from; those that the author left out are missing.
    pub bindings: Vec<CheckedBinding>,
    /// Whether the author chose among the inputs, so that optional ones that the contract adds are not offered either.
    pub is_selective: bool,
    /// What is given of the answer.
    pub output: Projection,
}

/// An input of an operation, as calls name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedInput {
    /// An input outside the body.
    Parameter(String),
    /// The whole body.
    Body,
    /// A variable of the body's template.
    Variable(String),
}

/// One input and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedBinding {
    /// The input.
    pub input: CheckedInput,
    /// Where its value comes from.
    pub source: ValueSource,
}
