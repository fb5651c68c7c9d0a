//! Gathers what generated code needs beyond the public API; a change that breaks it makes a `codegen_v2`.

pub use crate::auth::{Credential, CredentialInfo, PlacementInfo};
pub use crate::call::{BodyFuture, Call, CallContext, SendFuture, send, stream};
pub use crate::client::ClientBuilder;
pub use crate::core::Client;
pub use crate::dedup::DedupKeys;
pub use crate::error::{Error, Result};
pub use crate::json::*;
pub use crate::operation::Operation;
pub use crate::page::*;
pub use crate::raw::RawCall;
pub use crate::receipt::Receipt;
pub use crate::relay::{Relayed, refused_parameter, relay, relayed_body, relayed_headers};
pub use crate::replay::ReplaySafety;
pub use crate::request::{Request, RequestBuilder};
pub use crate::response::{Answer, Response};
pub use crate::response_header::ResponseHeader;
pub use crate::retry::RetryPolicy;
pub use crate::secret::Secret;
pub use crate::service::{NoRegion, Region, Service, ServiceInfo};
pub use crate::style::{OrEmpty, Style};
pub use crate::template::{Filled, Inputs, VariableInfo};
pub use crate::upload::{Multipart, Upload};
pub use crate::value::*;
pub use crate::{__call as call, __paged_call as paged_call, __streamed_call as streamed_call};
pub use crate::{
    __object as object, __open_enum as open_enum, __open_integer_enum as open_integer_enum,
    __tagged_union as tagged_union, __text_newtype as text_newtype, __untagged_union as untagged_union,
};
pub use bytes::Bytes;
pub use http::{HeaderMap, Method, StatusCode};
pub use serde;
pub use serde_json;
