//! The least that a process between callers and a vendor can do: it asks by the same SDK, and hands on what comes back.
//!
//! What a request takes through it, over one by the SDK alone, is what two more wake-ups, two more passes through the
//! system's sockets and one more server cost on this machine; what the gateway takes besides is the gateway's own.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::process::Stdio;

use http::{Method, Response};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use meterforge_runtime::codegen_v1::Service;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

use crate::ways::sdk;

/// The argument that makes this program such a process; the vendor's address follows.
pub(crate) const ARGUMENT: &str = "bare-hop";

pub(crate) struct Hop {
    pub(crate) address: SocketAddr,
    _child: Child,
}

impl Hop {
    /// Starts it before a vendor.
    pub(crate) async fn start(vendor: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program is somewhere"));
        command.args([ARGUMENT, vendor]).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("it tells where it is")).lines();
        let line = lines.next_line().await.expect("it is read").expect("it serves");
        Self { address: line.parse().expect("it is an address"), _child: child }
    }
}

/// Is such a process, until it is killed.
pub(crate) async fn serve(vendor: &str) {
    let sdk = sdk(vendor);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a port");
    println!("{}", listener.local_addr().expect("it listens"));
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let sdk = sdk.clone();
        tokio::spawn(async move {
            let service = service_fn(|_| async {
                let body = Service::core(&sdk).raw(Method::GET, "/meters/m1").await.expect("the vendor answers");
                let response = Response::builder().header("content-type", "application/json");
                Ok::<_, Infallible>(response.body(Full::new(body)).expect("it is an answer"))
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}
