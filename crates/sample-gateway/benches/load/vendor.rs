//! A vendor that answers at once, or late, or not at all.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// What it says to everything.
const ANSWER: &[u8] = br#"{"id":"m1","name":"calls","total":12.50}"#;

pub(crate) struct Vendor {
    address: SocketAddr,
    wait_ms: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

impl Vendor {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a port");
        let address = listener.local_addr().expect("it listens");
        let wait_ms = Arc::new(AtomicU64::new(0));
        Self { address, accepting: tokio::spawn(accept(listener, wait_ms.clone())), wait_ms }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits before each answer.
    pub(crate) fn answer_after(&self, wait: Duration) {
        self.wait_ms.store(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Is gone, with every connection.
    pub(crate) async fn kill(&mut self) {
        self.accepting.abort();
        let _ = (&mut self.accepting).await;
    }

    /// Is back where it was.
    pub(crate) async fn restart(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("its port is free");
        self.accepting = tokio::spawn(accept(listener, self.wait_ms.clone()));
    }
}

async fn accept(listener: TcpListener, wait_ms: Arc<AtomicU64>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let wait_ms = wait_ms.clone();
        connections.spawn(async move {
            let service = service_fn(move |_| {
                let wait = Duration::from_millis(wait_ms.load(Ordering::Relaxed));
                async move {
                    if !wait.is_zero() {
                        tokio::time::sleep(wait).await;
                    }
                    let response = Response::builder().header("content-type", "application/json");
                    Ok::<_, Infallible>(response.body(Full::new(Bytes::from_static(ANSWER))).expect("it is an answer"))
                }
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
        while connections.try_join_next().is_some() {}
    }
}
