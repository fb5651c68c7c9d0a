//! Reads any bytes as a contract and generates all its operations.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| meterforge_fuzz::contract(bytes));
