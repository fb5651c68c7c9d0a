//! Small vendors on loopback, for the examples and tests of the SDK crates.
