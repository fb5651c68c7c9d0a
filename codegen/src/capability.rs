//! A capability file as written: a typed model with positions, and its one reader.
//!
//! Reading looks at one place at a time: shapes, words, names. Everything that needs a second place to judge (imports,
//! variables, calls) is the work of [`crate::check`].

mod authentication;
mod bind;
mod call;
mod codes;
mod consume;
mod document;
mod expose;
mod info;
pub(crate) mod json_path;
mod mcp;
mod operation;
mod output;
mod parameter;
mod rest;
pub mod scalar;
pub mod template;
mod version;

pub use authentication::{Authentication, Placement, Scheme};
pub use bind::{Bind, BindKey};
pub use call::{Action, Argument, ArgumentValue, Call};
pub use consume::{Consumes, Http, Import, Resource};
pub use document::{Document, read};
pub use expose::Adapter;
pub use info::Info;
pub use mcp::{Hints, Mcp, McpTool, Transport};
pub use operation::{Body, BodyData, BodyPart, Method, Operation};
pub use output::{MappedOutput, MappedValue, OutputFormat};
pub use parameter::{Constant, ExposedParameter, Location, Parameter, ParameterType};
pub use rest::{Rest, RestOperation, RestResource};
pub use version::Version;

/// A text and its place.
pub type Text = crate::source::Spanned<String>;
