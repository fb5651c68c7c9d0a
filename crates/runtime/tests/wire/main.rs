//! Calls of a small vendor over real sockets on this machine: what goes out, what comes back, what cannot.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the server and the vendor of a test are test code too")]

mod calls;
mod environment;
mod faults;
mod seams;
mod secrets;
mod server;
mod spans;
mod tls;
mod uploads;
mod vendor;
