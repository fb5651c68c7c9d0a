//! A gateway on free ports with a scripted vendor behind it, and a way to send it anything at all.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;

use meterforge_gateway::{Gateway, McpPlace, Place, Running, Settings, StartError};
use meterforge_sample::{CAPABILITIES, METERING};
use meterforge_stand_in::Recorder;
use meterforge_surface::Served;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The credential of the vendor, which nobody may see.
pub(crate) const SECRET: &str = "acme-secret-4711";

/// A token that callers may be asked for.
pub(crate) const TOKEN: &str = "caller-token-0815-caller";

/// A gateway and the vendor behind it.
pub(crate) struct Site {
    pub(crate) vendor: Recorder,
    pub(crate) running: Running,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

/// Both places on ports that are free.
pub(crate) fn free_ports() -> Settings {
    let mut settings = Settings::default();
    settings.rest = Place::At(loopback());
    settings.mcp = McpPlace::At(loopback());
    settings.limits.shutdown_time = Duration::from_secs(10);
    settings
}

pub(crate) fn loopback() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

/// One capability, as it is without settings.
pub(crate) async fn plain() -> Site {
    with(|_| {}).await
}

/// One capability, with some settings changed.
pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Site {
    let mut settings = free_ports();
    change(&mut settings);
    site(&[&METERING], settings).await.unwrap()
}

/// Both capabilities.
pub(crate) async fn both() -> Site {
    site(&CAPABILITIES, free_ports()).await.unwrap()
}

pub(crate) async fn site(capabilities: &[&'static dyn Served], settings: Settings) -> Result<Site, StartError> {
    let vendor = Recorder::start().await.unwrap();
    let url = vendor.url();
    let running = Gateway::new(capabilities, settings).variables(variables(url)).start().await?;
    Ok(Site { vendor, running })
}

/// What the environment would say for a vendor at this address.
pub(crate) fn variables(url: String) -> impl Fn(&str) -> Option<OsString> + Send + Sync + 'static {
    move |name| match name {
        "ACME_BASE_URL" => Some(OsString::from(&url)),
        "ACME_TOKEN" => Some(OsString::from(SECRET)),
        _ => None,
    }
}

impl Site {
    pub(crate) fn rest(&self) -> SocketAddr {
        self.running.rest().unwrap()
    }

    pub(crate) fn mcp(&self) -> SocketAddr {
        self.running.mcp().unwrap()
    }

    /// Asks the REST listener, with these headers besides the host.
    pub(crate) async fn ask(&self, line: &str, headers: &[&str], body: &str) -> Reply {
        ask(self.rest(), line, headers, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), &[], "").await
    }

    /// Sends JSON to the REST listener.
    pub(crate) async fn send(&self, line: &str, body: &str) -> Reply {
        self.ask(line, &["content-type: application/json"], body).await
    }

    /// A sample of the metrics, by its name and labels; zero when there is none.
    pub(crate) async fn metric(&self, sample: &str) -> f64 {
        let text = self.get("/metrics").await.body;
        let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }
}

impl Reply {
    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The sentence of a problem of ours.
    pub(crate) fn detail(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        problem["detail"].as_str().unwrap().to_owned()
    }
}

/// Asks with a host that is allowed.
pub(crate) async fn ask(address: SocketAddr, line: &str, headers: &[&str], body: &str) -> Reply {
    let host = format!("host: {address}");
    let all: Vec<&str> = [host.as_str()].into_iter().chain(headers.iter().copied()).collect();
    exchange(address, line, &all, body).await
}

/// Sends one request with exactly these headers and reads until the connection is closed.
pub(crate) async fn exchange(address: SocketAddr, line: &str, headers: &[&str], body: &str) -> Reply {
    let mut text = format!("{line} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    Reply::parse(&raw(address, text.as_bytes()).await)
}

/// Sends bytes and reads what comes until the connection is closed.
pub(crate) async fn raw(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has seen enough may close before everything is sent.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

impl Reply {
    pub(crate) fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }
}

/// Waits until something has happened, and gives up after a while.
pub(crate) async fn until(what: &str, has_happened: impl Fn() -> bool) {
    for _ in 0..1000 {
        if has_happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: it did not happen");
}
