//! What a caller may put in place of ours, and what becomes of a call that nobody waits for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use meterforge_runtime::{Body, BoxFuture, Bytes, RequestBody, Transport, TransportError};

use super::server::{Server, Step, answer, json};
use super::vendor::{Client, ClientBuilder};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url()).credential("k3y")
}

#[tokio::test]
async fn a_finished_reqwest_client_is_used_as_it_is() {
    let own = || with_tls(reqwest::Client::builder().no_proxy());
    let server = Server::start((0..2).map(|_| json("200 OK", "{}"))).await;
    let named = own().default_headers([("x-own".parse().unwrap(), "1".parse().unwrap())].into_iter().collect());
    builder(&server).http_client(named.build().unwrap()).build().unwrap().list_groups("org_1").await.unwrap();
    let other = reqwest::Client::builder().user_agent("mine");
    builder(&server).http_client_builder(other).build().unwrap().list_groups("org_1").await.unwrap();
    let seen = server.seen();
    assert_eq!((seen[0].header("x-own"), seen[0].header("authorization")), (Some("1"), Some("Key k3y")));
    assert!(seen[1].header("user-agent").unwrap().starts_with("vendor-metering/"), "ours is set last");
}

/// Left alone, reqwest has no cryptography for rustls to start with.
#[cfg(feature = "rustls")]
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    use meterforge_runtime::rustls::{ClientConfig, RootCertStore, crypto::ring};
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let tls = tls.with_safe_default_protocol_versions().unwrap().with_root_certificates(RootCertStore::empty());
    builder.tls_backend_preconfigured(tls.with_no_client_auth())
}

#[cfg(not(feature = "rustls"))]
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// Counts, and answers itself.
#[derive(Debug, Default)]
struct Counting(AtomicU32);

impl Transport for Counting {
    fn send(&self, _: http::Request<RequestBody>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(http::Response::new(Body::from(Bytes::from_static(b"{}")))) })
    }
}

#[tokio::test]
async fn a_transport_of_your_own_needs_no_network() {
    let counting = Arc::new(Counting::default());
    let client = Client::builder().credential("k3y").transport(counting.clone()).build().unwrap();
    client.list_groups("org_1").await.unwrap();
    assert_eq!(counting.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "it is the caller who loses patience")]
async fn a_call_that_is_dropped_ends_and_its_connection_is_not_used_again() {
    let server = Server::start([Step::Stall, json("200 OK", "{}"), json("200 OK", "{}")]).await;
    let client = builder(&server).build().unwrap();
    let dropped = tokio::time::timeout(Duration::from_millis(100), client.list_groups("org_1").send()).await;
    assert!(dropped.is_err());
    client.list_groups("org_2").await.unwrap();
    client.list_groups("org_3").await.unwrap();
    let lines: Vec<String> = server.seen().into_iter().map(|seen| seen.line).collect();
    assert_eq!(lines, ["org_1", "org_2", "org_3"].map(|org| format!("GET /org/{org}/group HTTP/1.1")));
    assert_eq!(server.connections(), 2, "the one that was waited on is closed, the other is used again");
}

#[tokio::test]
async fn a_body_that_was_half_read_leaves_no_rest_for_the_next_call() {
    let half = Step::Answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".into());
    let server = Server::start([half, json("200 OK", r#"{"groups":[]}"#)]).await;
    let client = builder(&server).build().unwrap();
    let body = client.raw(meterforge_runtime::Method::GET, "/export").stream().await.unwrap();
    drop(body);
    client.list_groups("org_1").await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn clones_share_connections() {
    let server = Server::start((0..4).map(|_| answer("200 OK", "", "{}"))).await;
    let client = builder(&server).build().unwrap();
    for clone in [client.clone(), client.clone(), client.clone(), client] {
        clone.list_groups("org_1").await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}
