//! Says that the process is there, and finds out whether another one is.

use std::net::SocketAddr;
use std::time::Duration;

use axum::response::IntoResponse;
use http::header::CONTENT_TYPE;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Where it is said.
pub(crate) const PATH: &str = "/healthz";

/// What is said: nothing that a stranger should not know.
const BODY: &str = r#"{"status":"ok","service":"meterforge"}"#;

/// How long another process may take to say who it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// The process is up. No vendor is asked.
pub(crate) async fn healthz() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], BODY)
}

/// Whether whoever listens at an address is a gateway like this one.
pub(crate) async fn is_ours(mut address: SocketAddr) -> bool {
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() });
    }
    let asking = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let request = format!("GET {PATH} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.take(4096).read_to_end(&mut answer).await.ok()?;
        answer.windows(BODY.len()).any(|part| part == BODY.as_bytes()).then_some(())
    };
    timeout(PATIENCE, asking).await.ok().flatten().is_some()
}
