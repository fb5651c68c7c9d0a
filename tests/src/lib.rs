//! What the tests of the SDK crates share: a vendor that answers from files, and what a request and an error must be.

#![allow(clippy::panic, reason = "an expectation that fails ends its test")]

mod canned;
mod child;
mod complete;
mod exposed;
pub mod fault;
mod lost;
mod pin;
mod refused;
mod round_trip;
mod sent;
mod vendor;

pub mod overhead;

pub use canned::Canned;
pub use child::in_child;
pub use complete::assert_complete;
pub use exposed::{Sdk, given, pin, sdks};
pub use lost::{assert_sent_again, assert_sent_once};
pub use pin::{Pin, pins};
pub use refused::assert_refused;
pub use round_trip::assert_round_trip;
pub use sent::Sent;
pub use vendor::Vendor;

/// What a test gives back, so that it can use `?`.
pub type TestResult = Result<(), Box<dyn std::error::Error>>;

/// An identifier that holds what a URL would take for something else.
pub const HOSTILE_ID: &str = "a/b?c#d%e f+ü";

/// [`HOSTILE_ID`] as one path segment.
pub const HOSTILE_SEGMENT: &str = "a%2Fb%3Fc%23d%25e%20f%2B%C3%BC";

/// The examples of the project's README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
