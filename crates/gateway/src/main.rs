//! The gateway over the capabilities of this project's own SDK crates.

mod vendors;

use std::process::ExitCode;

fn main() -> ExitCode {
    meterforge_gateway::main(&vendors::capabilities())
}
