//! A vendor on loopback that answers each request with the next step of its script, and remembers what it read.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

/// How far apart pieces are written.
const APART: Duration = Duration::from_millis(20);

/// What to do with one request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Write these bytes and go on with the connection.
    Answer(Vec<u8>),
    /// Write these, each long enough behind the one before to arrive apart from it, and close the connection.
    Pieces(&'static [&'static str]),
    /// Close it without a word.
    Close,
    /// Never answer.
    Stall,
}

/// An answer with a body of JSON.
pub(crate) fn json(status: &str, body: &str) -> Step {
    answer(status, "content-type: application/json\r\n", body)
}

/// An answer with headers, each ended by CRLF.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Step {
    bytes(status, headers, body.as_bytes())
}

/// An answer with headers, each ended by CRLF, and a body of any bytes.
pub(crate) fn bytes(status: &str, headers: &str, body: &[u8]) -> Step {
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n", body.len());
    Step::Answer([head.as_bytes(), body].concat())
}

/// A server that runs until its runtime ends.
pub(crate) struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(seen, _)| seen == name).map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// Begins to listen. The script goes on over all connections; behind its end every request stalls.
    pub(crate) async fn start(script: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new(script.into_iter().collect::<Vec<_>>().into_iter()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (requests, accepted) = (seen.clone(), connections.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::Relaxed);
                let (script, seen) = (script.clone(), requests.clone());
                // A client that goes away in the middle is part of what is tested.
                tokio::spawn(async move { serve(socket, &script, &seen).await.ok() });
            }
        });
        Self { port, seen, connections }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// Answers the requests of one connection.
#[allow(clippy::disallowed_methods, reason = "pieces arrive apart by real time alone")]
pub(crate) async fn serve(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    script: &Mutex<std::vec::IntoIter<Step>>,
    seen: &Mutex<Vec<Seen>>,
) -> io::Result<()> {
    let mut read = Vec::new();
    while let Some(request) = request(&mut socket, &mut read).await? {
        seen.lock().unwrap().push(request);
        let step = script.lock().unwrap().next().unwrap_or(Step::Stall);
        match step {
            Step::Answer(bytes) => socket.write_all(&bytes).await?,
            Step::Pieces(pieces) => {
                for piece in pieces {
                    socket.write_all(piece.as_bytes()).await?;
                    tokio::time::sleep(APART).await;
                }
                return socket.shutdown().await;
            }
            Step::Close => return socket.shutdown().await,
            Step::Stall => std::future::pending().await,
        }
    }
    Ok(())
}

/// The next request; none when the client has closed the connection.
async fn request(socket: &mut (impl AsyncRead + Unpin), read: &mut Vec<u8>) -> io::Result<Option<Seen>> {
    loop {
        if let Some(end) = read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let mut lines = head.lines();
            let line = lines.next().unwrap_or_default().to_owned();
            let headers: Vec<(String, String)> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            let value = |wanted| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
            let body = match value("transfer-encoding") {
                Some("chunked") => chunks(&read[end + 4..]),
                _ => {
                    let length: usize = value("content-length").map_or(0, |value| value.parse().unwrap());
                    read.get(end + 4..end + 4 + length).map(|body| (body.to_vec(), length))
                }
            };
            if let Some((body, length)) = body {
                read.drain(..end + 4 + length);
                return Ok(Some(Seen { line, headers, body: String::from_utf8_lossy(&body).into_owned() }));
            }
        }
        if socket.read_buf(read).await? == 0 {
            return Ok(None);
        }
    }
}

/// The chunks of a body, and how long they are with their lengths; none when some are still to come.
fn chunks(read: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let line = read[at..].windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&read[at..at + line]).unwrap(), 16).unwrap();
        at += line + 2;
        body.extend(read.get(at..at + length)?);
        at += length + 2;
        if length == 0 {
            return (at <= read.len()).then_some((body, at));
        }
    }
}
