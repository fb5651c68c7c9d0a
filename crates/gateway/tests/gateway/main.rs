//! Runs gateways over a scripted vendor and speaks to them from outside, politely and otherwise.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the gateway of a test is test code too")]

mod assistant;
mod ends;
mod limits;
mod logs;
mod mcp;
mod metrics;
mod security;
mod security_mcp;
mod serves;
mod start;
mod support;
mod vendor_fails;
