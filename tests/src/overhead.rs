//! The same call made three ways, by an SDK, by plain reqwest and by plain hyper, against a server that costs little.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

/// What the server answers: a page with one group.
const PAGE: &str = concat!(
    r#"{"usageRecordGroups":["#,
    include_str!("../vendor/suger/report_usage_record_group.full.json"),
    r#"],"nextOffset":0}"#
);

/// Starts a server on loopback with a thread for each connection; it ends with the process.
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

/// Answers every request of a connection alike, without reading more of it than where it ends.
fn answer(mut socket: TcpStream) -> io::Result<()> {
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{PAGE}", PAGE.len());
    socket.set_nodelay(true)?;
    let (mut buffer, mut read) = ([0; 8 * 1024], 0);
    loop {
        match socket.read(&mut buffer[read..])? {
            0 => return Ok(()),
            more => read += more,
        }
        if buffer[..read].ends_with(b"\r\n\r\n") {
            socket.write_all(answer.as_bytes())?;
            read = 0;
        }
    }
}
