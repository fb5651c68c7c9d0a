//! A server that costs little, for the same call made in several ways: by an SDK, by plain reqwest, by plain hyper.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

/// What the generated client calls itself, so that the plain ones can send what it sends.
pub const AGENT: &str =
    concat!("suger-metering/", env!("CARGO_PKG_VERSION"), " meterforge-runtime/", env!("CARGO_PKG_VERSION"));

/// Where a billable metric is: five members in 100 bytes, so that decoding them hides nothing else.
pub const SMALL: &str = "/org/org_1/billableMetric/bm_1";

/// Where a page is whose one group has every member: 1.6 KB.
pub const PAGE: &str = "/org/org_1/usageRecordGroup?limit=100";

const METRIC: &str =
    r#"{"id":"bm_1","name":"api_calls","organizationId":"org_1","aggregationType":"SUM","status":"ACTIVE"}"#;

const GROUPS: &str = concat!(
    r#"{"usageRecordGroups":["#,
    include_str!("../vendor/suger/report_usage_record_group.full.json"),
    r#"],"nextOffset":0}"#
);

/// Starts the server on loopback with a thread for each connection; it ends with the process.
///
/// # Panics
/// When loopback has no free port.
pub fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            thread::spawn(move || answer(socket));
        }
    });
    address
}

/// Answers every request of a connection, without reading more of it than its path and where it ends.
fn answer(mut socket: TcpStream) -> io::Result<()> {
    let answer = |body: &str| {
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
    };
    let (metric, groups) = (answer(METRIC), answer(GROUPS));
    socket.set_nodelay(true)?;
    let (mut buffer, mut read) = ([0; 8 * 1024], 0);
    loop {
        match socket.read(&mut buffer[read..])? {
            0 => return Ok(()),
            more => read += more,
        }
        if buffer[..read].ends_with(b"\r\n\r\n") {
            let is_small = buffer["GET ".len()..read].starts_with(SMALL.as_bytes());
            socket.write_all(if is_small { metric.as_bytes() } else { groups.as_bytes() })?;
            read = 0;
        }
    }
}
