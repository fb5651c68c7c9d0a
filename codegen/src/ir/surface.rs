//! What a capability exposes: routes and tools, and where the inputs of their calls come from.

use super::{Template, Text};
use crate::path_template::PathTemplate;
use serde::Serialize;

/// A REST adapter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rest {
    /// Its namespace, unique in the capability.
    pub namespace: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Where it listens, when it says so.
    pub address: Option<String>,
    /// Its port.
    pub port: u16,
    /// In source order.
    pub routes: Vec<Route>,
}

/// A method and path that are served.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// Upper case.
    pub method: String,
    /// As callers see it.
    pub path: PathTemplate,
    /// What it does.
    pub docs: Text,
    /// How it does it.
    pub action: Action,
}

/// An MCP server.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mcp {
    /// Its namespace, unique in the capability.
    pub namespace: String,
    /// What assistants are told about it; may be empty.
    pub description: String,
    /// Where it listens, when it says so.
    pub address: Option<String>,
    /// Its port over HTTP; none over standard input and output.
    pub port: Option<u16>,
    /// In source order.
    pub tools: Vec<Tool>,
}

/// A tool that assistants can call.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// What it promises.
    pub hints: ToolHints,
    /// How it does it.
    pub action: Action,
}

/// What a tool promises; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ToolHints {
    /// It changes nothing.
    pub read_only: Option<bool>,
    /// It may destroy.
    pub destructive: Option<bool>,
    /// The second time changes nothing more.
    pub idempotent: Option<bool>,
    /// It reaches beyond the vendor.
    pub open_world: Option<bool>,
}

/// What a route or tool does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Action {
    /// It calls an operation.
    Call(SurfaceCall),
    /// It answers something fixed, as JSON.
    Fixed(String),
}

/// A call of an operation from a surface.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurfaceCall {
    /// The operation, by its place in [`super::Sdk::operations`].
    pub operation: usize,
    /// Every input that is given, in the order of the operation.
    pub bindings: Vec<Binding>,
    /// What is given of the answer.
    pub output: Projection,
}

/// One input of a call and where its value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// The input.
    pub input: CallInput,
    /// Where its value comes from.
    pub source: ValueSource,
}

/// An input of an operation, as a surface gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum CallInput {
    /// A parameter, by its place.
    Parameter(usize),
    /// The whole body.
    Body,
    /// A variable of the body's template.
    Variable(String),
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ValueSource {
    /// A placeholder of the route.
    Path(String),
    /// A query parameter of the request.
    Query(String),
    /// A header of the request.
    Header(String),
    /// A cookie of the request.
    Cookie(String),
    /// The whole body of the request.
    Body,
    /// A member of the request's body.
    Member(String),
    /// An argument of the tool.
    Argument(String),
    /// A fixed value, as JSON.
    Constant(String),
    /// A text made of fixed parts and of members or arguments.
    Text(Template),
}

/// What is given of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Projection {
    /// All of it.
    Whole,
    /// The first of these that is there.
    First(Vec<Mapped>),
}

/// One part of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapped {
    /// Where it is, from what stands around it.
    pub path: Vec<Step>,
    /// What becomes of it.
    pub shape: MappedShape,
}

/// One step into an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Step {
    /// `.name`
    Member(String),
    /// `[0]`
    Element(usize),
    /// `[*]`
    Every,
}

/// What becomes of a part of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum MappedShape {
    /// It stays as it is.
    AsItIs,
    /// An object of these members.
    Object(Vec<(String, Mapped)>),
    /// A list of its elements in this shape.
    List(Box<Mapped>),
    /// Something fixed in its stead, as JSON.
    Fixed(String),
}
