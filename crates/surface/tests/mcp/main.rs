//! Calls the tools of an MCP server with the official client, in both revisions of the protocol, over a scripted vendor.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the server of a test is test code too")]

mod calls;
mod errors;
mod lists;
mod results;
mod server;
mod tools;
