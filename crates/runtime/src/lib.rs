//! Authentication, retries, paging and errors for the SDK crates that Meterforge generates.
//!
//! An SDK of a vendor is made of small typed calls; what sends them is here. Users meet these types through the SDK
//! crates, which re-export them.

// Lowest floor first: a module imports only from those above it in this list.
mod boxed;
mod chance;
mod clock;
mod limits;
mod replay;
mod request_id;
mod secret;
mod value;

mod redaction;

mod json;
mod response_header;

mod error;

mod base_url;
mod dedup;
mod header;
mod operation;
mod style;
mod template;

mod path;
mod query;
mod receipt;
mod upload;

mod request;
mod response;

mod auth;
mod backoff;
mod budget;
mod retry;

mod transport;

mod core;
mod service;

mod call;
mod macros;

mod client;
mod page;
mod raw;
mod relay;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[doc(hidden)]
pub mod codegen_v1;

pub use crate::auth::{Credential, Token, TokenProvider};
pub use crate::backoff::Backoff;
pub use crate::boxed::{BoxError, BoxFuture};
pub use crate::call::{BodyFuture, BodyStream, SendFuture};
pub use crate::chance::{Chance, DedupKeySource, SystemChance};
pub use crate::client::ClientBuilder;
pub use crate::clock::{Clock, SystemClock};
pub use crate::error::{Error, Result};
pub use crate::json::DecimalNumber;
pub use crate::page::{Cursor, Items, Paged, Pages};
pub use crate::raw::RawCall;
pub use crate::receipt::Receipt;
pub use crate::replay::ReplaySafety;
pub use crate::response::Response;
pub use crate::response_header::ResponseHeader;
pub use crate::retry::{Failure, FailureKind, NoRetry, RetryDecision, RetryPolicy, RetryState, StandardRetry};
pub use crate::secret::Secret;
pub use crate::transport::{AttemptInfo, Body, Middleware, Next, Transport, TransportError, TransportErrorKind};
pub use crate::upload::{Multipart, RequestBody, Upload};
pub use crate::value::{Date, DateTime, Decimal, DecimalText, IsoDuration, ValueError};
pub use bytes::Bytes;
pub use http::{HeaderMap, Method, StatusCode};
// The foreign crates whose types the seams are made of, in the versions that fit.
#[doc(no_inline)]
pub use http;
#[doc(no_inline)]
pub use reqwest;
#[cfg(feature = "rustls")]
#[doc(no_inline)]
pub use rustls;
