//! Reads an OpenAPI 3.0 or 3.1 document lazily: an index of addresses and components, then only what is asked for.

mod anchors;
pub mod codes;
mod document;
pub(crate) mod encoding;
mod examples;
mod json_kind;
mod operation;
mod parameter;
mod reference;
mod responses;
mod schema;

pub use document::Contract;
pub(crate) use document::path_of;
pub use encoding::Encoding;
pub use examples::Example;
pub use json_kind::JsonKind;
pub use operation::ContractOperation;
pub use parameter::{ContractParameter, ParameterLocation, ParameterShape};
pub use reference::Resolved;
pub(crate) use reference::cyclic;
pub use responses::{HeaderObject, MediaType, RequestBody, Response, Status};
pub use schema::{Additional, Discriminator, Schema};
