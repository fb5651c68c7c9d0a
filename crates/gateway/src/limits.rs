//! How much of everything there may be.

use std::time::Duration;

/// Limits of a gateway. What goes beyond one is refused, and the answer says so.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The body of a request, in bytes; a longer one is answered 413.
    pub body_bytes: usize,
    /// The headers of a request, in bytes; longer ones are answered 431. At least 8 KiB.
    pub header_bytes: usize,
    /// How many headers a request may have; more are answered 431.
    pub headers: usize,
    /// How long a connection may take to send the headers of its next request; then it is closed.
    pub header_time: Duration,
    /// A call of the vendor as a whole, with its retries and waits; one that takes longer is answered 504.
    pub call_time: Duration,
    /// A request as a whole until the headers of its answer. One that is still being sent by then is answered 408, any
    /// other 504. It should be longer than `call_time`, whose answers say more.
    pub request_time: Duration,
    /// Requests under way at one listener, and calls of tools under way in all; one more is answered 503 at once.
    pub requests: usize,
    /// Open connections of one listener; one more is closed at once.
    pub connections: usize,
    /// Sessions of one MCP server; for one more, the session that was left alone the longest is ended.
    pub sessions: usize,
    /// How long a session of an MCP server may be left alone; then it is ended.
    pub session_idle: Duration,
    /// The longest result of a tool, in bytes of JSON; longer lists are cut, and can be gone on with.
    pub result_bytes: usize,
    /// How long requests under way may take to end when the gateway is told to.
    pub shutdown_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            header_bytes: 32 * 1024,
            headers: 100,
            header_time: Duration::from_secs(10),
            call_time: Duration::from_secs(60),
            request_time: Duration::from_secs(65),
            requests: 256,
            connections: 1024,
            sessions: 256,
            session_idle: Duration::from_secs(300),
            result_bytes: 64 * 1024,
            shutdown_time: Duration::from_secs(25),
        }
    }
}
