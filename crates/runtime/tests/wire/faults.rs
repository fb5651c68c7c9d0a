//! Faults of the network: what each becomes, and whether the call is sent again.

use std::time::{Duration, Instant};

use meterforge_runtime::{NoRetry, Receipt};
use tokio::net::TcpListener;

use super::server::{Server, Step, answer, json};
use super::vendor::{Client, ClientBuilder, Group};

const UUID: &str = "6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b11";
const SHORT: Duration = Duration::from_millis(60);

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url()).credential("k3y")
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_where_that_cannot_hurt() {
    let server = Server::start([
        Step::Close,
        json("200 OK", "{}"),
        Step::Close,
        json("409 Conflict", r#""duplicate""#),
        Step::Close,
        json("404 Not Found", "{}"),
        Step::Close,
    ])
    .await;
    let client = builder(&server).build().unwrap();

    assert_eq!(client.list_groups("org_1").send().await.unwrap().attempts(), 2);

    let call = client.report_group("org_1", Group::default());
    let key = call.dedup_key().to_owned();
    assert_eq!(call.await.unwrap(), Receipt::AlreadyAccepted { key: key.clone() });
    let bodies: Vec<String> = server.seen()[2..4].iter().map(|seen| seen.body.clone()).collect();
    assert_eq!(bodies[0], bodies[1], "every attempt carries the same key");
    assert!(bodies[0].contains(&key));

    assert!(client.delete_group("org_1", "g1").await.unwrap_err().is_already_gone());

    let error = client.retry_group(UUID).await.unwrap_err();
    assert!(error.is_outcome_unknown() && error.attempts() == 1, "{error}");
    assert_eq!(server.seen().len(), 7);
}

#[tokio::test]
async fn a_connection_that_never_opens_is_told_from_one_that_broke() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let client = Client::builder().base_url(url).credential("k3y").build().unwrap();
    let error = client.retry_group(UUID).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(error.attempts(), 4, "an unsafe call that the vendor cannot have seen is tried again");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn each_limit_has_its_own_name() {
    let server = Server::start([Step::Stall, Step::Stall, Step::Stall]).await;

    let client = builder(&server).attempt_timeout(SHORT).retry(NoRetry).build().unwrap();
    let error = client.retry_group(UUID).await.unwrap_err();
    assert!(error.is_attempt_timeout() && error.is_timeout() && !error.is_call_timeout(), "{error}");
    assert!(error.is_outcome_unknown());

    let error = client.list_groups("org_1").with_timeout(SHORT / 2).await.unwrap_err();
    assert!(error.is_call_timeout() && !error.is_attempt_timeout(), "{error}");
    assert!(!error.is_outcome_unknown());
}

#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    // A server that accepts and never begins its side of TLS.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", silent.local_addr().unwrap().port());
    let client =
        Client::builder().base_url(url).credential("k3y").connect_timeout(SHORT).retry(NoRetry).build().unwrap();
    let error = client.retry_group(UUID).await.unwrap_err();
    assert!(error.is_connect_timeout() && error.is_connect() && error.is_timeout(), "{error:?}");
    assert!(!error.is_attempt_timeout() && !error.is_outcome_unknown());
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "real time is what is tested")]
async fn a_body_that_drips_cannot_hold_a_call() {
    let server = Server::start([Step::Answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".into())]).await;
    let client = builder(&server).attempt_timeout(SHORT).retry(NoRetry).build().unwrap();
    let began = Instant::now();
    let error = client.list_groups("org_1").await.unwrap_err();
    assert!(error.is_attempt_timeout() && began.elapsed() < SHORT * 20, "{error}");
    assert_eq!((error.status().unwrap().as_u16(), error.text()), (200, Some("{")));
}

#[tokio::test]
async fn a_body_is_kept_however_it_comes() {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    const SIZED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n";
    const BEGUN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{";
    const GARBAGE: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx";
    const LATER_GARBAGE: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\nx";
    const TWO: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n";
    for (pieces, whole, kept) in [
        (&["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"][..], true, "{}"),
        (&["HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"], true, ""),
        (&[SIZED, "{}"], true, "{}"),
        (&[BEGUN, "}"], true, "{}"),
        (&[SIZED, "{", "}"], true, "{}"),
        (&[CHUNKED, "1\r\n{\r\n", "1\r\n}\r\n0\r\n\r\n"], true, "{}"),
        (&[TWO, "1\r\n \r\n0\r\n\r\n"], true, "{} "),
        (&[SIZED], false, ""),
        (&[BEGUN], false, "{"),
        (&[TWO, "1\r\n \r\n"], false, "{} "),
        (&[GARBAGE], false, ""),
        (&[LATER_GARBAGE], false, "{"),
    ] {
        let server = Server::start([Step::Pieces(pieces)]).await;
        let client = builder(&server).retry(NoRetry).build().unwrap();
        match client.raw(meterforge_runtime::Method::GET, "/x").send().await {
            Ok(response) => assert!(whole && response.body() == kept.as_bytes(), "{pieces:?}: {:?}", response.body()),
            Err(error) => {
                let is_told = !whole && error.body() == kept.as_bytes() && error.status().is_some();
                assert!(is_told && !error.is_connect(), "{pieces:?}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([json("200 OK", "{}")]).await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let target = format!("{}/x", elsewhere.url());
        let server = Server::start([answer(status, &format!("location: {target}\r\n"), "")]).await;
        let error = builder(&server).build().unwrap().list_groups("org_1").await.unwrap_err();
        assert!(error.is_redirect(), "{error}");
        assert_eq!((error.location(), error.attempts()), (Some(target.as_str()), 1));
    }
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read() {
    let server = Server::start([json("200 OK", &"x".repeat(100_000))]).await;
    let client = builder(&server).max_response_bytes(1_000).build().unwrap();
    let error = client.list_groups("org_1").await.unwrap_err();
    assert!(error.is_response_too_large() && error.is_applied(), "{error}");
    assert_eq!(error.body().len(), 1_000);
}

#[tokio::test]
async fn headers_beyond_the_limit_are_refused() {
    let large = answer("200 OK", &format!("x-large: {}\r\n", "x".repeat(70_000)), "{}");
    let server = Server::start([large.clone(), large]).await;
    let error = builder(&server).build().unwrap().list_groups("org_1").await.unwrap_err();
    assert!(error.is_response_too_large() && error.is_applied(), "{error}");
    assert_eq!(error.to_string(), "list_groups: 200 OK, but the header is larger than 65536 bytes");
    let client = builder(&server).max_response_header_bytes(80_000).build().unwrap();
    assert!(client.list_groups("org_1").await.is_ok());
}

/// 20,000 times `x`, as gzip writes it.
#[cfg(feature = "gzip")]
#[rustfmt::skip]
const COMPRESSED: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1, 0x31, 0x01, 0x00, 0x00,
    0x00, 0xc2, 0xa0, 0xda, 0x8b, 0x6f, 0x0d, 0x0f, 0xa0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x78, 0x30, 0x03, 0x47,
    0x65, 0x41, 0x20, 0x4e, 0x00, 0x00,
];

#[tokio::test]
#[cfg(feature = "gzip")]
async fn the_limit_holds_for_what_a_body_unpacks_to() {
    let compressed = || super::server::bytes("200 OK", "content-encoding: gzip\r\n", COMPRESSED);
    let server = Server::start([compressed(), compressed()]).await;
    let raw = |limit| {
        let client = builder(&server).max_response_bytes(limit).build().unwrap();
        client.raw(meterforge_runtime::Method::GET, "/x").send()
    };
    assert_eq!(raw(20_000).await.unwrap().body().len(), 20_000);
    assert!(raw(19_999).await.unwrap_err().is_response_too_large());
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn loopback_is_never_proxied() {
    let server = Server::start([json("200 OK", "{}")]).await;
    let proxy = reqwest::Proxy::all("http://127.0.0.1:1").unwrap();
    let own = reqwest::Client::builder().proxy(proxy);
    let client = builder(&server).http_client_builder(own).build().unwrap();
    assert_eq!(client.list_groups("org_1").send().await.unwrap().attempts(), 1);
}

#[tokio::test]
async fn your_own_reqwest_builder_keeps_our_limits() {
    let elsewhere = Server::start([json("200 OK", "{}")]).await;
    let server = Server::start([answer("302 Found", &format!("location: {}\r\n", elsewhere.url()), "")]).await;
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(3)).user_agent("mine");
    let client = builder(&server).http_client_builder(own).build().unwrap();
    assert!(client.list_groups("org_1").await.unwrap_err().is_redirect());
    assert!(elsewhere.seen().is_empty());
}
