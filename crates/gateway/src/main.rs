//! The gateway over the capabilities of this project's own SDK crates.

mod vendors;

use std::process::ExitCode;

/// `docs/decisions.md` says what it gives.
#[cfg(feature = "vendors")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    meterforge_gateway::main(&vendors::capabilities())
}
