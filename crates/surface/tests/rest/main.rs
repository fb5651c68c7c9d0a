//! Asks a REST adapter over a scripted vendor: what reaches the vendor, what comes back, what is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the adapter of a test is test code too")]

mod adapter;
mod answers;
mod documents;
mod failures;
mod inputs;
mod pages;
mod refusals;
