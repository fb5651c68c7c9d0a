//! Reads any bytes as a capability.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| meterforge_fuzz::capability(bytes));
