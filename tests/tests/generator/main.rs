//! Drives the generator from outside: small spec folders, one feature each, good and bad.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop anywhere")]

mod bad;
mod compiled;
mod fixtures;
mod good;
