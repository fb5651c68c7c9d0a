//! Generates from any three files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| meterforge_fuzz::generate(bytes));
