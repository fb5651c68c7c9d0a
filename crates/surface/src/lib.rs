//! Serves what a capability exposes: its REST routes and its MCP tools, over the calls of a generated SDK.
//!
//! A generated crate describes its capabilities as data ([`Capability`]) and gives a typed function for every operation.
//! Here that becomes a service: inputs are found where the capability says, checked against the schema that is published
//! for them, handed to the call, and the vendor's answer is handed back. [`rest`] and [`mcp`] speak the protocols.

// What only one of the protocols uses lies idle without it.
#![cfg_attr(not(all(feature = "mcp", feature = "rest")), allow(dead_code))]

// Lowest floor first: a module imports only from those above it in this list.
mod binding;
mod cursor;
mod json;
mod policy;

mod answer;
mod inputs;
mod projection;
mod schema;
mod template;

mod call;
mod setup;

mod capability;
mod list;

#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "rest")]
pub mod rest;

#[doc(hidden)]
pub mod codegen_v1;

pub use crate::answer::Answer;
pub use crate::call::Caller;
pub use crate::capability::{Capability, Exposed, Info, Served};
pub use crate::policy::Policy;
pub use crate::setup::{AttemptOutcome, AttemptReport, Observer, ServedReport, Setup};
