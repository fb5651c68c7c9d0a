//! What an SDK is, as plain closed data: no YAML before it, no Rust after it.
//!
//! Everything a generated crate says follows from these types, so a change of meaning shows in a snapshot of them apart
//! from a change of text. All names in here are wire names; Rust names are chosen by [`crate::name`].

mod content;
mod limit;
mod operation;
mod parameter;
mod service;
mod surface;
mod template;
mod types;

pub use content::{Body, Content, Example, Fill, Parts};
pub use limit::{Count, Limit, Literal};
pub use operation::{
    ErrorAnswer, Keyed, MethodName, Operation, Output, Paging, Presence, Replay, ResponseHeader, StatusRange, Success,
    TypedBy,
};
pub use parameter::{Location, Parameter, Style};
pub use service::{Credential, Placement, Region, Scheme, Service};
pub use surface::{
    Action, Binding, CallInput, Mapped, MappedShape, Mcp, Projection, Rest, Route, Step, SurfaceCall, Tool, ToolHints,
    ValueSource,
};
pub use template::{BodyTemplate, Escape, Filling, JsonTemplate, Piece, Template, TemplatePart, Variable};
pub use types::{
    Access, DecimalWire, Field, IdRef, IdType, IntegerVariant, Namespace, Origin, OtherFields, Shape, StringVariant,
    Struct, Text, TextFormat, Type, TypeDef, TypeId, Union, UnionTag, UnionVariant, Usage,
};

use serde::Serialize;

/// One crate to generate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sdk {
    /// The package name and folder, such as `suger-metering`.
    pub package: String,
    /// One sentence that says what the crate is.
    pub blurb: String,
    /// The vendor or product as its users call it, such as `Suger`.
    pub vendor: String,
    /// The capability files the crate is made from, in the order of `sdk.yaml`.
    pub capabilities: Vec<Capability>,
    /// The contract file, when there is one.
    pub contract: Option<String>,
    /// Where calls go and what they carry.
    pub service: Service,
    /// Every call, in the order of the capabilities.
    pub operations: Vec<Operation>,
    /// Every type that an operation reaches, in the order they were first needed.
    pub types: Vec<TypeDef>,
    /// Identifier newtypes, in the order of `sdk.yaml`.
    pub ids: Vec<IdType>,
    /// Paragraphs for the crate's README and front page that only a person knows, as Markdown.
    pub notes: Vec<String>,
}

/// One published capability file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capability {
    /// The file, relative to the spec folder.
    pub file: String,
    /// Its title.
    pub label: String,
    /// Its description.
    pub description: String,
    /// Its REST adapters.
    pub rest: Vec<Rest>,
    /// Its MCP servers.
    pub mcp: Vec<Mcp>,
}

impl Sdk {
    /// Every header of answers, once and by name; lowering has made those of one name alike.
    pub fn headers(&self) -> Vec<&ResponseHeader> {
        let mut headers = std::collections::BTreeMap::new();
        for header in self.operations.iter().flat_map(|operation| &operation.headers) {
            headers.entry(header.wire_name.to_ascii_lowercase()).or_insert(header);
        }
        headers.into_values().collect()
    }

    /// The definition behind a reference.
    pub fn type_(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }
}
