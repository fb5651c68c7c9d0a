//! Drives every route and every tool of the five capabilities: what reaches the vendor is what the SDKs' own tests pin.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what is not there fails the test")]

mod calls;
mod mcp;
mod rest;
