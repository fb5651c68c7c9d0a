//! Serves the REST routes and MCP tools that capabilities expose.
//!
//! The binary `meterforge` serves the capabilities of this project's own SDK crates. A crate that you generated from a
//! capability of your own exports the same kind of list, and this is a gateway for it:
//!
//! ```no_run
//! # use meterforge_sample as acme_metering;
//! fn main() -> std::process::ExitCode {
//!     meterforge_gateway::main(&acme_metering::CAPABILITIES)
//! }
//! ```
//!
//! It has the same commands, flags, limits and checks; `docs/gateway.md` describes them. To run a gateway inside a program
//! of your own, make [`Settings`], and [`start`](Gateway::start) one.

mod app;
mod catalog;
mod cli;
mod connect;
mod deadline;
mod error;
mod front;
mod front_page;
mod gateway;
mod guard;
mod health;
mod limits;
mod lines;
mod list;
mod listener;
mod logs;
mod metrics;
mod observer;
mod place;
mod plan;
mod record;
mod request_id;
mod room;
mod run;
mod security;
mod settings;
mod signals;
mod stdio;
mod token;

pub use error::StartError;
pub use gateway::{Gateway, Running};
pub use limits::Limits;
pub use place::{McpPlace, Place};
pub use run::main;
pub use security::{AllowedHost, AllowedOrigin};
pub use settings::Settings;
pub use token::{Token, TokenError};
