//! A gateway for the sample's capabilities: everything that one of your own needs.

fn main() -> std::process::ExitCode {
    meterforge_gateway::main(&meterforge_sample::CAPABILITIES)
}
