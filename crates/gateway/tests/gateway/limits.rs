//! Goes beyond every limit.

use std::time::{Duration, Instant};

use meterforge_stand_in::Answer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Reply, ask, raw, until, with};

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_on_both_surfaces() {
    let site = with(|settings| settings.limits.body_bytes = 100).await;
    let long = format!(r#"{{"name":"{}"}}"#, "a".repeat(100));
    let reply = site.send("POST /v1/meters", &long).await;
    assert_eq!((reply.status, reply.detail()), (413, "the body is larger than 100 bytes".to_owned()));
    let headers = ["content-type: application/json", "accept: application/json, text/event-stream"];
    assert_eq!(ask(site.mcp(), "POST /mcp", &headers, &long).await.status, 413);

    // Nor does it help not to say how long it will be.
    let chunked = format!(
        "POST /v1/meters HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    assert_eq!(Reply::parse(&raw(site.rest(), chunked.as_bytes()).await).status, 413);
    assert_eq!(site.vendor.requests().len(), 0);
}

#[tokio::test]
async fn headers_that_are_too_long_or_too_many_are_refused() {
    let site = with(|settings| settings.limits.header_bytes = 8192).await;
    let long = format!("x-long: {}", "a".repeat(9000));
    let many: Vec<String> = (0..150).map(|at| format!("x-{at}: 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for address in [site.rest(), site.mcp()] {
        assert_eq!(ask(address, "GET /v1/ping", &[&long], "").await.status, 431);
        assert_eq!(ask(address, "GET /v1/ping", &many, "").await.status, 431);
    }
    let long = format!("GET /v1/ping?{}", "a".repeat(9000));
    assert!([414, 431].contains(&site.ask(&long, &[], "").await.status));
}

#[tokio::test]
async fn headers_that_come_too_slowly_end_the_connection() {
    let site = with(|settings| settings.limits.header_time = Duration::from_millis(200)).await;
    for beginning in [&b""[..], b"PRI * H", b"GET /v1/ping HTTP/1.1\r\nhost: loc", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
    {
        let began = Instant::now();
        let mut stream = TcpStream::connect(site.rest()).await.unwrap();
        stream.write_all(beginning).await.unwrap();
        let mut rest = Vec::new();
        // A frame or two of HTTP/2, or a 408, and then the end.
        let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await.expect("it ends");
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", String::from_utf8_lossy(beginning));
    }
    // One header line every now and then is no way around it.
    let mut stream = TcpStream::connect(site.rest()).await.unwrap();
    stream.write_all(b"GET /v1/ping HTTP/1.1\r\nhost: localhost\r\n").await.unwrap();
    let began = Instant::now();
    while stream.write_all(b"x-more: 1\r\n").await.is_ok() {
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(began.elapsed() < Duration::from_secs(3));
    }
    assert_eq!(site.get("/v1/ping").await.status, 200);
}

#[tokio::test]
async fn a_connection_that_is_used_is_kept_and_one_that_is_idle_is_not() {
    let site = with(|settings| settings.limits.header_time = Duration::from_millis(300)).await;
    let mut stream = TcpStream::connect(site.rest()).await.unwrap();
    let mut answer = [0; 4096];
    for _ in 0..4 {
        stream.write_all(b"GET /v1/ping HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        let length = stream.read(&mut answer).await.unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 200 OK"));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(stream.read(&mut answer).await.unwrap(), 0);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let site = with(|settings| settings.limits.request_time = Duration::from_millis(200)).await;
    let mut stream = TcpStream::connect(site.rest()).await.unwrap();
    let head =
        "POST /v1/meters HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.unwrap();
    let reply = Reply::parse(&String::from_utf8_lossy(&answer[..length]));
    assert_eq!((reply.status, reply.detail()), (408, "the body did not arrive within 200ms".to_owned()));
    assert_eq!(site.metric(r#"meterforge_rejected_requests_total{reason="timeout"}"#).await, 1.0);
}

#[tokio::test]
async fn a_call_or_a_request_that_takes_too_long_is_a_gateway_timeout() {
    let site = with(|settings| settings.limits.call_time = Duration::from_millis(200)).await;
    site.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
    let reply = site.send("POST /v1/meters", r#"{"name":"a"}"#).await;
    assert_eq!(reply.status, 504);
    assert!(reply.body.contains(r#""outcome":"unknown""#), "{}", reply.body);

    let site = with(|settings| settings.limits.request_time = Duration::from_millis(200)).await;
    site.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
    let reply = site.send("POST /v1/meters", r#"{"name":"a"}"#).await;
    assert_eq!((reply.status, reply.detail()), (504, "there was no answer within 200ms".to_owned()));
    until("the vendor is let go", || site.vendor.abandoned() == 1).await;
}

#[tokio::test]
async fn one_request_too_many_is_told_at_once() {
    let site = with(|settings| settings.limits.requests = 2).await;
    site.vendor.answer_at("POST", "/meters", Answer::json(201, r#"{"name":"a"}"#).after(Duration::from_millis(600)));
    let slow = || site.send("POST /v1/meters", r#"{"name":"a"}"#);
    let quick = async {
        until("both are under way", || site.vendor.requests().len() == 2).await;
        let began = Instant::now();
        let reply = site.get("/v1/ping").await;
        (reply, began.elapsed())
    };
    let (first, second, (third, took)) = tokio::join!(slow(), slow(), quick);
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!((third.status, third.header("retry-after")), (503, Some("1")));
    assert!(took < Duration::from_millis(300), "{took:?}");
    assert_eq!(site.vendor.requests().len(), 2);
    assert_eq!(site.get("/v1/ping").await.status, 200);
    assert_eq!(site.metric(r#"meterforge_rejected_requests_total{reason="busy"}"#).await, 1.0);
}

#[tokio::test]
async fn one_connection_too_many_is_closed() {
    let site = with(|settings| settings.limits.connections = 2).await;
    let first = TcpStream::connect(site.rest()).await.unwrap();
    let second = TcpStream::connect(site.rest()).await.unwrap();
    let mut third = TcpStream::connect(site.rest()).await.unwrap();
    let mut answer = Vec::new();
    let _ = third.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
    drop((first, second));
    let mut reply = site.get("/v1/ping").await;
    for _ in 0..200 {
        if reply.status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        reply = site.get("/v1/ping").await;
    }
    assert_eq!(reply.status, 200);
    assert!(site.metric(r#"meterforge_rejected_requests_total{reason="connections"}"#).await >= 1.0);
}
