//! Runs what is fuzzed over the committed seeds, so that the targets compile and hold without a fuzzer.

#![allow(clippy::unwrap_used, reason = "a test may stop anywhere")]

use std::fs;
use std::path::Path;

#[allow(unreachable_pub, clippy::panic, reason = "the targets are a library of their own to the fuzzer")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// Gives every seed of a folder to a target, whole and cut short.
fn run(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(name);
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        target(&bytes);
        [1, 2, 3].into_iter().for_each(|quarters| target(&bytes[..bytes.len() * quarters / 4]));
        count += 1;
    }
    assert!(count >= 3, "only {count} seeds for {name}");
}

#[test]
fn capabilities() {
    run("capability", targets::capability);
}

#[test]
fn contracts() {
    run("contract", targets::contract);
}

#[test]
fn whole_specs() {
    run("generate", targets::generate);
}

#[test]
fn any_bytes() {
    for bytes in [
        &b""[..],
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"{",
        b"[[[[",
        b"- - - -",
        b"&a [*a]",
        b"? ? ?",
        b"%YAML 1.1\n---\n",
    ] {
        targets::capability(bytes);
        targets::contract(bytes);
        targets::generate(bytes);
    }
}
