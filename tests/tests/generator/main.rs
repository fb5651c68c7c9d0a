//! Drives the generator from outside: small spec folders, one feature each, good and bad.

mod bad;
mod compiled;
mod fixtures;
mod good;
