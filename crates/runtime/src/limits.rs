//! Bounds what a call may take: time and memory.

use std::time::Duration;

/// How long things may take and how large they may get.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The whole call, with its retries and waits.
    pub(crate) call: Duration,
    pub(crate) attempt: Duration,
    pub(crate) connect: Duration,
    /// Between two pieces of a body that is streamed.
    pub(crate) idle: Duration,
    /// The body of a response, decompressed.
    pub(crate) response_bytes: u64,
    /// The headers of a response, names and values together.
    pub(crate) response_header_bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(60),
            attempt: Duration::from_secs(15),
            connect: Duration::from_secs(3),
            idle: Duration::from_secs(15),
            response_bytes: 32 * 1024 * 1024,
            response_header_bytes: 64 * 1024,
        }
    }
}
