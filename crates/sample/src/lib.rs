//! Two capabilities and their client by hand, written the way the generator writes them.
//!
//! The tests of the surfaces and of the gateway serve them against a vendor that they script. Between them the operations
//! take an input from every place there is, and answer in every way that a surface treats on its own: a list in a
//! member, a list alone, nothing, bytes, a receipt.

mod billing;
mod client;
mod metering;
mod model;
mod operation;

pub use billing::BILLING;
pub use client::Client;
pub use metering::METERING;

use meterforge_surface::Served;

/// Both capabilities.
pub static CAPABILITIES: [&dyn Served; 2] = [&METERING, &BILLING];
