//! A gateway for the sample's capabilities: everything that one of your own needs.

/// As the binary `meterforge` does; a gateway works without as well.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    meterforge_gateway::main(&meterforge_sample::CAPABILITIES)
}
