//! Runs the program as people do: help, lists, flags, variables, signals, standard input and output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the program of a test is test code too")]

mod help;
mod lists;
mod logs;
mod process;
mod refusals;
#[cfg(unix)]
mod signals;
mod stdio;
